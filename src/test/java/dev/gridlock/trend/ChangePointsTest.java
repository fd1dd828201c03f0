package dev.gridlock.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridlock.trend.ChangePoints.Change;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Series with known shifts, and pure noise. Seeded; nothing is timed. */
class ChangePointsTest {

    private final RandomGenerator random = new SplittableRandom(3);

    @Test
    void aShiftIsFoundAtItsRunOrBesideIt() {
        int near = 0;
        for (int i = 0; i < 50; i++) {
            List<Change> changes = ChangePoints.of(noisy(60, at -> at < 35 ? 100 : 120, 5), 0.01);
            near += changes.stream().anyMatch(change -> Math.abs(change.first() - 35) <= 1) ? 1 : 0;
        }
        assertThat(near).isGreaterThanOrEqualTo(47);
    }

    @Test
    void withoutNoiseTheRunIsNamedExactlyWithBothLevels() {
        assertThat(ChangePoints.of(series(20, at -> at < 8 ? 3 : 5), 0.01)).containsExactly(new Change(8, 3, 5));
    }

    @Test
    void upAndDownAgainAreTwoShifts() {
        List<Change> changes = ChangePoints.of(noisy(90, at -> at >= 30 && at < 60 ? 150 : 100, 4), 0.01);
        assertThat(changes).extracting(Change::first).containsExactly(30, 60);
    }

    @Test
    void aShiftInSpreadAloneIsNoticedToo() {
        double[] values = IntStream.range(0, 200)
                .mapToDouble(at -> 100 + (at < 100 ? 1 : 30) * random.nextGaussian())
                .toArray();
        assertThat(ChangePoints.of(values, 0.01)).extracting(Change::first).anyMatch(at -> Math.abs(at - 100) < 10);
    }

    @Test
    void ofPureNoiseAtMostItsSignificanceIsSaidToHaveShifted() {
        assertThat(alarms(() -> 100 + 10 * random.nextGaussian())).isLessThanOrEqualTo(16);
    }

    @Test
    void skewedAndBimodalNoiseAreNoShiftsEither() {
        assertThat(alarms(() -> 100 * (1 + random.nextExponential() * random.nextExponential())))
                .isLessThanOrEqualTo(16);
        assertThat(alarms(() -> random.nextDouble() < 0.4 ? 100 : 200)).isLessThanOrEqualTo(16);
    }

    @Test
    void oneOutlierIsNoShift() {
        double[] values = noisy(40, _ -> 100, 5);
        values[20] = 5_000;
        assertThat(ChangePoints.of(values, 0.01)).isEmpty();
    }

    @Test
    void tooShortASeriesHasNone() {
        assertThat(ChangePoints.of(series(5, at -> at < 2 ? 1 : 1_000), 0.05)).isEmpty();
        assertThat(ChangePoints.of(new double[0], 0.05)).isEmpty();
    }

    /** Of many series, each must be rarer by itself: a shift is still found, and noise still is none. */
    @Test
    void whatIsAskedToBeRarerThanAThousandShufflesCanTellIsShuffledMore() {
        assertThat(ChangePoints.of(noisy(60, at -> at < 35 ? 100 : 120, 5), ChangePoints.LEAST_SIGNIFICANCE))
                .hasSize(1);
        assertThatThrownBy(() -> ChangePoints.of(new double[0], ChangePoints.LEAST_SIGNIFICANCE / 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Of 200 series; 5 % are 10, and more than 16 come of that by chance in 2 of 100. */
    private long alarms(DoubleSupplier noise) {
        return IntStream.range(0, 200)
                .filter(_ -> !ChangePoints.of(series(30, _ -> noise.getAsDouble()), 0.05)
                        .isEmpty())
                .count();
    }

    private double[] noisy(int count, DoubleUnaryOperator level, double noise) {
        return series(count, at -> level.applyAsDouble(at) + noise * random.nextGaussian());
    }

    private static double[] series(int count, DoubleUnaryOperator at) {
        return IntStream.range(0, count).mapToDouble(at::applyAsDouble).toArray();
    }
}
