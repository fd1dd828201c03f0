package dev.gridlock.cli;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.MachineException;
import dev.gridlock.segment.SegmentFile;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.stack.PinnedConnection;
import dev.gridlock.witness.ChangeLog;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one target committed, by the server's write-ahead log: kept from before its service is started, read once when nobody is
 * measured any more. Where the log cannot be had, an event says why, and nothing of it is measured.
 */
final class ChangeEvidence implements AutoCloseable {

    private static final List<String> COLUMNS =
            List.of("n", "xid", "lsn", "committed_us", "table_name", "row_key", "operation", "before", "after");

    private final RunClock clock;
    private final SegmentFile events;
    private @Nullable ChangeLog log;

    private ChangeEvidence(RunClock clock, SegmentFile events) {
        this.clock = clock;
        this.events = events;
    }

    /** @param tables of the workload, as they were just made */
    static ChangeEvidence begin(DatabaseAddress observer, List<String> tables, RunClock clock, SegmentFile events) {
        ChangeEvidence evidence = new ChangeEvidence(clock, events);
        try {
            evidence.log = ChangeLog.begin(PinnedConnection.to(observer), tables);
        } catch (SQLException | MachineException e) {
            evidence.notRead(e);
        }
        return evidence;
    }

    /** Reads and records what was committed since; once. */
    void read(Path raw) {
        ChangeLog kept = log;
        if (kept == null) {
            return;
        }
        long[] count = new long[1];
        try (SegmentFile changes = new SegmentFile(raw.resolve("changes.csv"), COLUMNS)) {
            kept.read(change -> changes.append(
                    ++count[0],
                    change.xid(),
                    change.lsn(),
                    change.committedUs(),
                    change.table(),
                    change.key(),
                    change.operation().name().toLowerCase(Locale.ROOT),
                    change.before(),
                    change.after()));
            events.append(clock.nanos(), "changes", "read", count[0] + " committed changes");
        } catch (SQLException | MachineException e) {
            notRead(e);
        }
        close();
    }

    private void notRead(Exception e) {
        events.append(clock.nanos(), "changes", "not_read", String.valueOf(e.getMessage()));
    }

    @Override
    public void close() {
        if (log != null) {
            try {
                log.close();
            } catch (SQLException e) {
                // The session ends with it, and with the session the slot.
            }
            log = null;
        }
    }
}
