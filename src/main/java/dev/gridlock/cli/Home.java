package dev.gridlock.cli;

import java.io.IOException;
import java.nio.file.Path;

/** The checkout that Gridlock was started from, as the launcher says ({@code -Dgridlock.home}). */
final class Home {

    private Home() {}

    /**
     * Where runs are kept unless told otherwise: {@code reports/} of where the user stands, and of the checkout where that
     * is anywhere in it.
     */
    static Path reports() {
        return reports(folder(), Path.of("").toAbsolutePath());
    }

    static Path reports(Path checkout, Path here) {
        return (real(here).startsWith(real(checkout)) ? checkout : here).resolve("reports");
    }

    /** Where scenarios and their baselines are. */
    static Path scenarios() {
        return folder("scenarios");
    }

    /** The stack of docker-compose.yml, as this machine sees it. */
    static Path composeStack() {
        return folder("docker/compose/outside.yml");
    }

    /** The checkout itself. */
    static Path folder() {
        return folder("").normalize();
    }

    /** The working directory may have been reached by a link. */
    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder.toAbsolutePath().normalize();
        }
    }

    private static Path folder(String name) {
        return Path.of(System.getProperty("gridlock.home", "")).resolve(name).toAbsolutePath();
    }
}
