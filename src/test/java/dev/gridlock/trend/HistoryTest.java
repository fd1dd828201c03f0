package dev.gridlock.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.serve.runs.RunEntry;
import dev.gridlock.serve.runs.RunState;
import dev.gridlock.serve.runs.TargetEntry;
import dev.gridlock.serve.runs.TrendMetric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Past runs with made figures. */
class HistoryTest {

    private final RandomGenerator random = new SplittableRandom(5);

    @Test
    void theFirstRunOfTheNewLevelIsNamedInWhateverOrderTheRunsAreListed() {
        List<RunEntry> runs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            runs.add(run("smoke", i, RunState.PASS, i < 18 ? 100 : 130));
        }
        Collections.shuffle(runs, new Random(1));
        assertThat(History.newest(History.usable(runs, "smoke"), 200).shifts())
                .singleElement()
                .satisfies(shift -> {
                    assertThat(shift.run().path()).isEqualTo("smoke/18");
                    assertThat(shift.metric()).isEqualTo(TrendMetric.COMPLETION);
                    assertThat(shift.target()).isEqualTo("bounded");
                    assertThat(shift.before()).isBetween(95.0, 105.0);
                    assertThat(shift.after()).isBetween(125.0, 135.0);
                });
    }

    @Test
    void aShiftBelowTheFloorIsNotTold() {
        List<RunEntry> runs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            runs.add(run("smoke", i, RunState.PASS, i < 15 ? 1_000 : 1_030));
        }
        assertThat(History.newest(History.usable(runs, "smoke"), 200).shifts()).isEmpty();
    }

    @Test
    void runsOfOtherScenariosAndThoseInDoubtAreNotLookedAt() {
        List<RunEntry> runs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            runs.add(run("smoke", 4 * i, RunState.PASS, 100));
            runs.add(run("rush-hour", 4 * i + 1, RunState.PASS, 900));
            runs.add(run("smoke", 4 * i + 2, RunState.INCONCLUSIVE, 900));
            runs.add(run("smoke", 4 * i + 3, RunState.INTERRUPTED, 900));
        }
        assertThat(History.newest(History.usable(runs, "smoke"), 200).runs()).hasSize(10);
    }

    @Test
    void onlyTheNewestAreLookedAt() {
        List<RunEntry> runs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            runs.add(run("smoke", i, RunState.FAIL, i < 20 ? 100 : 200));
        }
        assertThat(History.newest(History.usable(runs, "smoke"), 200).shifts()).hasSize(1);
        assertThat(History.newest(History.usable(runs, "smoke"), 20).shifts()).isEmpty();
        assertThat(History.newest(History.usable(runs, "smoke"), 20)
                        .runs()
                        .getFirst()
                        .path())
                .isEqualTo("smoke/20");
    }

    private RunEntry run(String scenario, int number, RunState state, double completion) {
        TargetEntry target = new TargetEntry(
                "bounded",
                false,
                9L,
                9L,
                Map.of(TrendMetric.COMPLETION, completion + random.nextGaussian(), TrendMetric.DEADLOCKS, 0.0));
        return new RunEntry(
                scenario + "/" + number,
                scenario,
                Instant.parse("2026-11-25T00:00:00Z").plusSeconds(number),
                state,
                "",
                List.of(target));
    }
}
