package dev.gridlock.scenario;

import java.util.List;
import java.util.Optional;

/**
 * What a gate may name and ask. The recording defines it; a scenario is checked against it.
 *
 * @param metrics every metric, in the order in which they are listed to a user
 * @param queries tells whether a recording can answer the query of a gate
 */
public record MetricCatalogue(List<Definition> metrics, QueryCheck queries) {

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
     * @param source the query that gives it, {@code (target, value, samples)}
     * @param windowed whether it can be measured in a part of a run
     * @param leastSamples fewer than these are no evidence: a gate on it is inconclusive
     */
    public record Definition(
            String name, Unit unit, String meaning, String source, boolean windowed, int leastSamples) {}

    /** Whether a recording can answer a query. */
    @FunctionalInterface
    public interface QueryCheck {

        /** Empty when it can. */
        Optional<QueryMistake> mistake(String sql);
    }

    /**
     * Why it cannot.
     *
     * @param offset in the query, in chars from 0
     */
    public record QueryMistake(int offset, String what) {}

    /** Canonical unit of a metric's value. */
    public enum Unit {
        COUNT(0, 0),
        /** Two milliseconds are what a busy machine's scheduler does to one thread. */
        MILLISECONDS(0.05, 2),
        BYTES(0.05, 1 << 20);

        private final double floorShare;
        private final double floor;

        Unit(double floorShare, double floor) {
            this.floorShare = floorShare;
            this.floor = floor;
        }

        /**
         * How far a figure must be from its limit, in this unit, before one run can tell the two apart: a share of the
         * limit, and never less than what the machine's own noise makes of nothing. Counts are exact: 0.
         */
        public double floor(double limit) {
            return this == COUNT ? 0 : Math.max(floor, floorShare * Math.abs(limit));
        }

        /** Share of the limit, 0 to 1. */
        public double floorShare() {
            return floorShare;
        }

        /** Least floor, in this unit. */
        public double leastFloor() {
            return floor;
        }
    }
}
