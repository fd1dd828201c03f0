package dev.gridlock.cli;

import java.nio.file.Path;

/** The checkout that Gridlock was started from, as the launcher says ({@code -Dgridlock.home}). */
final class Home {

    private Home() {}

    /** Where runs are kept unless told otherwise. */
    static Path reports() {
        return folder("reports");
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

    private static Path folder(String name) {
        return Path.of(System.getProperty("gridlock.home", "")).resolve(name).toAbsolutePath();
    }
}
