package dev.gridlock.report.figures;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each figure of the comparison is a count or percentile of.
 *
 * @param counts by target, then by population
 */
public record SampleCounts(Map<String, Map<String, Double>> counts) {

    private static final String POPULATIONS = """
        SELECT 'operations', count(*) FROM operations WHERE target = $1
        UNION ALL SELECT 'acquires', count(*) FROM acquires WHERE target = $1
        UNION ALL SELECT 'calls', count(*) FROM requests WHERE target = $1
        UNION ALL SELECT 'pool samples', count(*) FROM samples WHERE target = $1 AND series = 'pool.pending'
        UNION ALL SELECT 'PgBouncer samples', count(*) FROM samples WHERE target = $1 AND series = 'pgbouncer.cl_waiting'
        UNION ALL SELECT 'memory samples', count(*) FROM samples WHERE target = $1 AND series = 'pg.backend_memory_bytes'
        UNION ALL SELECT 'service samples', count(*) FROM samples WHERE target = $1 AND series = 'service.rss_bytes'
        """;

    /** Reads them for every target of the run. */
    public static SampleCounts read(RecordingQuery recording, RunFigures run) throws SQLException {
        Map<String, Map<String, Double>> counts = new HashMap<>();
        for (TargetFigures target : run.targets()) {
            Map<String, Double> populations = new HashMap<>();
            recording
                    .rows(POPULATIONS, row -> Map.entry(row.getString(1), row.getDouble(2)), target.name())
                    .forEach(entry -> populations.put(entry.getKey(), entry.getValue()));
            counts.put(target.name(), populations);
        }
        return new SampleCounts(Map.copyOf(counts));
    }

    /** E.g. {@code of 52,403 acquires}; empty where a figure is no sample of anything, or nothing was recorded. */
    public String of(TargetFigures target, ComparisonRow row) {
        String population = population(row.metrics());
        Double n = counts.getOrDefault(target.name(), Map.of()).get(population);
        if (population.equals("trucks")) {
            n = target.value("trucks");
        }
        boolean measured = row.metrics().stream().anyMatch(metric -> target.value(metric) != null);
        return n == null || n == 0 || !measured ? "" : "of " + Words.counted(n, population.replaceFirst("s$", ""));
    }

    private static String population(List<String> metrics) {
        String metric = metrics.getFirst();
        if (metric.startsWith("pool.pending")) {
            return "pool samples";
        }
        if (metric.startsWith("pool.")) {
            return "acquires";
        }
        if (metric.startsWith("pgbouncer.")) {
            return "PgBouncer samples";
        }
        if (metric.startsWith("latency.") || metric.startsWith("calls.")) {
            return "calls";
        }
        return switch (metric) {
            case "trucks", "lost_updates", "contention", "deadlocks.latent" -> "";
            case "deadlocks.server", "errors" -> "operations";
            case "postgres.wal", "postgres.dead_tuples" -> "";
            case "postgres.backend_memory" -> "memory samples";
            case "service.rss.max" -> "service samples";
            default -> "trucks";
        };
    }
}
