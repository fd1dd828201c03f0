package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The harness in a JVM of its own, without the launcher: what a command printed and ended with, for tests without a stack. */
record HarnessJvm(int exitCode, String printed, String said) {

    /**
     * Runs a command to its end.
     *
     * @param options of the JVM, e.g. {@code -Duser.language=ar}
     * @param words e.g. {@code metrics}
     */
    static HarnessJvm run(List<String> options, List<String> words) throws IOException, InterruptedException {
        Path out = Files.createTempFile("gridlock-out", "");
        Path err = Files.createTempFile("gridlock-err", "");
        try {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
            command.addAll(
                    List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
            command.addAll(options);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.gridlock.cli.Main"));
            command.addAll(words);
            Process process = new ProcessBuilder(command)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            boolean ended = process.waitFor(2, TimeUnit.MINUTES);
            process.destroyForcibly();
            assertThat(ended).as("%s ended", words).isTrue();
            return new HarnessJvm(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
