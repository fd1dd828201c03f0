package dev.gridlock.compare.statistic;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Hodges–Lehmann: the estimate of a shift is the median of all its elementary estimates, and its interval runs from one of
 * them to another: as far as a rank test does not reject the shift. (Hodges, Lehmann: Estimates of location based on rank
 * tests, 1963.)
 */
final class ShiftInterval {

    private ShiftInterval() {}

    /**
     * The ratio, its interval and p.
     *
     * @param elementary elementary estimates of the shift, in logarithms, in any order
     * @param p of the rank test, two-sided, for a given shift; it changes at elementary estimates only
     */
    static Ratio of(double[] elementary, DoubleUnaryOperator p) {
        double[] sorted = elementary.clone();
        Arrays.sort(sorted);
        int count = sorted.length;
        double point = count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
        double low = p.applyAsDouble(sorted[0] - 1) > Ratio.ALPHA
                ? Double.NEGATIVE_INFINITY
                : sorted[firstAccepted(sorted, p)];
        double high = p.applyAsDouble(sorted[count - 1] + 1) > Ratio.ALPHA
                ? Double.POSITIVE_INFINITY
                : -mirrored(sorted)[firstAccepted(mirrored(sorted), shift -> p.applyAsDouble(-shift))];
        return Ratio.ofLogs(point, low, high, p.applyAsDouble(0));
    }

    /** The lowest estimate with an accepted shift just above it; the test rejects more the farther from the middle. */
    private static int firstAccepted(double[] sorted, DoubleUnaryOperator p) {
        int rejected = -1;
        int accepted = (sorted.length - 1) / 2;
        while (accepted - rejected > 1) {
            int middle = (rejected + accepted) >>> 1;
            if (p.applyAsDouble(justAbove(sorted, middle)) > Ratio.ALPHA) {
                accepted = middle;
            } else {
                rejected = middle;
            }
        }
        return accepted;
    }

    /** Between this estimate and the next other one, where no value is tied with another. */
    private static double justAbove(double[] sorted, int index) {
        for (int next = index + 1; next < sorted.length; next++) {
            if (sorted[next] > sorted[index]) {
                return (sorted[index] + sorted[next]) / 2;
            }
        }
        return sorted[index];
    }

    private static double[] mirrored(double[] sorted) {
        double[] mirrored = new double[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            mirrored[i] = -sorted[sorted.length - 1 - i];
        }
        return mirrored;
    }
}
