package dev.gridlock.witness;

/**
 * A row as a user can find it again.
 *
 * @param table qualified where it must be
 * @param key the columns of its primary key, e.g. {@code warehouse, item}; {@code ""}: it has none, or is gone
 * @param row their values, as {@code ROW(…)::text} has them; without a key where it was, as {@code ctid} has it
 */
public record NamedRow(String table, String key, String row) {

    @Override
    public String toString() {
        return key.isEmpty() ? table + " row at " + row : table + " (" + key + ") = " + row;
    }
}
