package dev.gridlock.recording;

import java.util.List;
import java.util.Map;

/**
 * What one target's CSV files were loaded as.
 *
 * @param target its name
 * @param rows rows loaded, by table; a table without a file is not in it
 * @param missing tables that no file was there for: not measured
 * @param torn files whose last line was torn and dropped
 * @param unknown files that no table is for; left where they were
 * @param journaled whether it is one that writes a journal
 */
public record ImportReport(
        String target,
        Map<String, Long> rows,
        List<String> missing,
        List<String> torn,
        List<String> unknown,
        boolean journaled) {

    /** Without it, and the journal of one that writes one, a target's audit has nothing to count. */
    private static final String REQUIRED = "requests";

    private static final String JOURNAL = "operations";

    public ImportReport {
        rows = Map.copyOf(rows);
        missing = List.copyOf(missing);
        torn = List.copyOf(torn);
        unknown = List.copyOf(unknown);
    }

    /** Whether the writers were killed: a torn line, or a file that every whole run has is not there. */
    public boolean isPartial() {
        return !torn.isEmpty() || missing.contains(REQUIRED) || (journaled && missing.contains(JOURNAL));
    }
}
