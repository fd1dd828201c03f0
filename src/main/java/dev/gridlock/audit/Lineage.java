package dev.gridlock.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Which writes of a segment its value now descends from; all others were written over. By the journal alone, where the log of changes was
 * not read: {@link VersionChains} need not infer it.
 *
 * <p>Every write is "value read + 1". So the value now, {@code final}, was computed from a {@code final - 1}, that from a
 * {@code final - 2}, and so on down to {@code initial}: of each value between, exactly one write survives. How many were
 * lost is therefore certain. Which of several writers of one value it was: the last that had committed when the survivor
 * above it read. In 10 simulated histories of 1,000 trucks this named the survivors without an error; the last writer of
 * each value, a simpler rule, was right for 32–80% of them.
 *
 * <p>Where an acknowledged operation and another wrote the same value, the acknowledged one is taken to survive, so that
 * what is counted as overwritten is never too much.
 */
final class Lineage {

    // In the order of their commits, as far as the journal knows it.
    private static final String CONTESTED = """
        SELECT segment_id, op_id, value_written, standing, read_ns, sent_ns, written_ns, low, high, read_from_ns, locked
        FROM work_contested
        ORDER BY segment_id, written_ns, value_written, op_id
        """;

    /** One write of a segment; times are nanoseconds since the run began. */
    private record Write(
            long operation,
            long value,
            int standing,
            long readNanos,
            long sentNanos,
            long writtenNanos,
            long readFromNanos,
            boolean locked) {

        /**
         * Whether this one can have been computed from what was there before another was. Of one that says it read under a
         * lock only what refutes it: it had read before the other had.
         */
        boolean mayMiss(Write other) {
            return locked ? readFromNanos <= other.readFromNanos : readFromNanos <= other.writtenNanos;
        }
    }

    private final List<Write> writes = new ArrayList<>();
    private final Map<Long, Long> replacedBy = new HashMap<>();
    private final Map<Long, Write> survivors = new HashMap<>();

    private Lineage() {}

    /** Makes {@code work_contested} and fills {@code work_lineage}, a row a write of it. */
    static void trace(Connection duckdb) throws SQLException {
        new SqlFile("contested").run(duckdb);
        DuckDBConnection connection = duckdb.unwrap(DuckDBConnection.class);
        try (Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery(CONTESTED);
                DuckDBAppender into = connection.createAppender("temp", "main", "work_lineage")) {
            Lineage lineage = new Lineage();
            int segment = 0;
            long low = 0;
            long high = 0;
            while (rows.next()) {
                if (rows.getInt(1) != segment) {
                    lineage.finish(segment, low, high, into);
                    lineage = new Lineage();
                }
                segment = rows.getInt(1);
                low = rows.getLong(8);
                high = rows.getLong(9);
                lineage.writes.add(new Write(
                        rows.getLong(2),
                        rows.getLong(3),
                        rows.getInt(4),
                        rows.getLong(5),
                        rows.getLong(6),
                        rows.getLong(7),
                        rows.getLong(10),
                        rows.getBoolean(11)));
            }
            lineage.finish(segment, low, high, into);
        }
    }

    private void finish(int segment, long low, long high, DuckDBAppender into) throws SQLException {
        walkBack(low, high);
        findReplacements();
        for (Write write : writes) {
            into.beginRow();
            into.append(segment);
            into.append(write.operation);
            into.append(survives(write));
            Long by = replacedBy.get(write.operation);
            if (by == null) {
                into.appendNull();
            } else {
                into.append(by.longValue());
            }
            into.appendNull();
            into.endRow();
        }
    }

    private void walkBack(long low, long high) {
        Map<Long, List<Write>> byValue = new HashMap<>();
        for (Write write : writes) {
            byValue.computeIfAbsent(write.value, value -> new ArrayList<>()).add(write);
        }
        long readNanos = Long.MAX_VALUE;
        for (long value = high; value > low; value--) {
            Write survivor = survivor(byValue.getOrDefault(value, List.of()), readNanos);
            if (survivor != null) {
                survivors.put(value, survivor);
                readNanos = survivor.readNanos;
            }
        }
    }

    /** The last writer that had committed by then; had none (clocks of threads are not that exact), the first after. */
    private static @Nullable Write survivor(List<Write> sameValue, long readNanos) {
        Write best = null;
        for (Write write : sameValue) {
            if (best == null
                    || write.standing < best.standing
                    || (write.standing == best.standing && write.writtenNanos <= readNanos)) {
                best = write;
            }
        }
        return best;
    }

    private boolean survives(Write write) {
        Write survivor = survivors.get(write.value);
        return survivor != null && survivor.operation == write.operation;
    }

    /**
     * Who wrote over it: the first later write that cannot have been computed from it, as it is of the same or a lower
     * value, or as it survives while this one does not; and that can have missed it, by the time at which it had read. Where
     * no later one can, an earlier one whose commit may have become known before it was made. Nobody, where none can:
     * somebody else wrote, or this one never did.
     */
    private void findReplacements() {
        long longest = 0;
        for (Write write : writes) {
            longest = Math.max(longest, write.writtenNanos - write.readFromNanos);
        }
        for (int at = 0; at < writes.size(); at++) {
            if (!survives(writes.get(at))) {
                Write by = later(at, longest);
                by = by == null ? earlier(at, longest) : by;
                if (by != null) {
                    replacedBy.put(writes.get(at).operation, by.operation);
                }
            }
        }
    }

    /** @param longest nanoseconds from any write's reading to its commit: what committed later than that had read later */
    private @Nullable Write later(int at, long longest) {
        Write write = writes.get(at);
        for (int next = at + 1; next < writes.size(); next++) {
            Write other = writes.get(next);
            if (other.writtenNanos - longest > write.writtenNanos) {
                return null;
            }
            if (mayReplace(other, write)) {
                return other;
            }
        }
        return null;
    }

    /** @param longest no statement took longer */
    private @Nullable Write earlier(int at, long longest) {
        Write write = writes.get(at);
        for (int before = at - 1; before >= 0; before--) {
            Write other = writes.get(before);
            if (other.writtenNanos + longest < write.writtenNanos) {
                return null;
            }
            if (other.writtenNanos > write.sentNanos && mayReplace(other, write)) {
                return other;
            }
        }
        return null;
    }

    private boolean mayReplace(Write other, Write write) {
        return (other.value <= write.value || survives(other)) && other.mayMiss(write);
    }
}
