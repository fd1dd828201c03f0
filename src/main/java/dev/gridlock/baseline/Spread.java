package dev.gridlock.baseline;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is recorded value by value, so that percentiles over several rounds come from all values and not from the rounds'
 * own percentiles. To add one: a line here.
 */
public enum Spread {
    LATENCY("latency", "SELECT latency_ns FROM call_latencies WHERE target = ?"),
    ACQUIRE("pool.acquire", "SELECT waited_ns FROM acquires WHERE target = ?");

    private final String metric;
    private final String query;

    /**
     * Such values.
     *
     * @param metric what its percentiles' names begin with
     * @param query over the recording, one parameter: nanoseconds of one target
     */
    Spread(String metric, String query) {
        this.metric = metric;
        this.query = query;
    }

    public String metric() {
        return metric;
    }

    String query() {
        return query;
    }

    /** The one of that name. */
    static Optional<Spread> named(String name) {
        return Arrays.stream(Spread.values())
                .filter(spread -> spread.metric.equals(name))
                .findFirst();
    }

    /**
     * A percentile by the name of its metric, such as {@code latency.p99}.
     *
     * @param share of the values that are at most as high, in (0, 1)
     */
    public record Percentile(Spread spread, double share) {

        private static final List<Integer> SHARES = List.of(50, 95, 99);

        /** Empty when the metric is none. */
        public static Optional<Percentile> of(String metric) {
            for (Spread spread : Spread.values()) {
                for (int share : SHARES) {
                    if (metric.equals(spread.metric + ".p" + share)) {
                        return Optional.of(new Percentile(spread, share / 100.0));
                    }
                }
            }
            return Optional.empty();
        }

        /** Fewer values than these say nothing of it: ten must be beyond it. */
        public long leastValues() {
            return Math.round(10 / (1 - share));
        }
    }
}
