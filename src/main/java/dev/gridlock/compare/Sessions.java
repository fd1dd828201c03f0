package dev.gridlock.compare;

import dev.gridlock.baseline.Baseline;
import dev.gridlock.compare.statistic.Ratio;
import dev.gridlock.scenario.MetricCatalogue.Definition;
import java.util.Locale;
import java.util.Optional;

/**
 * Times of rounds that did not run side by side: of two sessions, between which a shared machine may have become slower for
 * hours. Each round's times are taken in parts of its own calibration, which was measured beside them; without one nothing
 * can be told of them.
 *
 * @param base calibration of each of BASE's rounds, in milliseconds; not finite where it was not measured
 * @param next of NEW's
 */
record Sessions(Rounds base, Rounds next) {

    /** The metric. */
    static final String CALIBRATION = "calibration";

    /**
     * No service answers to a slow machine exactly as the calibration does. Of what the machine changed, this share is not
     * taken for taken out: a change must be shown beyond it, in either direction.
     */
    private static final double UNEXPLAINED = 0.25;

    /** By more than this the machine is another one. */
    private static final double MOST = 1.5;

    /** A line with its ratio, as {@link Measuring#line} makes it, or without one, and why. */
    Line line(String target, Definition metric, Rounds before, Rounds after, boolean decides) {
        Optional<Line> settled = Measuring.settled(target, metric, before, after, decides);
        if (settled.isPresent()) {
            return settled.get();
        }
        Optional<String> untold = untold(metric);
        if (untold.isPresent()) {
            return Measuring.untested(target, metric, before, after, Word.INCONCLUSIVE, decides, untold.get());
        }
        return Measuring.measured(
                target,
                metric,
                Optional.of(metric.unit()),
                before.figure(),
                after.figure(),
                ratio(before, after),
                decides);
    }

    private Optional<String> untold(Definition metric) {
        if (metric.name().equals(CALIBRATION)) {
            return Optional.of("cannot tell: it is the machine's, and other times are taken in parts of it");
        }
        if (!base.allAboveZero() || !next.allAboveZero()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "cannot tell: the rounds did not run side by side, and %s has no calibration; run --against has both",
                    base.allAboveZero() ? "NEW" : "BASE"));
        }
        return slower() > MOST || slower() < 1 / MOST
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "cannot tell: by the calibration the machine took %.2f times as long in NEW as in BASE",
                        slower()))
                : Optional.empty();
    }

    /** How much slower the machine was in NEW. */
    private double slower() {
        return next.figure() / base.figure();
    }

    private Ratio ratio(Rounds before, Rounds after) {
        double common = Math.sqrt(base.figure() * next.figure());
        Rounds first = before.inPartsOf(base, common);
        Rounds second = after.inPartsOf(next, common);
        double allowed = Math.exp(UNEXPLAINED * Math.abs(Math.log(slower())));
        Ratio plain = Measuring.ratio(first, second, false);
        return plain.allowing(allowed, towards -> Measuring.ratio(first, second.times(towards), false));
    }

    /** What a reader must know of them; empty where there is nothing to take times in parts of. */
    Optional<String> note(String target, Baseline before, Baseline after) {
        if (!base.allAboveZero() || !next.allAboveZero()) {
            return Optional.empty();
        }
        boolean otherParts = before.versions().entrySet().stream()
                .filter(part ->
                        !part.getKey().equals("gridlock") && !part.getKey().equals("java"))
                .anyMatch(part -> !part.getValue().equals(after.versions().get(part.getKey())));
        return Optional.of(String.format(
                Locale.ROOT,
                "%s: calibration %,.3f ms in BASE, %,.3f ms in NEW; times are compared in parts of it%s",
                target,
                base.figure(),
                next.figure(),
                otherParts ? ", so what the other versions change for all SQL alike is not seen" : ""));
    }
}
