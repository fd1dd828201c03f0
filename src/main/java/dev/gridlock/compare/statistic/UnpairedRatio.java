package dev.gridlock.compare.statistic;

import java.util.Arrays;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * Rounds that have nothing to do with each other, such as yesterday's and today's. Mann and Whitney's ranks of the
 * logarithms; exact up to 50 rounds a side. A machine that was slower yesterday is in the result: pair where you can.
 */
public final class UnpairedRatio {

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
        return ShiftInterval.of(differences(baseLogs, nextLogs), shift -> test.test(
                        Arrays.stream(nextLogs).map(value -> value - shift).toArray(), baseLogs)
                .getPValue());
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
