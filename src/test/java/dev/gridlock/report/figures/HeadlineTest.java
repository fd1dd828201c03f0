package dev.gridlock.report.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.report.MadeRun;
import org.junit.jupiter.api.Test;

class HeadlineTest {

    @Test
    void theDamageIsSaidInPlainWords() {
        try (MadeRun run = MadeRun.plausible()) {
            assertThat(Headline.sentences(run.figures()))
                    .containsExactly(
                            "naive said “success” for 37,500 of 50,000 trucks. The database holds only 30,000 of them"
                                    + " whole. Found: 11,284 lost updates, 312 torn writes, 21,904 writes after the caller"
                                    + " had been told of failure and 79 deadlocks.",
                            "bounded said “success” for 50,000 of 50,000 trucks. The database holds every one of them."
                                    + " The whole plan was durable and correct 609 ms after the first request.");
        }
    }

    @Test
    void nothingAcknowledgedIsNotCalledVerified() {
        try (MadeRun run = MadeRun.plausible()
                .without("bounded")
                .with("UPDATE metrics SET value = 0 WHERE name NOT IN ('trucks', 'completion')")) {
            assertThat(Headline.sentences(run.figures())).containsExactly("naive said “success” for no truck at all.");
            assertThat(Headline.figures(run.figures()))
                    .filteredOn(figure -> figure.label().equals("naive verified"))
                    .extracting(Headline.Figure::tone)
                    .containsExactly(Headline.Tone.BAD);
        }
    }

    @Test
    void notMeasuredIsNeitherGoodNorBad() {
        try (MadeRun run = MadeRun.empty()) {
            assertThat(Headline.figures(run.figures()))
                    .extracting(Headline.Figure::tone)
                    .containsOnly(Headline.Tone.PLAIN);
            assertThat(Headline.title(run.figures())).contains("not measured");
        }
    }

    @Test
    void oneTruckIsOneTruck() {
        try (MadeRun run = MadeRun.plausible()
                .without("naive")
                .with("UPDATE metrics SET value = 1 WHERE name IN ('trucks', 'acknowledged', 'verified',"
                        + " 'lost_updates')")) {
            assertThat(Headline.sentences(run.figures()).getFirst()).contains("for 1 of 1 truck.", "1 lost update.");
        }
    }

    @Test
    void thereAreFiveLargeFiguresForOneTargetToo() {
        try (MadeRun run = MadeRun.plausible()) {
            assertThat(Headline.figures(run.figures())).hasSize(5);
            assertThat(Headline.figures(run.without("naive").figures())).hasSize(5);
        }
    }
}
