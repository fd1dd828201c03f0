package dev.gridlock.report.figures;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What the recording says of one target.
 *
 * @param name as in the scenario
 * @param kind {@code naive}, {@code bounded} or a later one
 * @param partial its recording is not whole
 * @param witnesses what its figures rest on; what a witness alone can tell is not measured where there was none
 * @param metrics the view {@code metrics}: value by name, in the metric's own unit; not measured ones are absent
 * @param errors failed statements and acquires by SQLSTATE
 */
public record TargetFigures(
        String name,
        String kind,
        boolean partial,
        List<Witness> witnesses,
        Map<String, Double> metrics,
        SortedMap<String, Long> errors) {

    public TargetFigures {
        witnesses = List.copyOf(witnesses);
        metrics = Map.copyOf(metrics);
    }

    /** Value of a metric in its own unit; null: not measured. */
    public @Nullable Double value(String metric) {
        return metrics.get(metric);
    }

    /** A count as people write it, e.g. {@code 50,000}. */
    public String count(String metric) {
        return Quantity.COUNT.format(value(metric));
    }

    /** A metric in milliseconds as people write it, e.g. {@code 4.21 s}. */
    public String time(String metric) {
        return Quantity.MILLISECONDS.format(value(metric));
    }

    /** Whether the metric was measured and is more than 0. */
    public boolean any(String metric) {
        Double value = value(metric);
        return value != null && value > 0;
    }
}
