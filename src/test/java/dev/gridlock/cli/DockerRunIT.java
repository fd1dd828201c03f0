package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.recording.Recording;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.ScenarioParser;
import dev.gridlock.scenario.Setting;
import dev.gridlock.stack.DockerProvider;
import dev.gridlock.stack.LiveEngine;
import dev.gridlock.verdict.Status;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * {@code scenarios/smoke.yml} on containers with limits, and less CPU time as its fault: the same verdict as on processes.
 */
@ExtendWith(LiveEngine.class)
@Isolated("its verdicts need the machine")
class DockerRunIT {

    @TempDir
    private static Path reports;

    private static RunFolder folder;
    private static Run.Result result;
    private static RunDatabase recording;

    @BeforeAll
    static void run() throws Exception {
        Scenario scenario = ScenarioParser.parse(
                Path.of("scenarios/smoke.yml"),
                Recording.catalogue(),
                List.of(
                        Setting.parse("stack={ cpus: 1.5, memory: 1GiB }"),
                        Setting.parse("chaos=[{ at: 0s, on: postgres, fault: cpu, cpus: 0.15 }]")));
        folder = RunFolder.create(reports, scenario.name(), Instant.now());
        try (Progress unseen = new Progress(new PrintStream(OutputStream.nullOutputStream()), false)) {
            result = new Run(scenario, new DockerProvider(line -> {}), folder, unseen, Manner.ALONE).execute();
        }
        recording = new RunDatabase(folder.path());
    }

    @AfterAll
    static void close() throws Exception {
        recording.close();
    }

    @Test
    void itPassesWithEverySymptom() {
        assertThat(result.verdict().reasons()).isEmpty();
        assertThat(result.verdict().status()).isEqualTo(Status.PASS);
    }

    @Test
    void theContainersFiguresAreRecorded() throws Exception {
        for (String metric : List.of("container.postgres.cpu", "container.postgres.memory.max")) {
            assertThat(recording.metric("naive", metric)).as(metric).isPositive();
        }
        assertThat(recording.metric("naive", "container.postgres.throttled"))
                .as("by the fault")
                .isPositive();
        assertThat(recording.metric("naive", "container.postgres.oom_kills")).isZero();
    }

    @Test
    void theServersLogWasReadToItsEnd() throws Exception {
        assertThat(recording.column("SELECT target FROM events WHERE kind = 'server_log' AND message LIKE '%whole'"))
                .containsExactlyInAnyOrder("naive", "bounded");
        assertThat(recording.column("SELECT pid FROM deadlocks")).isNotEmpty();
    }

    @Test
    void theReportTellsOfTheContainers() throws Exception {
        assertThat(Files.readString(folder.path().resolve("index.html")))
                .contains("Containers: what the limits did")
                .contains("processes killed for want of memory");
    }

    @Test
    void nothingIsLeft() {
        assertThat(LiveEngine.oursOf(ProcessHandle.current().pid())).isEmpty();
    }
}
