package dev.gridlock.scenario;

import java.util.List;
import java.util.Optional;

/**
 * The metrics that a gate may name. The recording defines them; a scenario is checked against this list.
 *
 * @param metrics every metric, in the order in which they are listed to a user
 */
public record MetricCatalogue(List<Definition> metrics) {

    public MetricCatalogue {
        metrics = List.copyOf(metrics);
    }

    /** The metric of that name, if there is one. */
    public Optional<Definition> find(String name) {
        return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst();
    }

    /** All names, in the catalogue's order. */
    public List<String> names() {
        return metrics.stream().map(Definition::name).toList();
    }

    /**
     * One metric.
     *
     * @param name as in a gate, e.g. {@code pool.acquire.p99}
     * @param unit of its value
     * @param meaning one sentence, with the source of the figure
     */
    public record Definition(String name, Unit unit, String meaning) {}

    /** Canonical unit of a metric's value. */
    public enum Unit {
        COUNT,
        MILLISECONDS,
        BYTES
    }
}
