package dev.gridlock.compare.statistic;

import java.util.Arrays;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * Whether rounds of counts are higher than others: the rank sum of Wilcoxon, Mann and Whitney, one-sided. Counts are full of
 * ties (most rounds have none), where commons-statistics has the normal approximation only; it is too bold with few rounds,
 * so the exact distribution over all ways to exchange rounds is counted here.
 */
public final class MoreByRank {

    /** Beyond as many rounds of both sides together the approximation is as good, and counting takes too long. */
    private static final int EXACT = 60;

    private MoreByRank() {}

    /**
     * The share of all exchanges of rounds between the sides that have a rank sum as high as this.
     *
     * @param base one count a round
     * @param next the other side's, any number
     */
    public static double p(double[] base, double[] next) {
        if (base.length + next.length > EXACT) {
            return MannWhitneyUTest.withDefaults()
                    .with(AlternativeHypothesis.GREATER_THAN)
                    .test(next, base)
                    .getPValue();
        }
        double[] all = Arrays.copyOf(next, next.length + base.length);
        System.arraycopy(base, 0, all, next.length, base.length);
        int[] ranks =
                Arrays.stream(all).mapToInt(value -> doubledRank(all, value)).toArray();
        int observed = Arrays.stream(ranks, 0, next.length).sum();
        double[][] ways = waysBySizeAndSum(ranks, next.length);
        double[] sums = ways[next.length];
        double asHigh = Arrays.stream(sums, observed, sums.length).sum();
        return asHigh / Arrays.stream(sums).sum();
    }

    /** Tied values share the mean of their ranks; twice of it is whole. */
    private static int doubledRank(double[] all, double value) {
        int below = 0;
        int tied = 0;
        for (double other : all) {
            below += other < value ? 1 : 0;
            tied += other == value ? 1 : 0;
        }
        return 2 * below + tied + 1;
    }

    /** In how many ways so many rounds have that sum of ranks. */
    private static double[][] waysBySizeAndSum(int[] ranks, int size) {
        double[][] ways = new double[size + 1][Arrays.stream(ranks).sum() + 1];
        ways[0][0] = 1;
        for (int rank : ranks) {
            for (int taken = size; taken > 0; taken--) {
                for (int sum = ways[taken].length - 1; sum >= rank; sum--) {
                    ways[taken][sum] += ways[taken - 1][sum - rank];
                }
            }
        }
        return ways;
    }
}
