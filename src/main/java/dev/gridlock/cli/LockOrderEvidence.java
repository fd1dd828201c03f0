package dev.gridlock.cli;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.MachineException;
import dev.gridlock.segment.SegmentFile;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.stack.PinnedConnection;
import dev.gridlock.stack.Stack;
import dev.gridlock.witness.LatentDeadlock.Part;
import dev.gridlock.witness.LockOrder;
import dev.gridlock.witness.LockedTransaction;
import dev.gridlock.witness.NamedRow;
import dev.gridlock.witness.RowLocks;
import dev.gridlock.witness.RowNames;
import dev.gridlock.witness.Shapes;
import dev.gridlock.witness.TableNames;
import dev.gridlock.witness.WalLog;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which orders of row locks of one target can deadlock, by the server's write-ahead log: where it stood before the load is kept, and
 * what was written since is read once, when nobody is measured any more.
 */
final class LockOrderEvidence {

    private static final List<String> SUMMARY = List.of("transactions", "row_locks", "latent", "whole");
    private static final List<String> PARTS = List.of(
            "shape",
            "circles",
            "part",
            "xid",
            "holds_table",
            "holds_key",
            "holds_row",
            "holds_mode",
            "wants_table",
            "wants_key",
            "wants_row",
            "wants_mode");

    private static final List<String> LOCKS = List.of("xid", "n", "row_number", "mode", "committed");
    private static final List<String> ROWS = List.of("row_number", "table_name", "row_key");

    private final DatabaseAddress database;
    private final DatabaseAddress log;
    private final String from;

    private LockOrderEvidence(DatabaseAddress database, DatabaseAddress log, String from) {
        this.database = database;
        this.log = log;
        this.from = from;
    }

    /** Where the log stands now; empty where it cannot be read: then nothing of it is measured, which is not none. */
    static Optional<LockOrderEvidence> begin(Stack stack, RunClock clock, SegmentFile events) {
        if (stack.writeAheadLog().isEmpty()) {
            events.append(
                    clock.nanos(),
                    "wal",
                    "not_read",
                    "the extension pg_walinspect is not in the database postgres of the stack's server (PostgreSQL 15 or later: CREATE EXTENSION pg_walinspect)");
            return Optional.empty();
        }
        DatabaseAddress log = stack.writeAheadLog().get();
        try (Connection connection = PinnedConnection.to(log)) {
            String from = WalLog.of(connection, stack.observer().database()).end();
            return Optional.of(new LockOrderEvidence(stack.observer(), log, from));
        } catch (SQLException | MachineException e) {
            events.append(clock.nanos(), "wal", "not_read", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Reads what was written since and records what it shows; where that is not there any more, that. */
    void end(Path raw, RunClock clock, SegmentFile events) {
        try (Connection reader = PinnedConnection.to(log);
                Connection postgres = PinnedConnection.to(database);
                SegmentFile taken = new SegmentFile(raw.resolve("locks_taken.csv"), LOCKS)) {
            TableNames names = TableNames.of(postgres);
            LockOrder order = new LockOrder();
            long[] counts = new long[2];
            WalLog wal = WalLog.of(reader, database.database());
            RowLocks locks = new RowLocks(wal.database(), transaction -> {
                if (transaction.locks().stream()
                        .allMatch(lock -> names.has(lock.row().relation()))) {
                    counts[0]++;
                    counts[1] += transaction.locks().size();
                    order.add(transaction);
                    append(transaction, taken);
                }
            });
            String read = wal.read(from, locks::add);
            LockOrder.Found found = order.find();
            RowNames rows = new RowNames(wal, locks, names, read);
            try (SegmentFile summary = new SegmentFile(raw.resolve("lock_orders.csv"), SUMMARY);
                    SegmentFile parts = new SegmentFile(raw.resolve("latent_deadlocks.csv"), PARTS)) {
                summary.append(counts[0], counts[1], found.deadlocks().size(), found.whole());
                record(Shapes.of(found.deadlocks(), names::table), rows, parts);
            }
            recordRows(locks, names, raw);
        } catch (SQLException | MachineException e) {
            events.append(clock.nanos(), "wal", "not_read", String.valueOf(e.getMessage()));
        }
    }

    private static void append(LockedTransaction transaction, SegmentFile into) {
        int n = 0;
        for (LockedTransaction.Lock lock : transaction.locks()) {
            into.append(transaction.xid(), ++n, lock.row().number(), lock.mode().sql(), transaction.committed());
        }
    }

    /** One reading of each table, rather than a question for each of some hundred thousand locks. */
    private static void recordRows(RowLocks locks, TableNames names, Path raw) throws SQLException {
        try (SegmentFile rows = new SegmentFile(raw.resolve("locked_rows.csv"), ROWS)) {
            for (long relation : names.relations()) {
                Map<String, Long> numbers = locks.numbersByPlace(relation);
                if (!numbers.isEmpty()) {
                    names.rows(relation, (place, key) -> {
                        Long number = numbers.get(place);
                        if (number != null) {
                            rows.append(number, names.table(relation), key);
                        }
                    });
                }
            }
        }
    }

    private static void record(List<Shapes.Shape> shapes, RowNames rows, SegmentFile parts)
            throws MachineException, SQLException {
        int number = 0;
        for (Shapes.Shape shape : shapes) {
            number++;
            int part = 0;
            for (Part one : shape.example().parts()) {
                NamedRow holds = rows.name(one.holds());
                NamedRow wants = rows.name(one.wants());
                parts.append(
                        number,
                        shape.circles(),
                        ++part,
                        one.xid(),
                        holds.table(),
                        holds.key(),
                        holds.row(),
                        one.holds().mode().sql(),
                        wants.table(),
                        wants.key(),
                        wants.row(),
                        one.wants().mode().sql());
            }
        }
    }
}
