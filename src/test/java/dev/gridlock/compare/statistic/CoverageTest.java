package dev.gridlock.compare.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gridlock.baseline.MadeValues;
import dev.gridlock.baseline.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The 95 % interval holds the truth in 93 to 97 of 100, whatever the noise looks like. Seeded; nothing is timed. */
class CoverageTest {

    private static final int DRAWS = 2_000;
    private static final double TRUTH = 1.2;

    private final RandomGenerator random = new SplittableRandom(7);

    @ParameterizedTest
    @CsvSource({
        "EVEN, 7",
        "EVEN, 10",
        "EVEN, 20",
        "SKEWED, 7",
        "SKEWED, 10",
        "SKEWED, 20",
        "BIMODAL, 7",
        "BIMODAL, 10",
        "BIMODAL, 20"
    })
    void ofPairedRoundsAlsoWhereTheMachineDrifts(Noise noise, int rounds) {
        assertCovered(() -> {
            double[] base = noise.draw(random, rounds, 100);
            double[] next = noise.draw(random, rounds, 100 * TRUTH);
            for (int i = 0; i < rounds; i++) {
                // the machine gets three times as slow meanwhile, for both
                double drift = 1 + 2.0 * i / rounds;
                base[i] *= drift;
                next[i] *= drift;
            }
            return PairedRatio.of(base, next);
        });
    }

    @ParameterizedTest
    @CsvSource({"EVEN, 10, 10", "SKEWED, 10, 10", "BIMODAL, 10, 10", "SKEWED, 8, 20", "BIMODAL, 30, 12"})
    void ofRoundsThatHaveNothingToDoWithEachOther(Noise noise, int base, int next) {
        assertCovered(() -> UnpairedRatio.of(noise.draw(random, base, 100), noise.draw(random, next, 100 * TRUTH)));
    }

    /** The interval is what the test does not reject, so the truth is in it when its p is above 5 %. */
    @ParameterizedTest
    @EnumSource(Noise.class)
    void ofAPercentileOverPairedRounds(Noise noise) {
        assertShare(() ->
                PercentileRatio.pairedP(rounds(noise, 10, 1), rounds(noise, 10, TRUTH), 0.5, TRUTH) > Ratio.ALPHA);
    }

    @ParameterizedTest
    @EnumSource(Noise.class)
    void ofAPercentileOverUnpairedRounds(Noise noise) {
        assertShare(() ->
                PercentileRatio.unpairedP(rounds(noise, 6, 1), rounds(noise, 6, TRUTH), 0.5, TRUTH) > Ratio.ALPHA);
    }

    @ParameterizedTest
    @EnumSource(Noise.class)
    void aPercentilesIntervalEndsWhereTheTestRejects(Noise noise) {
        for (int draw = 0; draw < 20; draw++) {
            List<Values> base = rounds(noise, 8, 1);
            List<Values> next = rounds(noise, 8, TRUTH);
            Ratio ratio = PercentileRatio.paired(base, next, 0.5);
            assertThat(ratio.low()).isLessThanOrEqualTo(ratio.point());
            assertThat(ratio.high()).isGreaterThanOrEqualTo(ratio.point());
            for (double end : new double[] {ratio.low(), ratio.high()}) {
                double outwards = end < ratio.point() || end == ratio.low() ? 1 / 1.01 : 1.01;
                assertThat(PercentileRatio.pairedP(base, next, 0.5, end)).isGreaterThan(Ratio.ALPHA);
                assertThat(PercentileRatio.pairedP(base, next, 0.5, end * outwards))
                        .isLessThanOrEqualTo(Ratio.ALPHA);
            }
        }
    }

    @Test
    void fewerThanSixPairsHaveNoInterval() {
        assertThat(PairedRatio.of(new double[] {1, 2, 3, 4, 5}, new double[] {2, 4, 6, 8, 11})
                        .bounded())
                .isFalse();
        assertThat(PairedRatio.of(new double[] {1}, new double[] {2}).bounded()).isFalse();
    }

    @Test
    void fewerThanFourRoundsOnEachSideHaveNone() {
        assertThat(UnpairedRatio.of(new double[] {1, 2, 3}, new double[] {10, 20, 30.5})
                        .bounded())
                .isFalse();
        assertThat(UnpairedRatio.of(new double[] {1, 2, 3, 4}, new double[] {10, 20, 30.5, 41})
                        .bounded())
                .isTrue();
    }

    @Test
    void noNoiseAtAllIsAnIntervalOfOnePoint() {
        double[] tens = {10, 10, 10, 10, 10, 10, 10};
        double[] twelves = {12, 12, 12, 12, 12, 12, 12};
        Ratio same = PairedRatio.of(tens, tens);
        assertThat(same.point()).isEqualTo(1);
        assertThat(same.excludesOne()).isFalse();
        assertThat(PairedRatio.of(tens, twelves).point()).isCloseTo(1.2, within(1e-9));
        assertThat(PairedRatio.of(tens, twelves).excludesOne()).isTrue();
        assertThat(UnpairedRatio.of(tens, tens).excludesOne()).isFalse();
        assertThat(UnpairedRatio.of(tens, twelves).excludesOne()).isTrue();
    }

    @Test
    void theIntervalAndThePSayTheSame() {
        for (int draw = 0; draw < 300; draw++) {
            double[] base = Noise.SKEWED.draw(random, 9, 1);
            double[] next = Noise.SKEWED.draw(random, 9, 1.5);
            Ratio paired = PairedRatio.of(base, next);
            assertThat(paired.excludesOne()).isEqualTo(paired.p() <= Ratio.ALPHA);
            Ratio unpaired = UnpairedRatio.of(base, next);
            assertThat(unpaired.excludesOne()).isEqualTo(unpaired.p() <= Ratio.ALPHA);
        }
    }

    /** Values of a round hang together: its own noise is in all of them. */
    private List<Values> rounds(Noise noise, int count, double times) {
        List<Values> rounds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double round = 100 * times * noise.draw(random);
            rounds.add(MadeValues.ofMillis(noise.draw(random, 8, round)));
        }
        return rounds;
    }

    private static void assertCovered(Supplier<Ratio> draw) {
        assertShare(() -> {
            Ratio ratio = draw.get();
            assertThat(ratio.bounded()).isTrue();
            return ratio.low() <= TRUTH && TRUTH <= ratio.high();
        });
    }

    private static void assertShare(BooleanSupplier covered) {
        long of = IntStream.range(0, DRAWS).filter(_ -> covered.getAsBoolean()).count();
        assertThat((double) of / DRAWS).isBetween(0.93, 0.97);
    }
}
