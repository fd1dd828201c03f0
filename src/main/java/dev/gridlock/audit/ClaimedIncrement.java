package dev.gridlock.audit;

import org.jspecify.annotations.Nullable;

/** One increment as the service has it; times are nanoseconds since the run began. */
record ClaimedIncrement(
        int segment,
        long operation,
        long value,
        @Nullable String batch,
        long sentNanos,
        long writtenNanos,
        long readNanos) {

    /** What is written by one statement, or one transaction. */
    String unit() {
        return batch == null ? "of one " + operation : "batch " + batch;
    }
}
