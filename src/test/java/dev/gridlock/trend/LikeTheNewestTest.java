package dev.gridlock.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.recording.Recording;
import dev.gridlock.scenario.ScenarioParser;
import dev.gridlock.scenario.ScenarioYaml;
import dev.gridlock.scenario.Setting;
import dev.gridlock.serve.runs.ReportsFolder;
import dev.gridlock.serve.runs.RunEntry;
import dev.gridlock.serve.runs.RunIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which runs of one scenario's name make one series. */
class LikeTheNewestTest {

    private static final Path SMOKE = Path.of("scenarios/smoke.yml");

    @TempDir
    private Path reports;

    @Test
    void aRunWithAnotherFleetPoolSeedOrMachineIsLeftOutAndNamedByWhatDiffers() throws Exception {
        run(1, 2, "fleet.trucks=100");
        run(2, 2, "targets.bounded.batch=7");
        run(3, 2, "seed=5");
        run(4, 8);
        run(5, 2);
        run(6, 2);
        LikeTheNewest alike = alike();
        assertThat(alike.runs()).extracting(RunEntry::path).containsExactly("smoke/5", "smoke/6");
        assertThat(alike.others())
                .containsEntry("other fleet", 1)
                .containsEntry("other targets.bounded", 1)
                .containsEntry("other seed", 1)
                .containsEntry("other machine", 1)
                .hasSize(4);
    }

    @Test
    void whatIsOnlyJudgedAfterwardsMakesNoOtherSeries() throws Exception {
        run(1, 2, "about=Another sentence.");
        run(2, 2);
        assertThat(alike().runs()).hasSize(2);
    }

    @Test
    void aRunThatCanNoLongerBeReadIsLeftOutAndSaid() throws Exception {
        Files.delete(run(1, 2).resolve("scenario.yml"));
        run(2, 2);
        assertThat(alike().runs()).extracting(RunEntry::path).containsExactly("smoke/2");
        assertThat(alike().others()).containsKey("scenario.yml or run.json can't be read");
    }

    private LikeTheNewest alike() throws Exception {
        ReportsFolder folder = ReportsFolder.of(reports);
        return LikeTheNewest.of(History.usable(new RunIndex(folder).runs(), "smoke"), folder);
    }

    private Path run(int second, int cores, String... settings) throws Exception {
        List<Setting> set = new ArrayList<>();
        for (String setting : settings) {
            set.add(Setting.parse(setting));
        }
        Path folder = Files.createDirectories(reports.resolve("smoke/" + second));
        Files.writeString(
                folder.resolve("scenario.yml"),
                ScenarioYaml.render(ScenarioParser.parse(SMOKE, Recording.catalogue(), set)));
        Files.writeString(folder.resolve("run.json"), String.format(Locale.ROOT, """
                {"schema": "gridlock.run/1", "scenario": "smoke", "verdict": "pass", "targets": {},
                 "run": {"started": "2026-11-25T00:00:0%dZ", "machine.cores": "%d"}}
                """, second, cores));
        return folder;
    }
}
