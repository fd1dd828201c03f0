package dev.gridlock.serve.page;

import dev.gridlock.serve.runs.RunEntry;
import dev.gridlock.serve.runs.TargetEntry;
import dev.gridlock.serve.runs.TrendMetric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A metric of one scenario's target over its runs.
 *
 * @param values oldest first, at most {@value #RUNS}; null: not measured, or the run's recording is partial
 */
public record Trend(String scenario, String target, TrendMetric metric, List<@Nullable Double> values) {

    static final int RUNS = 40;

    /** By scenario, then by target as the runs have them; those without any value are left out. */
    static List<Trend> of(List<RunEntry> newestFirst, TrendMetric metric) {
        Map<String, Map<String, List<@Nullable Double>>> byScenario = new TreeMap<>();
        for (RunEntry run : newestFirst) {
            for (TargetEntry target : run.targets()) {
                List<@Nullable Double> values = byScenario
                        .computeIfAbsent(run.scenario(), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(target.name(), _ -> new ArrayList<>());
                if (values.size() < RUNS) {
                    values.add(target.partial() ? null : target.value(metric));
                }
            }
        }
        List<Trend> trends = new ArrayList<>();
        byScenario.forEach((scenario, targets) -> targets.forEach((target, values) -> {
            if (values.stream().anyMatch(Objects::nonNull)) {
                Collections.reverse(values);
                trends.add(new Trend(scenario, target, metric, Collections.unmodifiableList(values)));
            }
        }));
        return trends;
    }

    public Sparkline sparkline() {
        return Sparkline.of(values);
    }

    public String latest() {
        return metric.format(measured().getLast());
    }

    public String lowest() {
        return metric.format(Collections.min(measured()));
    }

    public String highest() {
        return metric.format(Collections.max(measured()));
    }

    /** {@code 12}, or {@code 12 of 15} where some have no value. */
    public String runs() {
        int measured = measured().size();
        return measured == values.size() ? Integer.toString(measured) : measured + " of " + values.size();
    }

    /** What the line shows, for who doesn't see it. */
    public String spoken() {
        List<Double> measured = measured();
        return metric.label() + " of " + target + " over " + runs() + " runs: from "
                + metric.format(measured.getFirst()) + " to " + latest() + ", between " + lowest() + " and "
                + highest();
    }

    private List<Double> measured() {
        return values.stream()
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }
}
