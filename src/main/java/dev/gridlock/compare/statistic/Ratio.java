package dev.gridlock.compare.statistic;

import java.util.function.DoubleFunction;

/**
 * NEW in parts of BASE.
 *
 * @param point the estimate; 1.2: NEW is 20 % more
 * @param low lower end of the 95 % interval: every ratio in it is one that the test does not reject; 0: no lower end
 * @param high its upper end; infinite: none
 * @param p of the two-sided test that the ratio is 1
 */
public record Ratio(double point, double low, double high, double p) {

    /** The interval holds the truth in at least 95 of 100. */
    public static final double ALPHA = 0.05;

    /**
     * A change is told when its p, corrected for the number of metrics, is below this: of a hundred comparisons of the same
     * with itself at most one says that something changed. Five, as the interval alone would have it, switch a gate off.
     */
    public static final double TOLD = 0.01;

    /** The same, from logarithms. */
    static Ratio ofLogs(double point, double low, double high, double p) {
        return new Ratio(Math.exp(point), Math.exp(low), Math.exp(high), p);
    }

    /** The same estimate of too few rounds for an interval. */
    Ratio withoutEvidence() {
        return new Ratio(point, 0, Double.POSITIVE_INFINITY, 1);
    }

    /**
     * The same estimate where anything up to a factor, in either direction, may come from elsewhere: the interval is that much
     * wider, and p is of the test that the ratio is no farther from 1 than that.
     *
     * @param factor at least 1
     * @param compared the ratio with NEW multiplied by what is given
     */
    public Ratio allowing(double factor, DoubleFunction<Ratio> compared) {
        boolean beyond = point > factor || point < 1 / factor;
        double towardsOne = point > 1 ? 1 / factor : factor;
        double allowedP = beyond ? compared.apply(towardsOne).p() : 1;
        return new Ratio(point, low / factor, high * factor, allowedP);
    }

    /** Whether the rounds were enough for an interval at all. */
    public boolean bounded() {
        return low > 0 && Double.isFinite(high);
    }

    /** Whether the interval leaves 1 out. */
    public boolean excludesOne() {
        return low > 1 || high < 1;
    }
}
