package dev.gridlock.target;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a service says of its connection pool on a page in Prometheus' text format, in the words of its own library, told in those of the
 * recording: {@code pool.active}, {@code pool.idle}, {@code pool.pending}, {@code pool.total}.
 */
final class PoolGauges {

    /** Name, labels, value; a time may follow. */
    private static final Pattern SAMPLE = Pattern.compile("([A-Za-z_:][A-Za-z0-9_:]*)(?:\\{(.*)\\})?\\s+([^\\s]+).*");

    /**
     * A gauge of a library.
     *
     * @param label what its labels must hold, e.g. {@code state="used"}; {@code ""}: anything
     */
    private record Gauge(String name, String label, String series) {}

    /** By what each library documents; see docs/targets.md. */
    private static final List<Gauge> KNOWN = List.of(
            // HikariCP by Micrometer
            new Gauge("hikaricp_connections_active", "", "pool.active"),
            new Gauge("hikaricp_connections_idle", "", "pool.idle"),
            new Gauge("hikaricp_connections_pending", "", "pool.pending"),
            new Gauge("hikaricp_connections", "", "pool.total"),
            // node-postgres by node-postgres-prometheus-exporter
            new Gauge("pg_pool_active_connections", "", "pool.active"),
            new Gauge("pg_pool_idle_connections", "", "pool.idle"),
            new Gauge("pg_pool_waiting_connections", "", "pool.pending"),
            new Gauge("pg_pool_size", "", "pool.total"),
            // pgx by pgxpoolprometheus; it counts nobody who waits
            new Gauge("pgxpool_acquired_conns", "", "pool.active"),
            new Gauge("pgxpool_idle_conns", "", "pool.idle"),
            new Gauge("pgxpool_total_conns", "", "pool.total"),
            // Prisma
            new Gauge("prisma_pool_connections_busy", "", "pool.active"),
            new Gauge("prisma_pool_connections_idle", "", "pool.idle"),
            new Gauge("prisma_client_queries_wait", "", "pool.pending"),
            new Gauge("prisma_pool_connections_open", "", "pool.total"),
            // OpenTelemetry, e.g. of SQLAlchemy: before and since its conventions were stable
            new Gauge("db_client_connections_usage", "state=\"used\"", "pool.active"),
            new Gauge("db_client_connections_usage", "state=\"idle\"", "pool.idle"),
            new Gauge("db_client_connections_pending_requests", "", "pool.pending"),
            new Gauge("db_client_connection_count", "state=\"used\"", "pool.active"),
            new Gauge("db_client_connection_count", "state=\"idle\"", "pool.idle"),
            new Gauge("db_client_connection_pending_requests", "", "pool.pending"));

    private final List<Gauge> gauges = new ArrayList<>();

    /** @param own names of gauges by what they are: {@code active}, {@code idle}, {@code pending}, {@code total}; they go before known ones */
    PoolGauges(Map<String, String> own) {
        own.forEach((what, name) -> gauges.add(new Gauge(name, "", "pool." + what)));
        gauges.addAll(KNOWN);
    }

    /** Each series that the page tells, over all pools; of two gauges for one series the first that is there. */
    SequencedMap<String, Double> in(String page) {
        Map<Gauge, Double> found = new LinkedHashMap<>();
        page.lines().map(SAMPLE::matcher).filter(Matcher::matches).forEach(sample -> {
            String labels = sample.group(2) == null ? "" : sample.group(2);
            for (Gauge gauge : gauges) {
                if (gauge.name().equals(sample.group(1)) && labels.contains(gauge.label())) {
                    number(sample.group(3), gauge, found);
                }
            }
        });
        SequencedMap<String, Double> series = new LinkedHashMap<>();
        for (Gauge gauge : gauges) {
            Double value = found.get(gauge);
            if (value != null) {
                series.putIfAbsent(gauge.series(), value);
            }
        }
        return series;
    }

    private static void number(String text, Gauge gauge, Map<Gauge, Double> into) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                into.merge(gauge, value, Double::sum);
            }
        } catch (NumberFormatException e) {
            // +Inf and what else is no number of connections
        }
    }
}
