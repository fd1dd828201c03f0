package dev.gridlock.witness;

import org.jspecify.annotations.Nullable;

/**
 * A committed change of one row, as logical decoding tells it; in the order of the commits.
 *
 * @param xid of the transaction
 * @param lsn where it stands in the log, as PostgreSQL writes it
 * @param committedUs when its transaction committed, by the server's clock, microseconds since 1970
 * @param table without its schema where that is {@code public}
 * @param key the value of its primary key; of several columns {@code (a,b)}; {@code ""}: the table has none, or was truncated
 * @param before the row as it was, JSON of column and text; null for an insert
 * @param after the row as it is, likewise; null for a delete
 */
public record Change(
        long xid,
        String lsn,
        long committedUs,
        String table,
        String key,
        Operation operation,
        @Nullable String before,
        @Nullable String after) {

    /** What was done. */
    public enum Operation {
        INSERT,
        UPDATE,
        DELETE,
        TRUNCATE
    }
}
