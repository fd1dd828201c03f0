package dev.gridlock.report.business;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gridlock.report.MadeRun;
import dev.gridlock.scenario.BusinessSpec;
import dev.gridlock.verdict.Status;
import dev.gridlock.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CostTest {

    private static final BusinessSpec PRICES =
            new BusinessSpec("USD", 4_200, 0.1, Optional.of(Duration.ofMinutes(90)), Optional.of(6_400.0));

    @Test
    void aBillIsMeasuredCountsTimesGivenPrices() {
        try (MadeRun run = MadeRun.plausible().priced(PRICES)) {
            assertThat(Cost.of(run.figures()).lines())
                    .extracting(
                            Cost.Line::what,
                            Cost.Line::arithmetic,
                            line -> line.amount().toString())
                    .containsExactly(
                            tuple("naive: trucks without their new route", "(50,000 − 30,000) × USD 0.10", "USD 2,000"),
                            tuple("naive: outage", "90 min × USD 4,200", "USD 378,000"),
                            tuple("naive: together", "", "USD 380,000"),
                            tuple("bounded: trucks without their new route", "(50,000 − 50,000) × USD 0.10", "USD 0"));
            assertThat(Cost.of(run.figures()).notes())
                    .anyMatch(note -> note.contains("given in the scenario, not measured"))
                    .anyMatch(note -> note.contains("USD 6,400 a month") && note.contains("50 before, 4 after"));
        }
    }

    @Test
    void withoutPricesNoCostIsClaimed() {
        try (MadeRun run = MadeRun.plausible()) {
            assertThat(Cost.of(run.figures()).lines()).isEmpty();
            assertThat(Cost.of(run.figures()).notes())
                    .containsExactly("The scenario gives no prices, so no cost is claimed.");
        }
    }

    @Test
    void aRunThatProvesNothingCostsNothing() {
        try (MadeRun run = MadeRun.plausible()
                .priced(PRICES)
                .judged(new Verdict(Status.INCONCLUSIVE, List.of("in doubt"), List.of()))) {
            assertThat(Cost.of(run.figures()).lines()).isEmpty();
        }
    }

    @Test
    void whatWasNotMeasuredHasNoPrice() {
        try (MadeRun run = MadeRun.plausible().priced(PRICES).metric("naive", "verified", null)) {
            assertThat(Cost.of(run.figures()).lines())
                    .allMatch(line -> line.what().startsWith("bounded"));
        }
    }

    @Test
    void anOutageIsPricedOnlyWhereItsLengthIsGiven() {
        BusinessSpec noLength = new BusinessSpec("USD", 4_200, 35, Optional.empty(), Optional.empty());
        try (MadeRun run = MadeRun.plausible().priced(noLength)) {
            assertThat(Cost.of(run.figures()).lines())
                    .noneMatch(line -> line.what().contains("outage"));
            assertThat(Cost.of(run.figures()).notes())
                    .anyMatch(note -> note.contains("a minute of it costs USD 4,200"));
        }
    }

    @Test
    void onlyTheOriginalServicesOutageIsPriced() {
        try (MadeRun run = MadeRun.plausible().priced(PRICES).metric("bounded", "verified", 49_000.0)) {
            assertThat(Cost.of(run.figures()).lines())
                    .extracting(Cost.Line::what)
                    .contains("naive: outage")
                    .doesNotContain("bounded: outage");
        }
    }

    @Test
    void anOriginalServiceThatGotEverythingRightHadNoOutage() {
        try (MadeRun run = MadeRun.plausible().priced(PRICES).metric("naive", "verified", 50_000.0)) {
            assertThat(Cost.of(run.figures()).lines())
                    .extracting(Cost.Line::what)
                    .contains("naive: trucks without their new route")
                    .doesNotContain("naive: outage");
        }
    }

    @Test
    void aPriceIsExactlyWhatTheScenarioSays() {
        assertThat(Money.of("USD", 0.1).amount()).isEqualByComparingTo("0.1");
    }
}
