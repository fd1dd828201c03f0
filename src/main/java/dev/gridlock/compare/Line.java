package dev.gridlock.compare;

import dev.gridlock.compare.statistic.Ratio;
import dev.gridlock.scenario.MetricCatalogue.Unit;
import java.util.Optional;

/**
 * One metric, compared.
 *
 * @param target of BASE, and of NEW where it has another name
 * @param metric its name, or both of a ratio between targets
 * @param unit of the figures; empty: a ratio between targets
 * @param base BASE's figure in the metric's unit; NaN: none
 * @param next NEW's
 * @param ratio NEW in parts of BASE, where there is one
 * @param p Holm's adjusted p; NaN: not tested
 * @param decides whether the comparison is inconclusive when this is
 * @param why one phrase; may be empty
 */
public record Line(
        String target,
        String metric,
        Optional<Unit> unit,
        double base,
        double next,
        Optional<Ratio> ratio,
        double p,
        Word word,
        boolean decides,
        String why) {

    static Line untested(
            String target,
            String metric,
            Optional<Unit> unit,
            double base,
            double next,
            Word word,
            boolean decides,
            String why) {
        return new Line(target, metric, unit, base, next, Optional.empty(), Double.NaN, word, decides, why);
    }

    Line judged(double adjusted, Word newWord, String newWhy) {
        return new Line(target, metric, unit, base, next, ratio, adjusted, newWord, decides, newWhy);
    }
}
