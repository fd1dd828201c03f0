package dev.gridlock.report.business;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.report.MadeRun;
import dev.gridlock.verdict.Status;
import dev.gridlock.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecommendationTest {

    private static Recommendation of(MadeRun run) {
        try (run) {
            return Recommendation.of(run.figures());
        }
    }

    @Test
    void aPassShipsTheCorrectedService() {
        Recommendation advice = of(MadeRun.plausible());
        assertThat(advice.what()).isEqualTo("Ship the corrected service (bounded).");
        assertThat(advice.because()).contains("all 3 of its limits", "(naive) got 30,000 trucks right");
    }

    @Test
    void anInconclusiveRunDecidesNothing() {
        Recommendation advice =
                of(MadeRun.plausible().judged(new Verdict(Status.INCONCLUSIVE, List.of("in doubt"), List.of())));
        assertThat(advice.what()).isEqualTo("Do not decide on this run. Repeat it.");
        assertThat(advice.reasons()).containsExactly("in doubt");
        assertThat(advice.confidence()).contains("none");
    }

    @Test
    void aFailureIsNotShipped() {
        Recommendation advice = of(MadeRun.plausible()
                .judged(new Verdict(
                        Status.FAIL,
                        List.of("3 deadlocks"),
                        List.of(
                                MadeRun.gate("bounded", "deadlocks", "deadlocks == 0", 3.0, false, "3 deadlocks"),
                                MadeRun.gate("bounded", "torn_writes", "torn_writes == 0", 0.0, true, "none"),
                                MadeRun.gate("bounded", "verified", "verified == trucks", 5.0, true, "all")))));
        assertThat(advice.what()).isEqualTo("Do not ship: bounded missed 1 of its 3 limits.");
    }

    @Test
    void withoutACorrectionThereIsNothingToShip() {
        assertThat(of(MadeRun.plausible().without("bounded")).what())
                .isEqualTo("The original service fails. Test a corrected one.");
    }

    @Test
    void aPassWithoutALimitIsNoReasonToShip() {
        Recommendation advice = of(MadeRun.plausible()
                .judged(new Verdict(
                        Status.PASS,
                        List.of(),
                        List.of(MadeRun.expectation("naive", "deadlocks", "deadlocks > 0", 79.0, true, "79")))));
        assertThat(advice.what()).startsWith("Do not ship on this run");
        assertThat(advice.reasons()).containsExactly("no limit was set for bounded");
    }

    @Test
    void whatTheOutageWasExpectedToReproduceIsNoLimit() {
        Recommendation advice = of(MadeRun.plausible()
                .judged(new Verdict(
                        Status.PASS,
                        List.of(),
                        List.of(MadeRun.expectation("bounded", "deadlocks", "deadlocks > 0", 79.0, true, "79")))));
        assertThat(advice.reasons()).containsExactly("no limit was set for bounded");
    }

    @ParameterizedTest
    @CsvSource({
        "lost_updates, 3 lost updates found",
        "torn_writes, 3 torn writes found",
        "zombie_writes, 3 zombie writes found",
    })
    void aPassWithDamageIsNoReasonToShip(String damage, String said) {
        Recommendation advice = of(MadeRun.plausible().metric("bounded", damage, 3.0));
        assertThat(advice.what()).startsWith("Do not ship on this run");
        assertThat(advice.reasons()).containsExactly(said);
    }

    @Test
    void damageThatWasNotMeasuredIsNotTakenForNone() {
        Recommendation advice = of(MadeRun.plausible().metric("bounded", "torn_writes", null));
        assertThat(advice.what()).startsWith("Do not ship on this run");
        assertThat(advice.reasons()).containsExactly("torn writes were not measured");
    }

    @Test
    void aPassWithATruckThatIsNotRightIsNoReasonToShip() {
        Recommendation advice = of(MadeRun.plausible().metric("bounded", "verified", 49_999.0));
        assertThat(advice.what()).startsWith("Do not ship on this run");
        assertThat(advice.reasons()).containsExactly("49,999 of 50,000 trucks are right in the database");
    }

    @Test
    void nothingIsComparedWithAServiceThatDidNotRun() {
        Recommendation advice = of(MadeRun.plausible().without("naive"));
        assertThat(advice.what()).isEqualTo("Ship the corrected service (bounded).");
        assertThat(advice.because()).contains("nothing is compared");
    }

    @Test
    void anOriginalServiceThatGotEverythingRightIsSaidToHave() {
        assertThat(of(MadeRun.plausible().metric("naive", "verified", 50_000.0)).because())
                .contains("So did the original service (naive), this time.");
    }
}
