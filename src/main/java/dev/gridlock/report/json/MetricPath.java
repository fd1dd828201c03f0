package dev.gridlock.report.json;

import java.util.Arrays;
import java.util.List;

/**
 * Where a metric stands in a target of {@code run.json}.
 *
 * @param path names from the target down, e.g. {@code [pool, acquire_ms, p99]}; a time ends in {@code _ms}
 * @param metric its name, as the recording's view of all metrics has it
 */
record MetricPath(List<String> path, String metric) {

    static final List<MetricPath> ALL = List.of(
            at("trucks", "trucks"),
            at("acknowledged", "acknowledged"),
            at("acknowledged_client", "acknowledged.client"),
            at("verified", "verified"),
            at("lost_updates", "lost_updates"),
            at("lost_updates_client", "lost_updates.client"),
            at("torn_writes", "torn_writes"),
            at("indeterminate", "indeterminate"),
            at("zombie_writes", "zombie_writes"),
            at("duplicates", "duplicates"),
            at("unexpected", "unexpected"),
            at("contention", "contention"),
            at("retries", "retries"),
            at("deadlocks.client", "deadlocks.client"),
            at("deadlocks.server", "deadlocks.server"),
            at("deadlocks.logged", "deadlocks.logged"),
            at("deadlocks.latent", "deadlocks.latent"),
            at("calls.planned", "calls.planned"),
            at("calls.sent", "calls.sent"),
            at("calls.answered", "calls.answered"),
            at("calls.acknowledged", "calls.acknowledged"),
            at("calls.rejected", "calls.rejected"),
            at("calls.shed", "calls.shed"),
            at("pool.acquire_ms.p50", "pool.acquire.p50"),
            at("pool.acquire_ms.p95", "pool.acquire.p95"),
            at("pool.acquire_ms.p99", "pool.acquire.p99"),
            at("pool.acquire_ms.max", "pool.acquire.max"),
            at("pool.timeouts", "pool.timeouts"),
            at("pool.pending_max", "pool.pending.max"),
            at("pgbouncer.cl_waiting_max", "pgbouncer.cl_waiting.max"),
            at("pgbouncer.maxwait_ms", "pgbouncer.maxwait"),
            at("pgbouncer.sv_active_max", "pgbouncer.sv_active.max"),
            at("completion_ms", "completion"),
            at("calibration_ms", "calibration"),
            at("latency_ms.p50", "latency.p50"),
            at("latency_ms.p95", "latency.p95"),
            at("latency_ms.p99", "latency.p99"),
            at("latency_ms.max", "latency.max"),
            at("postgres.wal_bytes", "postgres.wal"),
            at("postgres.dead_tuples", "postgres.dead_tuples"),
            at("postgres.backend_memory_bytes", "postgres.backend_memory"),
            at("postgres.lock_waits", "postgres.lock_waits"),
            at("service.heap_bytes_max", "service.heap.max"),
            at("service.rss_bytes_max", "service.rss.max"),
            at("recorder.lag_p99_ms", "recorder.lag.p99"));

    List<String> parents() {
        return path.subList(0, path.size() - 1);
    }

    String field() {
        return path.getLast();
    }

    private static MetricPath at(String path, String metric) {
        return new MetricPath(Arrays.asList(path.split("\\.")), metric);
    }
}
