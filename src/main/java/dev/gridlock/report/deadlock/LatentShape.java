package dev.gridlock.report.deadlock;

import java.util.List;

/**
 * Latent deadlocks that are alike, with one of them.
 *
 * @param number from 1
 * @param circles how many circles of rows are like it
 * @param parts of the example; each wants what the next one holds, the last what the first holds
 * @param script a shell script that makes a deadlock of the example; {@code ""} where a row has no key
 * @param file its name in the run's folder
 */
public record LatentShape(int number, long circles, List<Part> parts, String script, String file) {

    public LatentShape {
        parts = List.copyOf(parts);
    }

    /** One transaction: which row it locked first, and which one then. */
    public record Part(long xid, LockedRow holds, LockedRow wants) {}

    /**
     * A row that was locked.
     *
     * @param key columns of its primary key; {@code ""}: not known
     * @param row their values, as {@code ROW(…)::text} has them; without a key, where it was
     * @param mode as it is written after a {@code SELECT}
     */
    public record LockedRow(String table, String key, String row, String mode) {

        /** In words. */
        public String name() {
            return key.isEmpty() ? table + " row at " + row : table + " (" + key + ") = " + row;
        }
    }
}
