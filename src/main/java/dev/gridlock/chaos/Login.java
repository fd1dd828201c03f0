package dev.gridlock.chaos;

import dev.gridlock.stack.DatabaseAddress;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** Whether a database lets anybody in: one that has just been started answers the first bytes before it does. */
final class Login {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    private Login() {}

    /** Waits for it; the probe that follows says when it was in vain. */
    static void await(DatabaseAddress address) throws InterruptedException {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!succeeds(address) && System.nanoTime() < end) {
            Thread.sleep(BETWEEN_TRIES);
        }
    }

    private static boolean succeeds(DatabaseAddress address) {
        try {
            DriverManager.getConnection(
                            address.jdbcUrl() + "&connectTimeout=2&socketTimeout=5", address.user(), address.password())
                    .close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
