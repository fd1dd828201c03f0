package dev.gridlock.baseline;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * One run of a scenario, or what is kept of it.
 *
 * @param name of the run's folder, or its number in a baseline
 * @param targets by name, in the order in which the scenario has them
 */
public record Round(String name, SequencedMap<String, TargetFigures> targets) {

    public Round {
        targets = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(targets));
    }
}
