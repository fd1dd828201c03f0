package dev.gridlock.target.builtin.pool;

import java.sql.SQLException;

/** No connection of the pool became free in time. Its message is HikariCP's, with the counts. */
public final class PoolTimeoutException extends SQLException {
    private static final long serialVersionUID = 1L;

    private final long waitedNanos;

    PoolTimeoutException(SQLException cause, long waitedNanos) {
        super(cause.getMessage(), SqlFailure.POOL_TIMEOUT, cause);
        this.waitedNanos = waitedNanos;
    }

    public long waitedNanos() {
        return waitedNanos;
    }
}
