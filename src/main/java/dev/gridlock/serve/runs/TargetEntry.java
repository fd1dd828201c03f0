package dev.gridlock.serve.runs;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A target of a past run.
 *
 * @param partial its recording is not whole, so its figures are no trend
 * @param trucks of the load; null: not measured
 * @param verified of those
 * @param metrics those that were measured
 */
public record TargetEntry(
        String name,
        boolean partial,
        @Nullable Long trucks,
        @Nullable Long verified,
        Map<TrendMetric, Double> metrics) {

    public TargetEntry {
        metrics = metrics.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(metrics));
    }

    /** Null: not measured. */
    public @Nullable Double value(TrendMetric metric) {
        return metrics.get(metric);
    }
}
