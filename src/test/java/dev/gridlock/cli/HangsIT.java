package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.process.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A part is stopped (SIGSTOP) in mid-load and answers nobody: it is named, the run ends, what was recorded is kept, nothing is left.
 * One run a part: each is started when the one before has been stopped, and waits to be named beside it.
 */
@Order(1)
class HangsIT {

    /** Of which process, and how the message begins. */
    private record Stopped(String process, String said) {}

    private static final Map<String, Stopped> PARTS = Map.of(
            "postgres", new Stopped("bin/postgres -D", "postgres shows no sign of life"),
            "pgbouncer", new Stopped("pgbouncer.ini", "pgbouncer shows no sign of life"),
            "toxiproxy", new Stopped("toxiproxy.json", "toxiproxy shows no sign of life"),
            "service", new Stopped("ServiceMain", "service-naive shows no sign of life"),
            "injector", new Stopped("InjectorMain", "injector shows no sign of life"));

    /** Longer than a hang may stay unnamed. */
    private static final String LASTING = "load.0.arrivals.for=100s";

    private record Running(Place place, Launched run) {}

    private static final Map<String, Running> RUNS = new LinkedHashMap<>();

    /** Stopped for some seconds and continued: it is late, and nothing else. */
    private static Running frozen;

    @BeforeAll
    static void stopEachInItsRun() throws Exception {
        frozen = start();
        awaitOperations(frozen);
        long service = frozen.place.part("ServiceMain").pid();
        Signals.send("STOP", service);
        TimeUnit.SECONDS.sleep(6); // what is tried is this time itself
        Signals.send("CONT", service);
        for (String part : PARTS.keySet()) {
            Running running = start("--set", LASTING, "--set", "fleet.trucks=10_100");
            RUNS.put(part, running);
            awaitOperations(running);
            Signals.send("STOP", process(part).pid());
        }
    }

    private static Running start(String... options) throws IOException {
        Place place = new Place();
        return new Running(place, place.run(Place.LONG, options));
    }

    private static ProcessHandle process(String part) {
        Running running = Objects.requireNonNull(RUNS.get(part));
        return running.place.part(stopped(part).process);
    }

    private static Stopped stopped(String part) {
        return Objects.requireNonNull(PARTS.get(part));
    }

    private static void awaitOperations(Running running) throws IOException {
        running.run.awaitSaid("naive: load");
        running.run.awaitJournal(running.place.lastRun().resolve("raw/naive/operations.csv"));
    }

    @AfterAll
    static void delete() throws IOException {
        for (Running running : RUNS.values()) {
            running.run.close();
            running.place.close();
        }
        frozen.run.close();
        frozen.place.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "pgbouncer", "toxiproxy", "service", "injector"})
    void aPartThatIsStoppedIsNamedAndTheRunEnds(String part) throws Exception {
        Running running = Objects.requireNonNull(RUNS.get(part));
        String said = stopped(part).said;
        assertThat(running.run.exitCode()).as(running.run.said()).isEqualTo(3);
        assertThat(running.run.said())
                .contains("gridlock: " + said + ": no answer for 40 s", "its log")
                .doesNotContain("\tat ");
        running.place.assertNothingIsLeft();
        Path kept = running.place.lastRun();
        assertThat(Files.readString(kept.resolve("summary.md"))).contains("the run was not finished: " + said);
        try (RunDatabase recording = new RunDatabase(kept)) {
            assertThat(recording.column("SELECT partial FROM targets WHERE target = 'naive'"))
                    .containsExactly("true");
            assertThat(recording.column("SELECT count(*) FROM operations")).isNotEqualTo(List.of("0"));
        }
    }

    @Test
    void aServiceThatFreezesForSomeSecondsIsOnlyLate() throws Exception {
        assertThat(frozen.run.exitCode()).as(frozen.run.said()).isNotEqualTo(3);
        assertThat(frozen.run.said()).doesNotContain("no sign of life");
        try (RunDatabase recording = new RunDatabase(frozen.place.lastRun())) {
            assertThat(recording.metric("naive", "latency.max")).isGreaterThan(5_000);
            assertThat(recording.metric("naive", "indeterminate")).isZero();
        }
    }
}
