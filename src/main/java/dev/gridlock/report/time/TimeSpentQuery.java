package dev.gridlock.report.time;

import dev.gridlock.report.figures.Quantity;
import dev.gridlock.report.figures.RecordingQuery;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Takes a truck's time apart. The journal knows the wait for the pool and the time of the statements; PgBouncer and
 * PostgreSQL know what they did in that time, for all trucks together. What they do not account for passed on the way.
 */
public final class TimeSpentQuery {

    /**
     * Means over the operations (each truck of a batch lived through all of its batch), and what connections were busy with
     * statements, in all: a batch's statements count once.
     */
    private static final String JOURNAL = """
        WITH spent AS (
            SELECT batch, ended_ns - started_ns AS whole, coalesce(pool_wait_ns, 0) AS pool, ended_ns,
                   coalesce(select_ns, 0) + coalesce(truck_update_ns, 0) + coalesce(segment_update_ns, 0)
                       + coalesce(commit_ns, 0) AS statements
            FROM operations WHERE target = $1 AND started_ns IS NOT NULL AND ended_ns IS NOT NULL
        )
        SELECT count(*), avg(whole) / 1e6, avg(pool) / 1e6, avg(statements) / 1e6,
               coalesce(sum(statements) FILTER (WHERE batch IS NULL), 0) / 1e6
                   + coalesce((SELECT sum(longest) FROM
                       (SELECT max(statements) AS longest FROM spent WHERE batch IS NOT NULL GROUP BY batch)), 0) / 1e6,
               count(*) FILTER (WHERE batch IS NOT NULL)
        FROM spent
        """;

    private static final String QUEUED = """
        SELECT (max(value) - min(value)) / 1e3 FROM samples
        WHERE target = $1 AND series = 'pgbouncer.total_wait_time_us'
        """;

    private static final String ACTIVE = """
        SELECT final - coalesce(initial, 0) FROM counters
        WHERE target = $1 AND name = 'pg_stat_database.active_time' AND final >= coalesce(initial, 0)
        """;

    /** Of the active backends that were sampled, the share that waited for a lock. */
    private static final String LOCKED = """
        SELECT sum(value) FILTER (WHERE series LIKE 'pg.waits.Lock.%') / sum(value), count(DISTINCT at_ns)
        FROM samples WHERE target = $1 AND series LIKE 'pg.waits.%' AND value > 0
        """;

    private static final String RETRIED = "SELECT count(*) FROM operations WHERE target = $1 AND attempts > 1";

    private final RecordingQuery recording;
    private final RunFigures run;

    public TimeSpentQuery(RecordingQuery recording, RunFigures run) {
        this.recording = recording;
        this.run = run;
    }

    private record Journal(long trucks, double whole, double pool, double statements, double busy, boolean batches) {}

    private record Locked(OptionalDouble share, long samples) {}

    /** One for each target of the run. */
    public List<TimeSpent> read() throws SQLException {
        List<TimeSpent> all = new ArrayList<>();
        for (TargetFigures target : run.targets()) {
            all.add(target(target.name()));
        }
        return all;
    }

    private TimeSpent target(String target) throws SQLException {
        Journal journal = recording
                .rows(
                        JOURNAL,
                        row -> new Journal(
                                row.getLong(1),
                                row.getDouble(2),
                                row.getDouble(3),
                                row.getDouble(4),
                                row.getDouble(5),
                                row.getLong(6) > 0),
                        target)
                .getFirst();
        if (journal.trucks() == 0) {
            return new TimeSpent(target, 0, 0, List.of(), List.of());
        }
        return assemble(
                target, journal, recording.number(QUEUED, target), recording.number(ACTIVE, target), locked(target));
    }

    private Locked locked(String target) throws SQLException {
        return recording
                .rows(
                        LOCKED,
                        row -> {
                            long samples = row.getLong(2);
                            double share = row.getDouble(1);
                            return new Locked(
                                    samples == 0 ? OptionalDouble.empty() : OptionalDouble.of(share), samples);
                        },
                        target)
                .getFirst();
    }

    private TimeSpent assemble(
            String target, Journal journal, OptionalDouble queued, OptionalDouble active, Locked locked)
            throws SQLException {
        List<String> notes = new ArrayList<>();
        // What PgBouncer and PostgreSQL say is of all statements; a truck's share of it is its share of the statements.
        double scale = journal.busy() > 0 ? journal.statements() / journal.busy() : 0;
        double bouncer = queued.orElse(Double.NaN) * scale;
        double server = active.orElse(Double.NaN) * scale;
        double lock = locked.share().isPresent() ? server * locked.share().getAsDouble() : Double.NaN;
        double execution = Double.isNaN(lock) ? server : server - lock;
        double known = nothing(bouncer) + nothing(server);
        boolean both = !Double.isNaN(bouncer) && !Double.isNaN(server);
        double network = Math.max(0, journal.statements() - known);
        double other = Math.max(0, journal.whole() - journal.pool() - journal.statements());
        Parts parts = new Parts();
        parts.add("application pool", journal.pool(), "measured: the journal, around each acquire");
        parts.add(
                "PgBouncer's queue",
                bouncer,
                "counted: PgBouncer's total_wait_time over the load, shared out by time in statements");
        parts.add(
                "lock wait",
                lock,
                String.format(
                        Locale.ROOT,
                        "estimated: PostgreSQL's active time × the share of %,d samples with active backends in which they waited for a lock",
                        locked.samples()));
        parts.add(
                "execution",
                execution,
                Double.isNaN(lock)
                        ? "counted: pg_stat_database.active_time, lock waits included (no sample saw an active backend)"
                        : "counted: pg_stat_database.active_time, less the lock waits");
        parts.add(
                both ? "network and proxies" : "network, proxies and what was not measured",
                network,
                "by difference: time in statements as the service saw it, less what PgBouncer and PostgreSQL account for");
        parts.add(
                "other",
                other,
                journal.batches()
                        ? "by difference: in the service, waiting for its turn among the bounded batches, and between statements"
                        : "by difference: in the service, between its statements");
        if (both && known > journal.statements() * (1 + TimeSpent.TOLERANCE)) {
            notes.add(
                    "PgBouncer and PostgreSQL account for %s a truck, more than the %s that the service saw its statements take: retries, the recorder's own queries, or counters that cover more than the load."
                            .formatted(
                                    Quantity.MILLISECONDS.format(known),
                                    Quantity.MILLISECONDS.format(journal.statements())));
        }
        double retried = recording.number(RETRIED, target).orElse(0);
        if (retried > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%,.0f trucks were tried more than once: their pool waits are of all tries, their statements of the last one; the rest is in “other”.",
                    retried));
        }
        if (journal.batches()) {
            notes.add(
                    "Each truck of a batch lived through the whole batch: these are a truck's waits, not its cost. Connections were busy with statements for %s in all."
                            .formatted(Quantity.MILLISECONDS.format(journal.busy())));
        }
        return new TimeSpent(target, journal.trucks(), journal.whole(), parts.list(), notes);
    }

    private static double nothing(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    private static final class Parts {
        private final List<TimeSpent.Part> parts = new ArrayList<>();
        private double sum;

        void add(String name, double ms, String how) {
            parts.add(new TimeSpent.Part(name, ms, sum, Double.isNaN(ms) ? "not measured in this run" : how));
            sum += nothing(ms);
        }

        List<TimeSpent.Part> list() {
            return parts;
        }
    }
}
