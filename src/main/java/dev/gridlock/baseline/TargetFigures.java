package dev.gridlock.baseline;

import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What one round measured of one target.
 *
 * @param metrics by name, in the metric's own unit; one that was not measured is absent, a value may be not finite when
 *     the recording holds such
 * @param spreads what was recorded value by value; absent where it was not
 */
public record TargetFigures(SequencedMap<String, Double> metrics, Map<Spread, Values> spreads) {

    public TargetFigures {
        metrics = new TreeMap<>(metrics);
        spreads = Map.copyOf(spreads);
    }
}
