package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A {@code ./gridlock} that a test started: what it said, what it ended with, and who died when. */
final class Launched implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofMinutes(3);

    /** The first line of each reason of an inconclusive verdict. */
    private static final Pattern REASON = Pattern.compile("^  - (.+)$", Pattern.MULTILINE);

    private final Process process;
    private final Path out;
    private final Path err;

    private Launched(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts a checkout's launcher.
     *
     * @param environment set over this JVM's own
     * @param folder for what it prints
     */
    static Launched start(Path checkout, Map<String, String> environment, Path folder, List<String> words)
            throws IOException {
        return startBy(List.of(), checkout, environment, folder, words);
    }

    /**
     * The same by another program, which must become the launcher ({@code exec}).
     *
     * @param by program and arguments before the launcher's path, e.g. {@code setpriv …}
     */
    static Launched startBy(
            List<String> by, Path checkout, Map<String, String> environment, Path folder, List<String> words)
            throws IOException {
        Path out = Files.createTempFile(folder, "stdout", "");
        Path err = Files.createTempFile(folder, "stderr", "");
        List<String> command = new ArrayList<>(by);
        command.add(checkout.resolve("gridlock").toString());
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new Launched(builder.start(), out, err);
    }

    /** The harness: the launcher becomes it ({@code exec}), so that a signal to the one reaches the other. */
    ProcessHandle harness() {
        return process.toHandle();
    }

    /** Waits until it has said something on its standard error. */
    Launched awaitSaid(String text) {
        Awaitility.await()
                .alias(text)
                .atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> said().contains(text) || !process.isAlive());
        assertThat(said()).contains(text);
        return this;
    }

    /** Waits until it is in the middle of a load: a service's journal has rows, and there is more to come. */
    void awaitJournal(Path operations) {
        Awaitility.await()
                .alias(operations.toString())
                .atMost(DEADLINE)
                .until(() -> read(operations).lines().count() > 50 || !process.isAlive());
        assertThat(process.isAlive()).as("still running; it said: %s", said()).isTrue();
    }

    /** Waits for its end. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS))
                .as("ended; it said: %s", said())
                .isTrue();
        return process.exitValue();
    }

    /**
     * Waits for its end, which is to be a pass; or all gates held, and the one thing said against it is that calls were sent late: that
     * is so where other tests keep the injector from the processor.
     */
    void assertPassedBesideOtherTests() throws InterruptedException {
        int code = exitCode();
        String all = said() + printed();
        assertThat(code).as(all).isIn(ExitCode.PASS.code(), ExitCode.INCONCLUSIVE.code());
        assertThat(all).doesNotContain("\n  FAIL ").doesNotContain("\n  ?  ");
        assertThat(REASON.matcher(printed()).results().map(reason -> reason.group(1)))
                .as(all)
                .allMatch(reason -> reason.contains(" calls were sent within ") || reason.contains("injector stalled"));
    }

    /** Its standard error so far. */
    String said() {
        return read(err);
    }

    /** Its standard output so far. */
    String printed() {
        return read(out);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A test that failed leaves no run behind. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
