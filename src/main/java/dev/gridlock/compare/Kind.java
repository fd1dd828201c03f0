package dev.gridlock.compare;

import dev.gridlock.scenario.MetricCatalogue.Unit;
import java.util.List;
import java.util.Set;

/** How a metric is compared. */
enum Kind {
    /** Damage: one is one too many, whatever the noise. By counting. */
    INVARIANT,
    /** What a busy machine may cause too, such as a timeout: what more than half of the rounds say. */
    LOAD_COUNT,
    /** A time or a size: by its ratio. */
    MEASURED;

    /** What is compared unless metrics are named. */
    static final List<String> COMPARED = List.of(
            "completion",
            "latency.p50",
            "latency.p95",
            "latency.p99",
            "pool.acquire.p50",
            "pool.acquire.p95",
            "pool.acquire.p99",
            "postgres.wal",
            "deadlocks",
            "lost_updates",
            "torn_writes",
            "zombie_writes",
            "duplicates",
            "unexpected",
            "pool.timeouts",
            "calls.rejected",
            "calls.shed");

    private static final Set<String> DAMAGE = Set.of(
            "deadlocks",
            "deadlocks.client",
            "deadlocks.server",
            "deadlocks.logged",
            "lost_updates",
            "lost_updates.client",
            "torn_writes",
            "zombie_writes",
            "duplicates",
            "unexpected");

    /** More of these is better; of everything else less is. */
    private static final Set<String> WORK = Set.of(
            "trucks",
            "acknowledged",
            "acknowledged.client",
            "verified",
            "calls.planned",
            "calls.sent",
            "calls.answered",
            "calls.acknowledged");

    static Kind of(String metric, Unit unit) {
        if (DAMAGE.contains(metric)) {
            return INVARIANT;
        }
        return unit == Unit.COUNT && !WORK.contains(metric) ? LOAD_COUNT : MEASURED;
    }

    static boolean isDamage(String metric) {
        return DAMAGE.contains(metric);
    }

    static boolean moreIsBetter(String metric) {
        return WORK.contains(metric);
    }

    /** Whether a comparison is inconclusive when this metric is; of the others only {@code worse} matters. */
    static boolean decides(String metric) {
        return metric.equals("completion") || DAMAGE.contains(metric);
    }
}
