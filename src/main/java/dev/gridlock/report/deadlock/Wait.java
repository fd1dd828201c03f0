package dev.gridlock.report.deadlock;

import java.util.regex.Pattern;

/**
 * One edge of a cycle: a backend that waits for a lock, and who is in its way.
 *
 * @param process the backend's process id
 * @param mode as PostgreSQL spells it, e.g. {@code ShareLock}
 * @param object as PostgreSQL spells it, e.g. {@code transaction 979}
 * @param statement what it was running; empty where the log did not say
 */
public record Wait(int process, String mode, String object, int blockedBy, String statement) {

    private static final Pattern NUMBERS = Pattern.compile("\\d+");
    private static final Pattern TUPLE = Pattern.compile("tuple \\(\\d+,\\d+\\) of relation \\d+ of database \\d+");

    /** What is waited for. */
    public enum Kind {
        /** The end of a transaction: of one that has written the row. */
        TRANSACTION,
        /** A place in the queue for a row: behind one who already waits for the transaction that has written it. */
        TUPLE,
        OTHER
    }

    public Kind kind() {
        if (object.startsWith("transaction ")) {
            return Kind.TRANSACTION;
        }
        return TUPLE.matcher(object).matches() ? Kind.TUPLE : Kind.OTHER;
    }

    /** The wait without what differs from one deadlock to the next. */
    String fingerprint() {
        String what = kind() == Kind.OTHER ? NUMBERS.matcher(object).replaceAll("#") : kind().name();
        return mode + " " + what + " " + statement.strip().replaceAll("\\s+", " ");
    }
}
