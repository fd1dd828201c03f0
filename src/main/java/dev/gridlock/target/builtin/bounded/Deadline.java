package dev.gridlock.target.builtin.bounded;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** When a call must have been answered. */
record Deadline(long nanoTime) {

    /** The client waits a little longer than the server works, so that the server has the first word. */
    private static final long GRACE_MILLIS = 1_000;

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** What is left; negative when it has passed. */
    Duration left() {
        return Duration.ofNanos(nanoTime - System.nanoTime());
    }

    /**
     * Lets no read of this connection wait much longer than the deadline, even where the network swallows the answer.
     * The pool resets it when the connection is given back.
     */
    void bound(Connection connection) throws SQLException {
        long millis = Math.max(0, left().toMillis()) + GRACE_MILLIS;
        connection.setNetworkTimeout(Runnable::run, (int) Math.min(Integer.MAX_VALUE, millis));
    }

    boolean hasPassed() {
        return nanoTime - System.nanoTime() <= 0;
    }
}
