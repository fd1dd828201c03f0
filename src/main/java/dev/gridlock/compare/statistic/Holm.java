package dev.gridlock.compare.statistic;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's correction, with weights: among all metrics of a comparison that did not change, the chance that any one is said
 * to have changed stays at most at what each adjusted p is compared with. Not Benjamini and Hochberg's, which lets a share
 * of what is told be false: here one false word fails a build. (Holm: A simple sequentially rejective multiple test
 * procedure, 1979, which has the weights too.)
 */
public final class Holm {

    private Holm() {}

    /**
     * Adjusted p, in the order given.
     *
     * @param weights of the tests, above 0: how much of the chance of a false word each may spend
     */
    public static double[] adjusted(double[] p, double[] weights) {
        int[] ascending = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i] / weights[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[p.length];
        double left = Arrays.stream(weights).sum();
        double least = 0;
        for (int test : ascending) {
            least = Math.max(least, Math.min(1, p[test] * left / weights[test]));
            adjusted[test] = least;
            left -= weights[test];
        }
        return adjusted;
    }
}
