package dev.gridlock.compare;

import dev.gridlock.baseline.Baseline;
import dev.gridlock.compare.statistic.MoreByRank;
import dev.gridlock.scenario.MetricCatalogue.Definition;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.FisherExactTest;

/**
 * Compares what should not be there at all: by the number of rounds that have it, and of damage also by how much each round
 * has.
 */
final class Counting {

    /** Fisher's exact p of the rounds that have it: 1 % over the ten or so counts of a comparison. */
    private static final double SPREAD = 0.001;

    /** One-sided p of each of the two rules on damage: 1 % over four counts with two rules each; all six would make 1.5 %. */
    private static final double DAMAGE = 0.00125;

    /** With fewer rounds on a side nothing is said to be the same. */
    private static final int FEWEST = 6;

    private Counting() {}

    /**
     * A line.
     *
     * @param decidesAnyway whether it decides too where neither side is free of it
     */
    static Line line(
            String target,
            Definition metric,
            Kind kind,
            double[] base,
            double[] next,
            boolean decides,
            boolean decidesAnyway) {
        int notMeasured = notMeasured(base) + notMeasured(next);
        if (notMeasured > 0) {
            return line(
                    target,
                    metric,
                    base,
                    next,
                    Word.INCONCLUSIVE,
                    decides,
                    "not measured in " + notMeasured + " of " + (base.length + next.length) + " rounds");
        }
        int before = seen(base);
        int after = seen(next);
        if (before == 0 && after == 0) {
            return line(target, metric, base, next, Word.SAME, decides, "none on either side");
        }
        String why = String.format(
                Locale.ROOT, "in %d of %d rounds of BASE, %d of %d of NEW", before, base.length, after, next.length);
        if (before == 0) {
            boolean enough = kind == Kind.INVARIANT || 2 * after > next.length;
            return line(target, metric, base, next, enough ? Word.WORSE : Word.INCONCLUSIVE, decides, why);
        }
        if (after == 0) {
            boolean enough = 2 * before > base.length;
            return line(target, metric, base, next, enough ? Word.BETTER : Word.SAME, decides, why);
        }
        if (kind == Kind.INVARIANT) {
            return damageOnBothSides(target, metric, base, next, decides, why);
        }
        double p = FisherExactTest.withDefaults()
                .test(new int[][] {{before, base.length - before}, {after, next.length - after}})
                .getPValue();
        if (p <= SPREAD) {
            boolean more = (double) after / next.length > (double) before / base.length;
            return line(target, metric, base, next, more ? Word.WORSE : Word.BETTER, decides, why);
        }
        return line(target, metric, base, next, Word.INCONCLUSIVE, decidesAnyway, why + ": neither is free of it");
    }

    /** More is never the same: it is shown by the number of rounds, by how much the rounds have, or it is left open. */
    private static Line damageOnBothSides(
            String target, Definition metric, double[] base, double[] next, boolean decides, String why) {
        if (shownMore(base, next)) {
            return line(target, metric, base, next, Word.WORSE, decides, why + ", " + amounts(base, next));
        }
        if (shownMore(next, base)) {
            return line(target, metric, base, next, Word.BETTER, decides, why + ", " + amounts(base, next));
        }
        boolean noMore =
                (double) seen(next) / next.length <= (double) seen(base) / base.length && mean(next) <= mean(base);
        if (noMore && base.length >= FEWEST && next.length >= FEWEST) {
            return line(target, metric, base, next, Word.SAME, decides, why + ": no more than before, not free of it");
        }
        return line(
                target,
                metric,
                base,
                next,
                Word.INCONCLUSIVE,
                decides,
                why + ", " + amounts(base, next)
                        + (noMore ? ": too few rounds to say the same" : ": more, not shown; more rounds decide"));
    }

    private static boolean shownMore(double[] less, double[] more) {
        double byRounds = FisherExactTest.withDefaults()
                .with(AlternativeHypothesis.GREATER_THAN)
                .test(new int[][] {{seen(more), more.length - seen(more)}, {seen(less), less.length - seen(less)}})
                .getPValue();
        return byRounds <= DAMAGE || MoreByRank.p(less, more) <= DAMAGE;
    }

    private static String amounts(double[] base, double[] next) {
        return String.format(Locale.ROOT, "%,.1f and %,.1f a round", mean(base), mean(next));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static int seen(double[] values) {
        return (int) Arrays.stream(values).filter(value -> value > 0).count();
    }

    private static int notMeasured(double[] values) {
        return (int)
                Arrays.stream(values).filter(value -> !Double.isFinite(value)).count();
    }

    private static Line line(
            String target, Definition metric, double[] base, double[] next, Word word, boolean decides, String why) {
        return Line.untested(
                target,
                metric.name(),
                Optional.of(metric.unit()),
                Baseline.median(base),
                Baseline.median(next),
                word,
                decides,
                why);
    }
}
