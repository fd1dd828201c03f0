package dev.gridlock.target.builtin.journal;

import java.util.Locale;

/** Where an operation was when it failed: {@code failed_at} in the journal. */
public enum Step {
    ACQUIRE,
    SELECT,
    TRUCK,
    SEGMENTS,
    COMMIT,
    /** The call's deadline passed before or while it worked. */
    DEADLINE,
    /** Its batch was never begun, because another batch of the call had failed. */
    DROPPED;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
