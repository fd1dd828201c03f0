package dev.gridlock.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The scenario {@code smoke}, run as a user runs it: a JVM of its own, the real stack, the whole report. */
final class SmokeRun {

    private static final long MOST_MINUTES = 5;

    private SmokeRun() {}

    /** The run's folder. Its verdict is not looked at: a busy machine may be inconclusive, and the page must be right. */
    static Path in(Path reports) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.gridlock.cli.Main",
                "run",
                Path.of("scenarios", "smoke.yml").toString(),
                "--out",
                reports.toString()));
        Path log = Files.createDirectories(reports).resolve("smoke.log");
        Process run = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(run.waitFor(MOST_MINUTES, TimeUnit.MINUTES))
                    .as("ended in time")
                    .isTrue();
        } finally {
            run.destroy();
        }
        assertThat(run.exitValue()).as(Files.readString(log)).isIn(0, 1, 4);
        return reports.resolve("latest").toRealPath();
    }
}
