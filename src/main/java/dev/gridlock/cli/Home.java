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

    private static Path folder(String name) {
        return Path.of(System.getProperty("gridlock.home", "")).resolve(name).toAbsolutePath();
    }
}
