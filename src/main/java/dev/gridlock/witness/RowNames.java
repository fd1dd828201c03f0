package dev.gridlock.witness;

import dev.gridlock.process.MachineException;
import dev.gridlock.witness.LockedTransaction.Lock;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/** Rows of the log by their primary keys, while they go on being changed. */
public final class RowNames {

    private final WalLog log;
    private final RowLocks locks;
    private final TableNames names;
    private String from;

    /** @param from up to where the log was read */
    public RowNames(WalLog log, RowLocks locks, TableNames names, String from) {
        this.log = log;
        this.locks = locks;
        this.names = names;
        this.from = from;
    }

    /**
     * By its key; where it is gone or has none, by where it was. However fast it changes: what a snapshot sees of a row is kept while
     * the snapshot is, and is one of the places it had when the log was last read, or went to until the log shows what came after the
     * snapshot.
     */
    public NamedRow name(Lock lock) throws MachineException, SQLException {
        from = log.read(from, locks::add);
        SequencedSet<String> places = new LinkedHashSet<>(locks.places(lock.row()));
        return names.inOneSnapshot(() -> {
            from = log.read(from, record -> {
                locks.add(record);
                places.addLast(locks.place(lock.row()));
            });
            return names.row(lock, places)
                    .orElseGet(() -> new NamedRow(names.table(lock.row().relation()), "", locks.place(lock.row())));
        });
    }
}
