package dev.gridlock.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a baseline may be used for, and the one figure that a gate compares with. */
class BaselineTest {

    private final Baseline made = MadeBaseline.of(3)
            .metric("bounded", "completion", 100, 300, 200)
            .metric("bounded", "postgres.wal", 1, Double.NaN, 3)
            .latencies(
                    "bounded",
                    List.of(Collections.nCopies(90, 10L), Collections.nCopies(90, 10L), Collections.nCopies(20, 400L)))
            .make();

    @Test
    void onTheSameMachineEverythingMayBeUsed() {
        assertThat(made.use("smoke", made.workload(), MadeBaseline.HERE)).isInstanceOf(Baseline.Use.Absolute.class);
    }

    @Test
    void onAnotherMachineOnlyRatiosAndBothMachinesAreNamed() {
        assertThat(made.use("smoke", made.workload(), MadeBaseline.ELSEWHERE))
                .isInstanceOfSatisfying(
                        Baseline.Use.RatiosOnly.class,
                        use -> assertThat(use.reason()).contains("2 cores", "4 cores", "only ratios"));
    }

    @Test
    void ofAnotherScenarioOrOtherWorkNothing() {
        assertThat(made.use("rush-hour", made.workload(), MadeBaseline.HERE)).isInstanceOf(Baseline.Use.Refused.class);
        Workload other = MadeBaseline.of(3)
                .withOther("fleet")
                .metric("x", "y", 1, 1, 1)
                .make()
                .workload();
        assertThat(made.use("smoke", other, MadeBaseline.HERE))
                .isInstanceOfSatisfying(
                        Baseline.Use.Refused.class,
                        use -> assertThat(use.reason()).contains("fleet"));
    }

    @Test
    void theFigureIsTheMedianOverTheRounds() {
        assertThat(made.figure("bounded", "completion")).hasValue(200);
    }

    @Test
    void aPercentileIsOfAllValuesNotOfTheRoundsPercentiles() {
        // Of 200 values 20 are 400 ms. The median of the rounds' own p95 would be 10 ms, their mean 140 ms.
        assertThat(made.figure("bounded", "latency.p95").orElseThrow()).isCloseTo(400, within(4.0));
        assertThat(made.figure("bounded", "latency.p50").orElseThrow()).isCloseTo(10, within(0.1));
    }

    @Test
    void whatARoundDidNotMeasureHasNoFigure() {
        assertThat(made.figure("bounded", "postgres.wal")).isEmpty();
        assertThat(made.figure("bounded", "deadlocks")).isEmpty();
        assertThat(made.figure("naive", "completion")).isEmpty();
        assertThat(made.figure("bounded", "pool.acquire.p99")).isEmpty();
    }
}
