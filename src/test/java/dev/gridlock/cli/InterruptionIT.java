package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.process.Signals;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C and SIGTERM at any moment: all children gone, the recording opens and says that it is partial. */
@Order(1)
class InterruptionIT {

    private Place place;

    @BeforeEach
    void make() throws IOException {
        place = new Place();
    }

    @AfterEach
    void delete() throws IOException {
        place.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stack: PostgreSQL",
                "PostgreSQL 18",
                "naive: fleet",
                "naive: service and injector",
                "naive: load",
            })
    void ctrlCEndsEverythingAndKeepsWhatWasRecorded(String moment) throws Exception {
        interrupt(Place.LONG, moment);
        try (RunDatabase recording = new RunDatabase(place.lastRun())) {
            assertThat(recording.unfinished()).containsExactly("interrupted");
            assertThat(recording.column("SELECT target FROM targets WHERE NOT partial"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bounded: until quiet", "bounded: nothing in flight", "bounded: recording and audit"})
    void ctrlCAfterTheLoadDoesTheSame(String moment) throws Exception {
        interrupt(Place.TINY, moment);
        try (RunDatabase recording = new RunDatabase(place.lastRun())) {
            assertThat(recording.unfinished()).containsExactly("interrupted");
        }
        assertThat(place.lastRun().resolve("raw")).doesNotExist();
    }

    @Test
    void anInterruptedRunCanBeReportedAndIsInconclusive() throws Exception {
        interrupt(Place.LONG, "naive: load");
        Path run = place.lastRun();
        try (Launched report = place.gridlock("report", run.toString())) {
            assertThat(report.exitCode()).as(report.said()).isEqualTo(4);
            assertThat(report.printed()).contains("the run was not finished: interrupted");
        }
    }

    @Test
    void sigtermDoesTheSameWithTheShellsOwnCode() throws Exception {
        try (Launched run = place.run(Place.LONG)) {
            run.awaitSaid("naive: load");
            Signals.send("TERM", run.harness().pid());
            assertThat(run.exitCode()).isEqualTo(143);
        }
        place.assertNothingIsLeft();
        try (RunDatabase recording = new RunDatabase(place.lastRun())) {
            assertThat(recording.unfinished()).containsExactly("interrupted");
        }
    }

    private void interrupt(Path scenario, String moment) throws Exception {
        try (Launched run = place.run(scenario)) {
            run.awaitSaid(moment);
            Signals.send("INT", run.harness().pid());
            assertThat(run.exitCode()).as(run.said()).isEqualTo(130);
            assertThat(run.said()).contains("interrupted").doesNotContain("\tat ");
        }
        place.assertNothingIsLeft();
    }
}
