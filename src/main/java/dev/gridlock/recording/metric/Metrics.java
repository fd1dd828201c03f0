package dev.gridlock.recording.metric;

import static dev.gridlock.recording.metric.Metric.audited;
import static dev.gridlock.recording.metric.Metric.change;
import static dev.gridlock.recording.metric.Metric.of;
import static dev.gridlock.recording.metric.Metric.peak;
import static dev.gridlock.recording.metric.Metric.rise;
import static dev.gridlock.recording.metric.Metric.series;
import static dev.gridlock.scenario.MetricCatalogue.Unit.BYTES;
import static dev.gridlock.scenario.MetricCatalogue.Unit.COUNT;
import static dev.gridlock.scenario.MetricCatalogue.Unit.MILLISECONDS;

import dev.gridlock.scenario.MetricCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Every metric that a gate may name and a report may show. To add one, add a line here (and, when it is not a column of
 * a view yet, the view in {@code views.sql}), and write {@code docs/metrics.md} again as {@code MetricsDocTest} says.
 */
public final class Metrics {

    // spotless:off one metric a line
    private static final List<Metric> ALL = List.of(
            // what was claimed, and what the database says
            of("trucks", COUNT, "trucks in the load's plan", "targets", "trucks"),
            audited("acknowledged", "trucks that the service's own journal says were assigned"),
            audited("acknowledged.client", "trucks that the caller was told were assigned"),
            audited("verified", "acknowledged trucks that the audit finds whole in the database"),
            audited(
                    "lost_updates",
                    "acknowledged increments of road segments that the database does not hold (lower end of the range)"),
            audited("lost_updates.client", "lost increments of trucks that the caller was told were assigned"),
            audited("torn_writes", "trucks of which some but not all effects are in the database"),
            audited(
                    "indeterminate",
                    "trucks whose outcome nobody knows, such as a connection lost at COMMIT; never counted as lost"),
            audited("zombie_writes", "trucks written after the caller was told that their call had failed"),
            audited("duplicates", "trucks whose effects were applied more than once for one call"),
            audited("unexpected", "rows or increments that nobody acknowledged or attempted: somebody else wrote"),
            audited(
                    "contention",
                    "times that an operation, from its read to its commit, was at a row while another one was; 0: nothing was put to the test"),
            of(
                    "completion",
                    MILLISECONDS,
                    "first call sent to last truck verified; null unless every truck of the plan is verified",
                    "completion",
                    "ms"),
            of(
                    "calibration",
                    MILLISECONDS,
                    "fixed SQL work just before the load: median transaction directly, plus the same through pool and proxies; what compare takes times of two sessions in parts of",
                    "calibration",
                    "ms"),
            // the database's and the service's failures
            of(
                    "deadlocks",
                    COUNT,
                    "deadlocks of the target: the most that its errors, the server's count or the server's log has, without those whose victim was a stranger; 0 only where all three say so",
                    "deadlock_witnesses",
                    "own"),
            of(
                    "deadlocks.client",
                    COUNT,
                    "statements of the service that failed with SQLSTATE 40P01",
                    "error_counts",
                    "deadlocks"),
            change(
                    "deadlocks.server",
                    COUNT,
                    "deadlocks by the server's own count (pg_stat_database), strangers' included",
                    "pg_stat_database.deadlocks"),
            of(
                            "deadlocks.logged",
                            COUNT,
                            "deadlocks in the server's log, with both statements, strangers' included",
                            "log_counts",
                            "logged")
                    .where("table_name = 'deadlocks'"),
            of(
                    "deadlocks.latent",
                    COUNT,
                    "circles of rows that the target's transactions lock in orders that can deadlock, whether or not they did (write-ahead log)",
                    "latent_circles",
                    "circles"),
            of(
                    "errors",
                    COUNT,
                    "failed statements and acquires of the service, retried ones included",
                    "error_counts",
                    "errors"),
            of("retries", COUNT, "failures of the service that it tried again", "error_counts", "retries"),
            // calls, as the client saw them
            of("calls.planned", COUNT, "calls in the load's plan", "call_counts", "planned"),
            of("calls.sent", COUNT, "calls that the injector sent", "call_counts", "sent"),
            of("calls.answered", COUNT, "calls that got an HTTP status", "call_counts", "answered"),
            of("calls.acknowledged", COUNT, "calls answered with 200", "call_counts", "acknowledged"),
            of(
                    "calls.rejected",
                    COUNT,
                    "calls answered with an error other than 429 and 503",
                    "call_counts",
                    "rejected"),
            of("calls.shed", COUNT, "calls answered with 429 or 503", "call_counts", "shed"),
            of(
                            "latency.p50",
                            MILLISECONDS,
                            "median latency of a call from its intended start; no answer counts until the load's end",
                            "call_latency",
                            "p50_ms")
                    .percentile(0.50),
            of("latency.p95", MILLISECONDS, "95th percentile of the same", "call_latency", "p95_ms")
                    .percentile(0.95),
            of("latency.p99", MILLISECONDS, "99th percentile of the same", "call_latency", "p99_ms")
                    .percentile(0.99),
            of("latency.max", MILLISECONDS, "highest of the same", "call_latency", "max_ms")
                    .samples(1),
            // connections
            of(
                            "pool.acquire.p50",
                            MILLISECONDS,
                            "median wait for a connection of the service's pool; a timeout counts with what it waited",
                            "pool_acquire",
                            "p50_ms")
                    .percentile(0.50),
            of("pool.acquire.p95", MILLISECONDS, "95th percentile of the same", "pool_acquire", "p95_ms")
                    .percentile(0.95),
            of("pool.acquire.p99", MILLISECONDS, "99th percentile of the same", "pool_acquire", "p99_ms")
                    .percentile(0.99),
            of("pool.acquire.max", MILLISECONDS, "highest of the same", "pool_acquire", "max_ms")
                    .samples(1),
            of("pool.timeouts", COUNT, "waits for a connection of the pool that timed out", "pool_acquire", "timeouts"),
            peak("pool.pending.max", COUNT, "most threads seen waiting for a connection of the pool", "pool.pending"),
            peak(
                    "pgbouncer.cl_waiting.max",
                    COUNT,
                    "most clients seen waiting in PgBouncer for a server connection",
                    "pgbouncer.cl_waiting"),
            peak(
                    "pgbouncer.sv_active.max",
                    COUNT,
                    "most server connections of PgBouncer seen in use",
                    "pgbouncer.sv_active"),
            peak(
                    "pgbouncer.maxwait",
                    MILLISECONDS,
                    "longest wait of a client seen in PgBouncer",
                    "pgbouncer.maxwait_ms"),
            // PostgreSQL and the service's process
            of(
                            "postgres.lock_waits",
                            COUNT,
                            "lock waits longer than deadlock_timeout in the server's log",
                            "log_counts",
                            "logged")
                    .where("table_name = 'lock_waits'"),
            of(
                            "postgres.dead_tuples",
                            COUNT,
                            "dead row versions in the user's tables when the target had ended (pg_stat_user_tables)",
                            "counter_changes",
                            "final")
                    .where("name = 'dead_tuples'"),
            change("postgres.wal", BYTES, "write-ahead log written from the target's begin to its end", "wal_bytes"),
            peak(
                            "postgres.backend_memory",
                            BYTES,
                            "most memory seen of the postmaster and its children together (PSS, or RSS where that can't be read)",
                            "pg.backend_memory_bytes")
                    .everySecond(),
            peak("service.heap.max", BYTES, "most heap seen in use in the service's JVM", "service.heap_bytes"),
            peak("service.rss.max", BYTES, "most resident memory seen of the service's process", "service.rss_bytes"),
            // containers
            rise(
                            "container.postgres.cpu",
                            MILLISECONDS,
                            "CPU time that PostgreSQL's container used while it was sampled (cgroup; provider docker only, as the others)",
                            "container.postgres.cpu_ms")
                    .everySecond(),
            rise(
                            "container.postgres.throttled",
                            MILLISECONDS,
                            "how long PostgreSQL's container had to wait for its CPU limit, summed over its processes",
                            "container.postgres.throttled_ms")
                    .everySecond(),
            peak(
                            "container.postgres.memory.max",
                            BYTES,
                            "most memory seen in use in PostgreSQL's container, page cache included",
                            "container.postgres.memory_bytes")
                    .everySecond(),
            rise(
                            "container.postgres.oom_kills",
                            COUNT,
                            "processes of PostgreSQL's container that the kernel killed for want of memory",
                            "container.postgres.oom_kills")
                    .everySecond(),
            rise(
                            "container.postgres.read",
                            BYTES,
                            "read from block devices by PostgreSQL's container",
                            "container.postgres.read_bytes")
                    .everySecond(),
            rise(
                            "container.postgres.written",
                            BYTES,
                            "written to block devices by PostgreSQL's container",
                            "container.postgres.written_bytes")
                    .everySecond(),
            rise(
                            "container.pgbouncer.cpu",
                            MILLISECONDS,
                            "CPU time that PgBouncer's container used while it was sampled (cgroup; provider docker only, as the others)",
                            "container.pgbouncer.cpu_ms")
                    .everySecond(),
            rise(
                            "container.pgbouncer.throttled",
                            MILLISECONDS,
                            "how long PgBouncer's container had to wait for its CPU limit, summed over its processes",
                            "container.pgbouncer.throttled_ms")
                    .everySecond(),
            peak(
                            "container.pgbouncer.memory.max",
                            BYTES,
                            "most memory seen in use in PgBouncer's container, page cache included",
                            "container.pgbouncer.memory_bytes")
                    .everySecond(),
            rise(
                            "container.pgbouncer.oom_kills",
                            COUNT,
                            "processes of PgBouncer's container that the kernel killed for want of memory",
                            "container.pgbouncer.oom_kills")
                    .everySecond(),
            series(
                            "recorder.lag.p99",
                            MILLISECONDS,
                            "99th percentile of how late a sample was taken: whether the recorder could keep up",
                            "recorder.lag_ms",
                            "p99")
                    .percentile(0.99));
    // spotless:on

    private Metrics() {}

    /** Every metric, in the order in which a user sees them. */
    public static List<MetricCatalogue.Definition> definitions() {
        return ALL.stream().map(Metric::definition).toList();
    }

    /**
     * One metric over a part of a run: {@code SELECT target, value, …} with two parameters, the part's begin and its end
     * (exclusive) in nanoseconds since the run began.
     *
     * @throws IllegalArgumentException when it is a metric of whole runs only
     */
    public static String windowedSql(String name) {
        return metric(name).windowedSql();
    }

    /**
     * How long a metric's value may not have been sampled while the load ran; zero: it is not sampled over time.
     *
     * @throws IllegalArgumentException when there is no such metric
     */
    public static Duration longestHole(String name) {
        return Duration.ofMillis(metric(name).longestHoleMs());
    }

    /** Whether more samples could only have made it higher: what was seen above a limit stays above it. */
    public static boolean onlyGrows(String name) {
        return metric(name).onlyGrows();
    }

    private static Metric metric(String name) {
        return ALL.stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is no metric"));
    }

    /**
     * {@code metrics(target, name, unit, value DOUBLE, samples BIGINT, hole_ms DOUBLE)}: one row a target of {@code targets} and
     * metric; unit by its name in {@link MetricCatalogue.Unit}; value null where the run did not measure it; samples null where
     * it is counted, not sampled; hole_ms null where it is not sampled over time.
     */
    public static String view() {
        String named = ALL.stream()
                .map(m ->
                        "SELECT '%s' AS name, target, value::DOUBLE AS value, %s::BIGINT AS samples, %s::DOUBLE AS hole_ms FROM (%s)"
                                .formatted(
                                        m.name(),
                                        m.leastSamples() == 0 ? "NULL" : "samples",
                                        m.longestHoleMs() == 0 ? "NULL" : "hole_ms",
                                        m.sql()))
                .collect(Collectors.joining("\n    UNION ALL "));
        String definitions = ALL.stream()
                .map(m -> String.format(Locale.ROOT, "('%s', '%s', %d)", m.name(), m.unit(), ALL.indexOf(m)))
                .collect(Collectors.joining(",\n        "));
        return """
                CREATE OR REPLACE VIEW metrics AS
                WITH definitions(name, unit, place) AS (
                    VALUES %s
                ),
                measured AS MATERIALIZED (
                    %s
                )
                SELECT t.target, d.name, d.unit, m.value, m.samples, m.hole_ms
                FROM targets t
                CROSS JOIN definitions d
                LEFT JOIN measured m ON m.target = t.target AND m.name = d.name
                ORDER BY t.position, d.place
                """.formatted(definitions, named);
    }

    /** The catalogue as {@code docs/metrics.md}. */
    public static String markdown() {
        String rows = ALL.stream()
                .map(m -> "| `%s` | %s | %s | %s | %s | %s | `%s` |\n"
                        .formatted(
                                m.name(),
                                m.unit().name().toLowerCase(Locale.ROOT),
                                m.meaning(),
                                m.isWindowed() ? "yes" : "",
                                m.leastSamples() == 0 ? "" : String.format(Locale.ROOT, "%,d", m.leastSamples()),
                                m.longestHoleMs() == 0 ? "" : m.longestHoleMs() / 1_000 + " s",
                                m.sql()))
                .collect(Collectors.joining());
        return """
                # Metrics

                Generated from `dev.gridlock.recording.metric.Metrics`; a test keeps it so. Each is a row a target of the view
                `metrics(target, name, unit, value, samples, hole_ms)` in `run.duckdb`. A gate may name any of them. Null: not measured in
                this run; a gate on it is inconclusive. Percentiles are values that occurred (nearest rank), not interpolated.

                *window*: a gate may ask for it `during` or `after` a fault. *samples*: a gate on it needs so many, or it is
                inconclusive: ten values beyond a percentile, so that no single one decides. A duration that misses its limit by
                less than %s, or a size by less than %s, fails nothing ([verdict](verdict.md)). *hole*: it is sampled over time; where
                no sample of it was taken for longer than this while the load ran (`hole_ms`), a gate on it is inconclusive, unless what
                was seen is above its limit already.

                | metric | unit | means | window | samples | hole | SQL |
                |---|---|---|---|---|---|---|
                """.formatted(floor(MILLISECONDS, "%.0f ms", 1), floor(BYTES, "%.0f MiB", 1 << 20)) + rows;
    }

    private static String floor(MetricCatalogue.Unit unit, String pattern, double divisor) {
        return String.format(
                Locale.ROOT, "%.0f %% or " + pattern, 100 * unit.floorShare(), unit.leastFloor() / divisor);
    }
}
