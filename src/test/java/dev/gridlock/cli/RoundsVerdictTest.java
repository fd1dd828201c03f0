package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.scenario.GateSpec;
import dev.gridlock.verdict.GateResult;
import dev.gridlock.verdict.Status;
import dev.gridlock.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the verdicts of several rounds become one. */
class RoundsVerdictTest {

    @Test
    void oneDeadlockInOneRoundFailsThemAll() {
        RoundsVerdict verdict = RoundsVerdict.of(List.of(
                round("deadlocks", Status.PASS), round("deadlocks", Status.FAIL), round("deadlocks", Status.PASS)));
        assertThat(verdict.status()).isEqualTo(Status.FAIL);
        assertThat(verdict.reasons()).singleElement().asString().contains("held in 2 of 3 rounds; round 2");
    }

    @Test
    void oneSlowRoundDoesNotTwoOfThreeDo() {
        assertThat(RoundsVerdict.of(List.of(
                                round("completion", Status.PASS),
                                round("completion", Status.FAIL),
                                round("completion", Status.PASS)))
                        .status())
                .isEqualTo(Status.PASS);
        assertThat(RoundsVerdict.of(List.of(
                                round("completion", Status.FAIL),
                                round("completion", Status.FAIL),
                                round("completion", Status.PASS)))
                        .status())
                .isEqualTo(Status.FAIL);
    }

    @Test
    void halfOfTheRoundsIsNoPass() {
        assertThat(RoundsVerdict.of(List.of(round("completion", Status.PASS), round("completion", Status.FAIL)))
                        .status())
                .isEqualTo(Status.FAIL);
    }

    @Test
    void aRoundInDoubtMakesThemInconclusive() {
        Verdict doubtful = new Verdict(
                Status.INCONCLUSIVE,
                List.of("target bounded: fault 1 was not shown to be applied"),
                round("deadlocks", Status.PASS).gates());
        RoundsVerdict verdict = RoundsVerdict.of(List.of(round("deadlocks", Status.PASS), doubtful));
        assertThat(verdict.status()).isEqualTo(Status.INCONCLUSIVE);
        assertThat(verdict.reasons()).singleElement().asString().startsWith("round 2: target bounded: fault 1");
    }

    @Test
    void aFailureOutranksADoubt() {
        Verdict doubtful = new Verdict(
                Status.INCONCLUSIVE,
                List.of("a doubt"),
                round("deadlocks", Status.PASS).gates());
        assertThat(RoundsVerdict.of(List.of(round("deadlocks", Status.FAIL), doubtful))
                        .status())
                .isEqualTo(Status.FAIL);
    }

    /** Such a round could not read its metrics; what the others found stands. */
    @Test
    void aRoundWithoutGatesHidesNoFailureOfTheOthers() {
        Verdict without = new Verdict(Status.INCONCLUSIVE, List.of("the metrics cannot be read"), List.of());
        for (List<Verdict> rounds : List.of(
                List.of(without, round("deadlocks", Status.FAIL)), List.of(round("deadlocks", Status.FAIL), without))) {
            assertThat(RoundsVerdict.of(rounds).status()).isEqualTo(Status.FAIL);
        }
        RoundsVerdict open = RoundsVerdict.of(List.of(without, round("deadlocks", Status.PASS)));
        assertThat(open.status()).isEqualTo(Status.INCONCLUSIVE);
        assertThat(open.reasons()).anyMatch(reason -> reason.contains("round 1: it was not judged"));
    }

    /** An annotation must say what was found, not only how often. */
    @Test
    void theResultsTellWhatARoundFound() {
        assertThat(RoundsVerdict.of(List.of(round("deadlocks", Status.PASS), round("deadlocks", Status.FAIL)))
                        .results())
                .singleElement()
                .satisfies(gate -> assertThat(gate.message()).isEqualTo("held in 1 of 2 rounds; round 2: deadlocks!"));
    }

    @Test
    void anAdvisoryGateDecidesNothingInAnyRound() {
        RoundsVerdict verdict = RoundsVerdict.of(List.of(
                round(GateSpec.Kind.ADVISORY, "deadlocks", Status.FAIL),
                round(GateSpec.Kind.ADVISORY, "deadlocks", Status.INCONCLUSIVE)));
        assertThat(verdict.status()).isEqualTo(Status.PASS);
        assertThat(verdict.reasons()).isEmpty();
    }

    private static Verdict round(String metric, Status status) {
        return round(GateSpec.Kind.GATE, metric, status);
    }

    private static Verdict round(GateSpec.Kind kind, String metric, Status status) {
        GateResult gate = new GateResult(
                "bounded",
                metric,
                metric + " == 0",
                kind,
                new GateSpec.Place("x.yml", 1),
                1.0,
                null,
                status == Status.PASS,
                status,
                metric + "!");
        List<String> reasons = new ArrayList<>();
        if (gate.weight() != Status.PASS) {
            reasons.add(gate.message());
        }
        return new Verdict(gate.weight(), reasons, List.of(gate));
    }
}
