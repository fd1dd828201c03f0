package dev.gridlock.compare.statistic;

import java.util.Arrays;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * Rounds that have nothing to do with each other, such as yesterday's and today's. Mann and Whitney's ranks of the
 * logarithms; exact up to 50 rounds a side. A machine that was slower yesterday is in the result: pair where you can.
 */
public final class UnpairedRatio {

    /** With fewer ways to tell the rounds apart even the clearest result has p over 5 %. */
    private static final double LEAST_WAYS = 2 / Ratio.ALPHA;

    private UnpairedRatio() {}

    /**
     * Compares.
     *
     * @param base one value a round, all above 0
     * @param next the other side's, any number
     */
    public static Ratio of(double[] base, double[] next) {
        double[] baseLogs = Arrays.stream(base).map(Math::log).toArray();
        double[] nextLogs = Arrays.stream(next).map(Math::log).toArray();
        MannWhitneyUTest test = MannWhitneyUTest.withDefaults();
        Ratio ratio = ShiftInterval.of(
                differences(baseLogs, nextLogs),
                shift -> test.test(
                                Arrays.stream(nextLogs)
                                        .map(value -> value - shift)
                                        .toArray(),
                                baseLogs)
                        .getPValue());
        return ways(base.length, next.length) < LEAST_WAYS ? ratio.withoutEvidence() : ratio;
    }

    /** To choose BASE's rounds out of all. */
    private static double ways(int base, int next) {
        double ways = 1;
        for (int i = 1; i <= base; i++) {
            ways = ways * (next + i) / i;
        }
        return ways;
    }

    private static double[] differences(double[] base, double[] next) {
        double[] differences = new double[base.length * next.length];
        int place = 0;
        for (double later : next) {
            for (double earlier : base) {
                differences[place++] = later - earlier;
            }
        }
        return differences;
    }
}
