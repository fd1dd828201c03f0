package dev.gridlock.witness;

/** The modes of PostgreSQL's row locks, the weakest first; see "Row-Level Locks" in its documentation. */
public enum LockMode {
    KEY_SHARE("FOR KEY SHARE"),
    SHARE("FOR SHARE"),
    NO_KEY_UPDATE("FOR NO KEY UPDATE"),
    UPDATE("FOR UPDATE");

    private final String sql;

    LockMode(String sql) {
        this.sql = sql;
    }

    /** As it is written after a {@code SELECT}. */
    public String sql() {
        return sql;
    }

    /** Whether a transaction that wants one waits for another that holds the other. */
    public boolean conflictsWith(LockMode other) {
        // SHARE and NO_KEY_UPDATE: each conflicts with the other, SHARE not with itself.
        return switch (this) {
            case KEY_SHARE -> other == UPDATE;
            case SHARE -> other == NO_KEY_UPDATE || other == UPDATE;
            case NO_KEY_UPDATE -> other != KEY_SHARE;
            case UPDATE -> true;
        };
    }

    /** Whether who holds this one has the other too. */
    boolean includes(LockMode other) {
        return compareTo(other) >= 0;
    }
}
