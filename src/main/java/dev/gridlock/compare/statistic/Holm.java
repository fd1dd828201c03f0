package dev.gridlock.compare.statistic;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's correction: among all metrics of a comparison that did not change, the chance that any one is said to have changed
 * stays at most at 5 %. Not Benjamini and Hochberg's, which lets a share of what is told be false: here one false word
 * fails a build. (Holm: A simple sequentially rejective multiple test procedure, 1979.)
 */
public final class Holm {

    private Holm() {}

    /** Adjusted p, in the order given; compare each with {@link Ratio#ALPHA}. */
    public static double[] adjusted(double[] p) {
        int[] ascending = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[p.length];
        double least = 0;
        for (int rank = 0; rank < p.length; rank++) {
            least = Math.max(least, Math.min(1, (p.length - rank) * p[ascending[rank]]));
            adjusted[ascending[rank]] = least;
        }
        return adjusted;
    }
}
