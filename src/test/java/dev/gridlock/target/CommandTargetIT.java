package dev.gridlock.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.stack.DatabaseAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services that know nothing of Gridlock, good ones and bad: real processes, started and ended. */
class CommandTargetIT {

    /** A web server that every JDK has; it answers GET / with 200. */
    private static final String SERVER =
            "exec " + Path.of(System.getProperty("java.home"), "bin", "jwebserver") + " -b 127.0.0.1 -p $PORT";

    private static final DatabaseAddress DATABASE =
            new DatabaseAddress("127.0.0.1", 6432, "fleet", "application", "p@ss w/ord");

    @TempDir
    Path folder;

    @Test
    void itGetsItsEnvironmentAndAnswers() throws Exception {
        try (RunningTarget target =
                start("echo $DATABASE_URL $POOL_SIZE $ACQUIRE_TIMEOUT_MS $GRIDLOCK_RUN $PWD $COLOUR; " + SERVER)) {
            target.requireAlive();
            assertThat(target.health()).isEmpty();
            assertThat(target.lifeSign().shown(Duration.ofSeconds(10))).isTrue();
            assertThat(log())
                    .contains("postgresql://application:p%40ss%20w%2Ford@127.0.0.1:6432/fleet 20 1500 run-7 "
                            + folder.toRealPath() + " dark red");
        }
    }

    @Test
    void itsProcessesAreSampledTogether() throws Exception {
        try (CommandTarget target = CommandTarget.start(
                        "mine", spec(List.of("sh", "-c", "sleep 3600 & " + SERVER), "/"), DATABASE, "run-7", logFile())
                .sampled(folder, Duration.ofMillis(20), RunClock.startingNow())) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> samples().lines().count() > 12);
            target.requireAlive();
        }
        assertThat(samples()).contains("service.rss_bytes", "service.threads", "service.open_files", "service.cpu_ns");
        assertThat(samples().lines().filter(line -> line.contains("service.rss_bytes")))
                .allMatch(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)) > 1_000_000);
    }

    @Test
    void whatItsPoolSaysOfItselfIsSampled() throws Exception {
        Files.writeString(folder.resolve("metrics"), "pg_pool_waiting_connections{host=\"a\"} 41\n");
        try (RunningTarget _ = sampled(SERVER)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> metrics().contains("pool.pending,41"));
            Files.writeString(folder.resolve("metrics"), "pg_pool_waiting_connections{host=\"a\"} 42\n");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> metrics().contains("pool.pending,42"));
        }
    }

    @Test
    void withoutAPageItIsAskedOnce() throws Exception {
        try (RunningTarget _ = sampled(SERVER)) {
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> log().contains("GET /metrics"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> samples().lines().count()
                            > 4 * 50); // a second of it, and four times as long as to the next question
        }
        assertThat(log().lines().filter(line -> line.contains("GET /metrics"))).hasSize(1);
        assertThat(metrics().lines()).hasSize(1);
    }

    private RunningTarget sampled(String script) throws Exception {
        return CommandTarget.start("mine", spec(List.of("sh", "-c", script), "/"), DATABASE, "run-7", logFile())
                .sampled(folder, Duration.ofMillis(20), RunClock.startingNow());
    }

    private String metrics() throws Exception {
        return Files.readString(folder.resolve("metrics-samples.csv"));
    }

    /** As a wrapper does that starts containers: it is deaf to SIGTERM. */
    @Test
    void itsStopCommandEndsIt() throws Exception {
        List<String> words = List.of("sh", "-c", "trap '' TERM; echo $$ > pid; " + SERVER);
        List<String> stop = List.of("sh", "-c", "echo ending $GRIDLOCK_RUN; kill -KILL $(cat pid)");
        try (RunningTarget target = CommandTarget.start("mine", spec(words, "/", stop), DATABASE, "run-7", logFile())) {
            target.requireAlive();
        }
        assertThat(log()).contains("ending run-7");
    }

    @Test
    void aStopCommandThatFailsOrIsNotThereLeavesNothingRunning() throws Exception {
        for (List<String> stop : List.of(List.of("sh", "-c", "exit 3"), List.of("no-such-program"))) {
            RunningTarget target = CommandTarget.start(
                    "mine",
                    spec(List.of("sh", "-c", "echo $$ > pid; " + SERVER), "/", stop),
                    DATABASE,
                    "run-7",
                    logFile());
            long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
            target.close();
            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive))
                    .as("%s", stop)
                    .isEmpty();
        }
    }

    private String samples() throws Exception {
        return Files.readString(folder.resolve("service-samples.csv"));
    }

    @Test
    void itEndsWithItsChildrenHoweverDeafTheyAre() throws Exception {
        try (RunningTarget target = start("(trap '' TERM; sleep 3600 & echo child $!; wait) & " + SERVER)) {
            target.requireAlive();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> log().contains("child "));
        }
        long child = Long.parseLong(log().replaceAll("(?s).*child (\\d+).*", "$1"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void oneThatPrintsMuchIsHeldUpByNobody() throws Exception {
        try (RunningTarget target = start("head -c 50000000 /dev/zero | tr '\\0' 'x' | fold -w 1000; " + SERVER)) {
            target.requireAlive();
        }
    }

    @Test
    void oneThatEndsIsNamedWithItsLastLines() {
        assertThatThrownBy(() -> start("echo no such table: orders >&2; exit 7"))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("service-mine ended before it was ready")
                .hasMessageContaining("exit code 7")
                .hasMessageContaining("no such table: orders");
    }

    @Test
    void oneThatNeverGetsReadyIsToldWhatWasExpected() {
        assertThatThrownBy(() -> start("echo thinking; exec sleep 3600"))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("was not ready within 2 s")
                .hasMessageContaining("last got no answer")
                .hasMessageContaining("the port in PORT")
                .hasMessageContaining("thinking");
    }

    @Test
    void anAnswerThatIsNot2xxIsNotReady() {
        assertThatThrownBy(() -> CommandTarget.start(
                        "mine", spec(List.of("sh", "-c", SERVER), "/nothing-here"), DATABASE, "run-7", logFile()))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("last got status 404");
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertThatThrownBy(() ->
                        CommandTarget.start("mine", spec(List.of("nodejs-25"), "/"), DATABASE, "run-7", logFile()))
                .isInstanceOf(MachineException.class)
                .hasMessage("target mine: no program nodejs-25 on PATH"
                        + "\n  install it, or write its path in targets.mine.command");
        assertThatThrownBy(() ->
                        CommandTarget.start("mine", spec(List.of("./serve.sh"), "/"), DATABASE, "run-7", logFile()))
                .hasMessageContaining("no program ./serve.sh in " + folder.toAbsolutePath());
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        TargetSpec.Command spec = new TargetSpec.Command(
                List.of("sh"),
                "no/such/folder",
                new LinkedHashMap<>(),
                "/",
                Duration.ofSeconds(2),
                List.of(),
                "/metrics",
                new LinkedHashMap<>(),
                20,
                Duration.ofMillis(1_500));
        assertThatThrownBy(() -> CommandTarget.start("mine", spec, DATABASE, "run-7", logFile()))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("no folder")
                .hasMessageContaining("no/such/folder")
                .hasMessageContaining("from where Gridlock was started");
    }

    private RunningTarget start(String script) throws Exception {
        return CommandTarget.start("mine", spec(List.of("sh", "-c", script), "/"), DATABASE, "run-7", logFile());
    }

    private TargetSpec.Command spec(List<String> words, String ready) {
        return spec(words, ready, List.of());
    }

    private TargetSpec.Command spec(List<String> words, String ready, List<String> stop) {
        return new TargetSpec.Command(
                words,
                folder.toString(),
                new LinkedHashMap<>(Map.of("COLOUR", "dark red")),
                ready,
                Duration.ofSeconds(ready.equals("/") && words.toString().contains("jweb") ? 60 : 2),
                stop,
                "/metrics",
                new LinkedHashMap<>(),
                20,
                Duration.ofMillis(1_500));
    }

    private Path logFile() {
        return folder.resolve("service.log");
    }

    private String log() throws Exception {
        return Files.readString(logFile());
    }
}
