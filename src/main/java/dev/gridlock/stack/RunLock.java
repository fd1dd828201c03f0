package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * One at a time on a stack that others can reach: an advisory lock of PostgreSQL, held by a connection of its own, so that
 * the server frees it however its holder ends.
 */
final class RunLock implements AutoCloseable {

    /** The eight bytes "gridlock". */
    private static final long KEY = 0x677269646c6f636bL;

    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** Advisory locks are of one database: of {@code postgres}, as ours may not be there yet. */
    private static final String TAKE = "SELECT pg_try_advisory_lock(?)";

    /** Takes no locks. A key of eight bytes is two columns; objsubid tells it from a pair of keys. */
    private static final String HOLDER = """
            SELECT 'since ' || date_trunc('second', a.backend_start)
                || coalesce(', from ' || host(a.client_addr), '')
                || ' (backend ' || a.pid || ')'
            FROM pg_locks AS l
            JOIN pg_stat_activity AS a USING (pid)
            WHERE l.locktype = 'advisory'
              AND l.granted
              AND l.objsubid = 1
              AND (l.classid::bigint << 32 | l.objid::bigint) = ?
            """;

    private final Connection connection;

    private RunLock(Connection connection) {
        this.connection = connection;
    }

    /** Takes it; empty while another has it. */
    static Optional<RunLock> tryTake(DatabaseAddress superuser) throws SQLException {
        Connection connection = ObserverConnection.to(superuser);
        try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setLong(1, KEY);
            try (ResultSet row = take.executeQuery()) {
                if (row.next() && row.getBoolean(1)) {
                    return Optional.of(new RunLock(connection));
                }
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        connection.close();
        return Optional.empty();
    }

    /**
     * Takes it.
     *
     * @throws MachineException while another has it
     */
    static RunLock take(DatabaseAddress superuser) throws MachineException, SQLException {
        Optional<RunLock> taken = tryTake(superuser);
        if (taken.isEmpty()) {
            throw new MachineException("another run uses the stack at " + superuser.host() + ":" + superuser.port()
                    + ", " + holder(superuser) + "\n  nothing was changed; start again when it has ended");
        }
        return taken.get();
    }

    private static String holder(DatabaseAddress superuser) throws SQLException {
        try (Connection connection = ObserverConnection.to(superuser);
                PreparedStatement query = connection.prepareStatement(HOLDER)) {
            query.setLong(1, KEY);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : "which is ending just now";
            }
        }
    }

    /** Whether the server still answers on the connection that holds it. */
    boolean isHeld() {
        try {
            return connection.isValid((int) ANSWER.toSeconds());
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // the server is gone, and the lock with it
        }
    }
}
