package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.recording.Recording;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.ScenarioParser;
import dev.gridlock.scenario.Setting;
import dev.gridlock.stack.NativeProvider;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** {@code scenarios/rush-hour.yml}, its first seconds: callers are told of successes that the database does not hold. */
@Isolated("its verdicts need the machine")
class RushHourIT {

    @TempDir
    private Path reports;

    @Test
    void theCallerIsToldSuccessForWorkThatTheDatabaseLost() throws Exception {
        Scenario scenario = ScenarioParser.parse(
                        Path.of("scenarios/rush-hour.yml"),
                        Recording.catalogue(),
                        List.of(
                                new Setting("postgres.deadlock_timeout", "100ms"),
                                new Setting("targets.naive.acquire_timeout", "1s"),
                                new Setting("load.0.arrivals.for", "5s")))
                .onlyTargets(List.of("naive"));
        RunFolder folder = RunFolder.create(reports, scenario.name(), Instant.now());
        Run.Result result;
        try (Progress unseen = new Progress(new PrintStream(OutputStream.nullOutputStream()), false)) {
            result = new Run(scenario, new NativeProvider(line -> {}), folder, unseen, Manner.ALONE).execute();
        }
        assertThat(result.verdict().reasons()).isEmpty();
        try (RunDatabase recording = new RunDatabase(folder.path())) {
            assertThat(recording.metric("naive", "calls.acknowledged")).isPositive();
            assertThat(recording.metric("naive", "lost_updates.client")).isPositive();
            assertThat(recording.metric("naive", "unexpected")).isZero();
        }
    }
}
