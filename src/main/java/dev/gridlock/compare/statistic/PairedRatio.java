package dev.gridlock.compare.statistic;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Rounds that ran side by side: what slowed the machine slowed both, so each pair has its own ratio. Wilcoxon's signed
 * ranks of its logarithms; exact up to 50 pairs. Whatever the noise looks like, the difference of two values with the same
 * noise is symmetric, which is all that the test asks for.
 */
public final class PairedRatio {

    /** With fewer even the clearest result, all on one side, has p over 5 %. */
    private static final int LEAST = 6;

    private PairedRatio() {}

    /**
     * Compares.
     *
     * @param base one value a round, all above 0
     * @param next the same rounds' values of the other side, as many
     */
    public static Ratio of(double[] base, double[] next) {
        double[] logs = new double[base.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.log(next[i] / base[i]);
        }
        Ratio ratio = ShiftInterval.of(means(logs), pOf(logs));
        return logs.length < LEAST ? ratio.withoutEvidence() : ratio;
    }

    /** Walsh averages: of every two rounds, each with itself too. */
    private static double[] means(double[] logs) {
        double[] means = new double[logs.length * (logs.length + 1) / 2];
        int next = 0;
        for (int i = 0; i < logs.length; i++) {
            for (int j = i; j < logs.length; j++) {
                means[next++] = (logs[i] + logs[j]) / 2;
            }
        }
        return means;
    }

    private static DoubleUnaryOperator pOf(double[] logs) {
        WilcoxonSignedRankTest test = WilcoxonSignedRankTest.withDefaults();
        return shift -> {
            double[] shifted = new double[logs.length];
            boolean anyDiffers = false;
            for (int i = 0; i < logs.length; i++) {
                shifted[i] = logs[i] - shift;
                anyDiffers |= shifted[i] != 0;
            }
            return anyDiffers ? test.test(shifted).getPValue() : 1;
        };
    }
}
