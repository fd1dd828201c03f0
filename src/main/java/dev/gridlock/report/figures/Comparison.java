package dev.gridlock.report.figures;

import static dev.gridlock.report.figures.Quantity.BYTES;
import static dev.gridlock.report.figures.Quantity.COUNT;
import static dev.gridlock.report.figures.Quantity.MILLISECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The lines that set targets side by side, the same in the terminal, the summary and the page. */
public final class Comparison {

    private static final List<ComparisonRow> ROWS = List.of(
            row("trucks", "in the load's plan", COUNT, "trucks"),
            row("acknowledged by the service", "“success” in the service's own journal", COUNT, "acknowledged"),
            row("acknowledged to the caller", "“success” in an answer that arrived", COUNT, "acknowledged.client"),
            row("verified", "acknowledged, and the database holds all of it", COUNT, "verified"),
            row("lost updates", "acknowledged increments that the database does not hold", COUNT, "lost_updates"),
            row("torn writes", "half of one truck's work is there", COUNT, "torn_writes"),
            row("zombie writes", "committed after the caller was told of failure", COUNT, "zombie_writes"),
            row("indeterminate", "the answer to COMMIT was lost: may be either", COUNT, "indeterminate"),
            row("contention", "times that two operations were at one row", COUNT, "contention"),
            row(
                    "deadlocks (server / client / log)",
                    "the same deadlocks counted by three witnesses",
                    COUNT,
                    "deadlocks.server",
                    "deadlocks.client",
                    "deadlocks.logged"),
            row("latent deadlocks", "orders of row locks that can deadlock", COUNT, "deadlocks.latent"),
            row(
                    "pool acquire p50",
                    "wait for a connection of the application's pool",
                    MILLISECONDS,
                    "pool.acquire.p50"),
            row("pool acquire p95", "19 of 20 waits were shorter", MILLISECONDS, "pool.acquire.p95"),
            row("pool acquire p99", "99 of 100 waits were shorter", MILLISECONDS, "pool.acquire.p99"),
            row("pool acquire max", "the longest wait", MILLISECONDS, "pool.acquire.max"),
            row("pool timeouts", "gave up waiting for a connection", COUNT, "pool.timeouts"),
            row("pool pending max", "most that waited for a connection at once", COUNT, "pool.pending.max"),
            row("PgBouncer waiting max", "most clients that waited for a server", COUNT, "pgbouncer.cl_waiting.max"),
            row("PgBouncer maxwait", "oldest client in its queue", MILLISECONDS, "pgbouncer.maxwait"),
            row("latency p99", "of a call, from when it was meant to be sent", MILLISECONDS, "latency.p99"),
            row("completion", "first request sent to last truck verified", MILLISECONDS, "completion"));

    private static final List<ComparisonRow> LATENCY = List.of(
            row("latency p50", "of a call, from when it was meant to be sent", MILLISECONDS, "latency.p50"),
            row("latency p95", "19 of 20 calls took less", MILLISECONDS, "latency.p95"),
            row("latency max", "the slowest call", MILLISECONDS, "latency.max"));

    private static final List<ComparisonRow> COSTS = List.of(
            row("PostgreSQL WAL", "written to the log while it ran", BYTES, "postgres.wal"),
            row("PostgreSQL dead tuples", "row versions left behind by MVCC", COUNT, "postgres.dead_tuples"),
            row("PostgreSQL memory", "all backends together, at most", BYTES, "postgres.backend_memory"),
            row("service memory", "resident, at most", BYTES, "service.rss.max"));

    private Comparison() {}

    /** What happened. */
    public static List<ComparisonRow> rows() {
        return ROWS;
    }

    /** The same with all of the latency, for where there is room. */
    public static List<ComparisonRow> detailed() {
        List<ComparisonRow> rows = new ArrayList<>(ROWS);
        rows.addAll(rows.size() - 2, LATENCY.subList(0, 2));
        rows.add(rows.size() - 1, LATENCY.getLast());
        return rows;
    }

    /** What it cost. */
    public static List<ComparisonRow> costs() {
        return COSTS;
    }

    /** Every SQLSTATE that any target met; a line each, under the others. */
    public static SortedSet<String> sqlstates(List<TargetFigures> targets) {
        SortedSet<String> states = new TreeSet<>();
        targets.forEach(target -> states.addAll(target.errors().keySet()));
        return states;
    }

    /** Errors of a target with that SQLSTATE; a dash where the target's journal was not recorded. */
    public static String errors(TargetFigures target, String sqlstate) {
        Long errors = target.errors().get(sqlstate);
        if (errors == null && target.value("errors") == null) {
            return Quantity.NOT_MEASURED;
        }
        return COUNT.format(errors == null ? 0.0 : errors.doubleValue());
    }

    private static ComparisonRow row(String label, String meaning, Quantity quantity, String... metrics) {
        return new ComparisonRow(label, meaning, quantity, List.of(metrics));
    }
}
