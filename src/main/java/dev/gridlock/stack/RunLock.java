package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One at a time on a stack that others can reach: an advisory lock of PostgreSQL, held by a connection of its own, so that
 * the server frees it however its holder ends.
 */
final class RunLock implements AutoCloseable {

    /** The eight bytes "gridlock". */
    private static final long KEY = 0x677269646c6f636bL;

    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** {@code application_name} of a target of the stack that holds it while it loads the fleet, which ends by itself. */
    private static final String LOADING_TARGET = "gridlock-target";

    /** 50,000 trucks are loaded in seconds; a machine that starts a whole stack at the same time is slow. */
    private static final Duration LOADING = Duration.ofMinutes(2);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    /** Advisory locks are of one database: of {@code postgres}, as ours may not be there yet. */
    private static final String TAKE = "SELECT pg_try_advisory_lock(?)";

    /** Takes no locks. */
    private static final String NAME = "SELECT set_config('application_name', ?, false)";

    /** Takes no locks. A key of eight bytes is two columns; objsubid tells it from a pair of keys. */
    private static final String HOLDER = """
            SELECT 'since ' || date_trunc('second', a.backend_start)
                || coalesce(', from ' || host(a.client_addr), '')
                || ' (backend ' || a.pid || ')',
                a.application_name = ?
            FROM pg_locks AS l
            JOIN pg_stat_activity AS a USING (pid)
            WHERE l.locktype = 'advisory'
              AND l.granted
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND l.objsubid = 1
              AND (l.classid::bigint << 32 | l.objid::bigint) = ?
            """;

    private final Connection connection;

    private RunLock(Connection connection) {
        this.connection = connection;
    }

    /** Who has it: in words, and whether a target that loads its fleet. */
    private record Holder(String text, boolean loads) {}

    /** Takes it for a target that loads the fleet; empty while another has it. */
    static Optional<RunLock> tryTakeToLoad(DatabaseAddress superuser) throws SQLException {
        return tryTake(superuser, LOADING_TARGET);
    }

    /**
     * Takes it for a run. Waits for a target that loads the fleet: just after {@code docker compose up -d} one does.
     *
     * @param progress is told what is waited for
     * @throws MachineException while another run has it, or a target for longer than two minutes
     */
    static RunLock take(DatabaseAddress superuser, Consumer<String> progress)
            throws MachineException, InterruptedException, SQLException {
        long end = System.nanoTime() + LOADING.toNanos();
        boolean told = false;
        while (true) {
            Optional<RunLock> taken = tryTake(superuser, DatabaseAddress.OBSERVER_NAME);
            if (taken.isPresent()) {
                return taken.get();
            }
            Optional<Holder> holder = holder(superuser);
            boolean ends = holder.isEmpty() || holder.get().loads();
            String who = holder.map(Holder::text).orElse("which is ending just now");
            if (!ends || System.nanoTime() > end) {
                throw new MachineException((ends ? "a target of the stack" : "another run uses the stack") + " at "
                        + superuser.host() + ":"
                        + superuser.port() + (ends ? " has been loading its fleet for two minutes, " : ", ") + who
                        + "\n  nothing was changed; start again when it has ended");
            }
            if (!told) {
                progress.accept("waiting for a target of the stack that loads its fleet, " + who);
                told = true;
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES.toMillis());
        }
    }

    private static Optional<RunLock> tryTake(DatabaseAddress superuser, String as) throws SQLException {
        Connection connection = ObserverConnection.to(superuser);
        try (PreparedStatement name = connection.prepareStatement(NAME);
                PreparedStatement take = connection.prepareStatement(TAKE)) {
            name.setString(1, as);
            name.execute();
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

    /** Empty: it was freed meanwhile. */
    private static Optional<Holder> holder(DatabaseAddress superuser) throws SQLException {
        try (Connection connection = ObserverConnection.to(superuser);
                PreparedStatement query = connection.prepareStatement(HOLDER)) {
            query.setString(1, LOADING_TARGET);
            query.setLong(2, KEY);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(new Holder(row.getString(1), row.getBoolean(2))) : Optional.empty();
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
