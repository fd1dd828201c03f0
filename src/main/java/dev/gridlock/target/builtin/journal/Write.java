package dev.gridlock.target.builtin.journal;

import java.util.Locale;

/** What the service knows of one write: {@code truck_write} and {@code segment_write} in the journal. */
public enum Write {
    NONE,
    COMMITTED,
    /** Sent, and the answer was lost. */
    UNKNOWN;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
