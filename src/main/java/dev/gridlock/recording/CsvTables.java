package dev.gridlock.recording;

import java.util.List;
import java.util.Optional;

/** Which table a CSV file belongs to: its own name's, or that of a family ({@code service-samples.csv}). */
final class CsvTables {

    /** Tables that are loaded from CSV files, in the order of docs/recording.md. */
    static final List<String> ALL = List.of(
            "requests",
            "acks",
            "operations",
            "errors",
            "calls",
            "acquires",
            "samples",
            "blocking",
            "deadlocks",
            "lock_waits",
            "changes",
            "lock_orders",
            "latent_deadlocks",
            "locks_taken",
            "locked_rows",
            "faults",
            "events",
            "counters");

    /** Several processes write these, each a file of its own. */
    private static final List<String> FAMILIES = List.of("samples", "events");

    /** Working files of the writers (the injector's plan): no table is for them, and they go with the CSV files. */
    private static final List<String> WORKING_FILES = List.of("plan.txt");

    private CsvTables() {}

    static boolean isWorkingFile(String fileName) {
        return WORKING_FILES.contains(fileName);
    }

    static Optional<String> of(String fileName) {
        if (!fileName.endsWith(".csv")) {
            return Optional.empty();
        }
        String name = fileName.substring(0, fileName.length() - ".csv".length());
        return ALL.stream()
                .filter(table -> name.equals(table) || (FAMILIES.contains(table) && name.endsWith(table)))
                .findFirst();
    }
}
