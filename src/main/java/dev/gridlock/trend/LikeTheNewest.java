package dev.gridlock.trend;

import dev.gridlock.serve.runs.ReportsFolder;
import dev.gridlock.serve.runs.RunEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Runs that were made as the newest of them was. A run with another fleet or pool is no later value of the same series,
 * whatever its scenario is called.
 *
 * @param runs those that belong together, in the order in which they were given
 * @param others how many were left out, by why
 */
public record LikeTheNewest(List<RunEntry> runs, Map<String, Integer> others) {

    public LikeTheNewest {
        runs = List.copyOf(runs);
        others = new TreeMap<>(others);
    }

    /**
     * Picks them.
     *
     * @param usable runs of one scenario's name, oldest first
     */
    public static LikeTheNewest of(List<RunEntry> usable, ReportsFolder reports) {
        List<Optional<Conditions>> conditions = usable.stream()
                .map(run -> Conditions.of(reports.root().resolve(run.path())))
                .toList();
        Optional<Conditions> newest =
                conditions.reversed().stream().flatMap(Optional::stream).findFirst();
        List<RunEntry> alike = new ArrayList<>();
        Map<String, Integer> others = new TreeMap<>();
        for (int i = 0; i < usable.size(); i++) {
            String why = why(conditions.get(i), newest);
            if (why.isEmpty()) {
                alike.add(usable.get(i));
            } else {
                others.merge(why, 1, Integer::sum);
            }
        }
        return new LikeTheNewest(alike, others);
    }

    private static String why(Optional<Conditions> one, Optional<Conditions> newest) {
        if (one.isEmpty() || newest.isEmpty()) {
            return "scenario.yml or run.json can't be read";
        }
        List<String> differences = one.get().differences(newest.get());
        return differences.isEmpty() ? "" : "other " + String.join(", ", differences);
    }
}
