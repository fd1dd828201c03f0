package dev.gridlock.trend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Where a series shifted: E-divisive. The split with the largest energy distance between what is before and after it is a
 * change when few shuffled series have one as large; then both parts are looked at again. (Matteson, James: A nonparametric
 * approach for multiple change point analysis of multivariate data, 2014; Apache Otava uses the same. No Java library of it
 * is kept.) Nothing is assumed of the noise. Seeded: the same series gives the same answer.
 */
public final class ChangePoints {

    /** Fewer values are no level: three on each side. */
    static final int LEAST_PART = 3;

    private static final int LEAST_SHUFFLES = 999;
    static final double LEAST_SIGNIFICANCE = 1e-4;
    private static final long SEED = 20_261_124;

    private final double[] values;
    private final double significance;
    private final int shuffles;
    private final SplittableRandom random = new SplittableRandom(SEED);

    private ChangePoints(double[] values, double significance) {
        this.values = values;
        this.significance = significance;
        // Enough that what is rare can be told: one shuffle more that reaches it must still be rarer than asked for.
        this.shuffles = (int) Math.max(LEAST_SHUFFLES, Math.ceil(2 / significance) - 1);
    }

    /**
     * A change.
     *
     * @param first index of the first value of the new level
     * @param before median of the level before
     * @param after median of the new level
     */
    public record Change(int first, double before, double after) {}

    private record Split(int at, double energy) {}

    /**
     * All changes, ascending.
     *
     * @param values in the order of time
     * @param significance chance that a series without a change is said to have one, at least 0.0001 (20,000 shuffles)
     */
    public static List<Change> of(double[] values, double significance) {
        if (!(significance >= LEAST_SIGNIFICANCE)) {
            throw new IllegalArgumentException(
                    "significance: expected at least " + LEAST_SIGNIFICANCE + ", found " + significance);
        }
        List<Integer> places = new ArrayList<>();
        new ChangePoints(values, significance).divide(0, values.length, places);
        places.sort(Comparator.naturalOrder());
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            int from = i == 0 ? 0 : places.get(i - 1);
            int to = i == places.size() - 1 ? values.length : places.get(i + 1);
            changes.add(
                    new Change(places.get(i), median(values, from, places.get(i)), median(values, places.get(i), to)));
        }
        return List.copyOf(changes);
    }

    private void divide(int from, int to, List<Integer> places) {
        if (to - from < 2 * LEAST_PART) {
            return;
        }
        double[] part = Arrays.copyOfRange(values, from, to);
        Split found = best(part);
        if (found.energy() > 0 && isRare(part, found.energy())) {
            int at = from + found.at();
            places.add(at);
            divide(from, at, places);
            divide(at, to, places);
        }
    }

    private boolean isRare(double[] part, double energy) {
        double[] shuffled = part.clone();
        int asLarge = 1;
        for (int i = 0; i < shuffles; i++) {
            shuffle(shuffled);
            asLarge += best(shuffled).energy() >= energy ? 1 : 0;
            if (asLarge > significance * (shuffles + 1)) {
                return false;
            }
        }
        return true;
    }

    private void shuffle(double[] series) {
        for (int last = series.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            double kept = series[last];
            series[last] = series[other];
            series[other] = kept;
        }
    }

    /** The split with the largest energy distance; sums of distances are carried from split to split. */
    private static Split best(double[] series) {
        int n = series.length;
        double within = 0;
        double beyond = sumOfDistances(series, 0, n);
        double between = 0;
        Split best = new Split(0, 0);
        for (int at = 1; at <= n - LEAST_PART; at++) {
            double toBefore = distances(series, at - 1, 0, at - 1);
            double toAfter = distances(series, at - 1, at, n);
            within += toBefore;
            beyond -= toAfter;
            between += toAfter - toBefore;
            if (at >= LEAST_PART) {
                double before = at;
                double after = n - at;
                double energy = 2 * between / (before * after)
                        - 2 * within / (before * (before - 1))
                        - 2 * beyond / (after * (after - 1));
                double weighted = before * after / n * energy;
                if (weighted > best.energy()) {
                    best = new Split(at, weighted);
                }
            }
        }
        return best;
    }

    /** Of every two in a range, once. */
    private static double sumOfDistances(double[] series, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += distances(series, i, i + 1, to);
        }
        return sum;
    }

    private static double distances(double[] series, int of, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += Math.abs(series[of] - series[i]);
        }
        return sum;
    }

    private static double median(double[] values, int from, int to) {
        double[] sorted = Arrays.copyOfRange(values, from, to);
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
