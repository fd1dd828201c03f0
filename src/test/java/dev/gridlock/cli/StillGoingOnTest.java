package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gridlock.compare.NotMeasuredException;
import dev.gridlock.compare.SideReader;
import dev.gridlock.live.LiveFile;
import dev.gridlock.recording.Recording;
import dev.gridlock.scenario.ScenarioException;
import dev.gridlock.scenario.ScenarioParser;
import dev.gridlock.scenario.ScenarioYaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A run that lives is told from one that was killed, though both have {@code raw/}. */
class StillGoingOnTest {

    @TempDir
    private Path run;

    private LiveFile live;

    @BeforeEach
    void begin() throws Exception {
        Files.createDirectory(run.resolve("raw"));
        Files.writeString(
                run.resolve("scenario.yml"),
                ScenarioYaml.render(
                        ScenarioParser.parse(Path.of("scenarios/smoke.yml"), Recording.catalogue(), List.of())));
        live = LiveFile.begin(run, "smoke", List.of("naive"));
    }

    @AfterEach
    void end() {
        live.close();
    }

    @Test
    void itIsNoSideOfAComparisonYet() {
        assertThatExceptionOfType(NotMeasuredException.class)
                .isThrownBy(() -> new SideReader().read(run.toString()))
                .satisfies(told -> assertThat(told.reasons())
                        .singleElement()
                        .asString()
                        .contains("still going on")
                        .doesNotContain("killed"));
    }

    @Test
    void itsRecordingIsNotLoadedBySomebodyElse() {
        CommandLine line = new CommandLine(new ReportCommand());
        line.parseArgs(run.toString());
        ReportCommand report = line.getCommand();
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(report::call)
                .withMessageContaining("still going on");
    }

    @Test
    void onceItsProcessIsGoneItWasKilled() {
        live.close();
        assertThatExceptionOfType(NotMeasuredException.class)
                .isThrownBy(() -> new SideReader().read(run.toString()))
                .satisfies(told ->
                        assertThat(told.reasons()).singleElement().asString().contains("it was killed"));
    }
}
