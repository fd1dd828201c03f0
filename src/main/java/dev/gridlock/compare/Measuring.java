package dev.gridlock.compare;

import dev.gridlock.compare.statistic.PairedRatio;
import dev.gridlock.compare.statistic.PercentileRatio;
import dev.gridlock.compare.statistic.Ratio;
import dev.gridlock.compare.statistic.UnpairedRatio;
import dev.gridlock.scenario.MetricCatalogue.Definition;
import dev.gridlock.scenario.MetricCatalogue.Unit;
import java.util.Locale;
import java.util.Optional;

/** Compares times and sizes: by the ratio of the two sides, with its interval. */
final class Measuring {

    /** Damage in every round of both sides is the same where the interval has 1 in it and leaves no room for twice as much. */
    private static final double MOST_DAMAGE = 2;

    private Measuring() {}

    /** A line with its ratio, which {@link #judged} puts the word to; or without one, and why. */
    static Line line(String target, Definition metric, Rounds base, Rounds next, boolean paired, boolean decides) {
        return settled(target, metric, base, next, decides)
                .orElseGet(() -> measured(
                        target,
                        metric,
                        Optional.of(metric.unit()),
                        base.figure(),
                        next.figure(),
                        ratio(base, next, paired),
                        decides));
    }

    /** What needs no ratio, or has none; empty where there is one. */
    static Optional<Line> settled(String target, Definition metric, Rounds base, Rounds next, boolean decides) {
        Optional<Line> never = never(target, metric, base, next, decides);
        if (never.isPresent()) {
            return never;
        }
        Optional<String> unusable = unusable("BASE", base).or(() -> unusable("NEW", next));
        if (unusable.isPresent()) {
            return Optional.of(untested(target, metric, base, next, Word.INCONCLUSIVE, decides, unusable.get()));
        }
        double before = base.figure();
        double after = next.figure();
        if (before == 0 && after == 0) {
            return Optional.of(untested(target, metric, base, next, Word.SAME, decides, "0 on both sides"));
        }
        if (!(before > 0 && after > 0)
                || (base.percentile().isEmpty() && !(base.allAboveZero() && next.allAboveZero()))) {
            return Optional.of(
                    untested(target, metric, base, next, Word.INCONCLUSIVE, decides, "no ratio with a 0 in it"));
        }
        return Optional.empty();
    }

    /** What is known of rounds that came to nothing at all; empty where there are none. */
    private static Optional<Line> never(String target, Definition metric, Rounds base, Rounds next, boolean decides) {
        int baseRounds = base.values().length;
        int nextRounds = next.values().length;
        if (base.never() + next.never() == 0) {
            return Optional.empty();
        }
        if (base.never() == baseRounds && next.never() == nextRounds) {
            return Optional.of(untested(target, metric, base, next, Word.SAME, decides, "never on either side"));
        }
        String why = String.format(
                Locale.ROOT,
                "never in %d of %d rounds of BASE, %d of %d of NEW",
                base.never(),
                baseRounds,
                next.never(),
                nextRounds);
        Word word = base.never() == 0
                ? Word.WORSE
                : next.never() == 0 && 2 * base.never() > baseRounds ? Word.BETTER : Word.INCONCLUSIVE;
        return Optional.of(untested(target, metric, base, next, word, decides, why));
    }

    /** The same for what a target is in parts of another one, round by round. */
    static Line ofTargets(String target, Definition metric, Rounds base, Rounds next, boolean decides) {
        Optional<Line> never = never(target, metric, base, next, decides);
        if (never.isPresent()) {
            return never.get();
        }
        if (!base.allAboveZero() || !next.allAboveZero()) {
            return untested(
                    target,
                    metric,
                    base,
                    next,
                    Word.INCONCLUSIVE,
                    decides,
                    "not measured for both targets in each round");
        }
        Ratio ratio = UnpairedRatio.of(base.values(), next.values());
        return measured(target, metric, Optional.empty(), base.figure(), next.figure(), ratio, decides);
    }

    /** NEW in parts of BASE; of what is {@link #settled} there is none. */
    static Ratio ratio(Rounds base, Rounds next, boolean paired) {
        if (base.percentile().isPresent()) {
            double share = base.percentile().get().share();
            return paired
                    ? PercentileRatio.paired(base.spreads(), next.spreads(), share)
                    : PercentileRatio.unpaired(base.spreads(), next.spreads(), share);
        }
        return paired ? PairedRatio.of(base.values(), next.values()) : UnpairedRatio.of(base.values(), next.values());
    }

    private static Optional<String> unusable(String side, Rounds rounds) {
        if (rounds.percentile().isPresent()) {
            if (rounds.spreads().isEmpty()) {
                return Optional.of("not measured in every round of " + side);
            }
            long least = rounds.percentile().get().leastValues();
            long count = rounds.merged().count();
            return count < least
                    ? Optional.of(String.format(Locale.ROOT, "%,d values in %s, needs %,d", count, side, least))
                    : Optional.empty();
        }
        int round = rounds.firstNotFinite();
        return round > 0 ? Optional.of("not measured in round " + round + " of " + side) : Optional.empty();
    }

    /** Puts the word to a ratio. */
    static Line judged(Line line, double adjusted, Floor floor) {
        Ratio ratio = line.ratio().orElseThrow();
        if (!ratio.bounded()) {
            return line.judged(
                    adjusted, Word.INCONCLUSIVE, "too few rounds for an interval: 6 pairs, or 4 on each side");
        }
        boolean shown = adjusted <= Ratio.TOLD && ratio.excludesOne();
        boolean large = floor.reached(ratio, line.base(), line.unit());
        if (shown && large) {
            boolean more = ratio.point() > 1;
            return line.judged(adjusted, more == Kind.moreIsBetter(line.metric()) ? Word.BETTER : Word.WORSE, "");
        }
        if (same(line, ratio, shown, large, floor)) {
            return line.judged(adjusted, Word.SAME, shown ? "below the floor" : "");
        }
        String why = ratio.excludesOne()
                ? "likely, not shown; more rounds decide"
                : "the interval is too wide; more rounds narrow it";
        return line.judged(adjusted, Word.INCONCLUSIVE, why);
    }

    /**
     * An interval that leaves 1 out speaks of a change: it is the same only where that is shown to be below the floor, or is
     * below it up to the interval's end. Too few rounds for "worse" are no proof of "same".
     */
    private static boolean same(Line line, Ratio ratio, boolean shown, boolean large, Floor floor) {
        if (Kind.isDamage(line.metric())) {
            return !ratio.excludesOne() && ratio.low() >= 1 / MOST_DAMAGE && ratio.high() <= MOST_DAMAGE;
        }
        return ratio.excludesOne() && !(shown && !large)
                ? floor.holds(ratio, line.base(), line.unit())
                : floor.excluded(ratio, line.base(), line.unit());
    }

    static Line measured(
            String target,
            Definition metric,
            Optional<Unit> unit,
            double base,
            double next,
            Ratio ratio,
            boolean decides) {
        return new Line(
                target,
                metric.name(),
                unit,
                base,
                next,
                Optional.of(ratio),
                Double.NaN,
                Word.INCONCLUSIVE,
                decides,
                "");
    }

    static Line untested(
            String target, Definition metric, Rounds base, Rounds next, Word word, boolean decides, String why) {
        return Line.untested(
                target, metric.name(), Optional.of(metric.unit()), base.figure(), next.figure(), word, decides, why);
    }
}
