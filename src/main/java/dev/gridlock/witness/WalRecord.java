package dev.gridlock.witness;

/**
 * A record of the write-ahead log, as {@code pg_get_wal_records_info} of the extension {@code pg_walinspect} describes it.
 *
 * @param xid of the transaction, or of its subtransaction
 * @param manager e.g. {@code Heap}, {@code Transaction}
 * @param type e.g. {@code HOT_UPDATE}, {@code COMMIT}
 * @param description in words that differ between PostgreSQL 15 and later
 * @param blocks references of the blocks that it changes, e.g. {@code blkref #0: rel 1663/5/16391 fork main blk 0}; may be empty
 */
public record WalRecord(long xid, String manager, String type, String description, String blocks) {}
