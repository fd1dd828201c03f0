package dev.gridlock.compare;

import dev.gridlock.baseline.Baseline;
import dev.gridlock.scenario.MetricCatalogue.Definition;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.inference.FisherExactTest;

/** Compares what should not be there at all: by the number of rounds that have it. */
final class Counting {

    /** Fisher's exact p of the rounds that have it: 1 % over the ten or so counts of a comparison. */
    private static final double SPREAD = 0.001;

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
        String why = "in %d of %d rounds of BASE, %d of %d of NEW".formatted(before, base.length, after, next.length);
        if (before == 0) {
            boolean enough = kind == Kind.INVARIANT || 2 * after > next.length;
            return line(target, metric, base, next, enough ? Word.WORSE : Word.INCONCLUSIVE, decides, why);
        }
        if (after == 0) {
            boolean enough = 2 * before > base.length;
            return line(target, metric, base, next, enough ? Word.BETTER : Word.SAME, decides, why);
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
