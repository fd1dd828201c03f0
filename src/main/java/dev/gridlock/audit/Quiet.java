package dev.gridlock.audit;

import dev.gridlock.process.MachineException;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.stack.PinnedConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Waits until a target has stopped writing: rows read before that would say nothing final. */
public final class Quiet {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

    /** Between an operation's end and its next statement neither side shows it, so one look is not enough. */
    private static final int LOOKS_IN_A_ROW = 2;

    // A backend of PgBouncer's pool that serves nobody is `idle`; anything else is a statement or an open transaction.
    private static final String BUSY_BACKENDS = """
        SELECT
            pid,
            state,
            coalesce(wait_event_type || '.' || wait_event, 'running') AS waits,
            extract(epoch FROM clock_timestamp() - coalesce(xact_start, query_start)) AS seconds,
            left(regexp_replace(query, '\\s+', ' ', 'g'), 80) AS query
        FROM pg_stat_activity
        WHERE usename = ? AND backend_type = 'client backend' AND state <> 'idle'
        ORDER BY 4 DESC NULLS LAST
        """;

    private Quiet() {}

    /**
     * Waits for no operation in flight and no backend of the application at work, seen twice in a row.
     *
     * @param inFlight operations in flight as the service says ({@code GET /health}); empty when the service no longer
     *     answers (it was killed), and then only the database is looked at
     * @param observer PostgreSQL itself, past every toxic
     * @param applicationUser database user of the service
     * @throws MachineException when PostgreSQL cannot be asked
     */
    public static QuietOutcome await(
            Supplier<OptionalLong> inFlight, DatabaseAddress observer, String applicationUser, Duration deadline)
            throws MachineException, InterruptedException {
        long began = System.nanoTime();
        try (Connection postgres = PinnedConnection.to(observer);
                PreparedStatement backends = postgres.prepareStatement(BUSY_BACKENDS)) {
            backends.setString(1, applicationUser);
            int quietLooks = 0;
            while (true) {
                // The service first: what it has just finished can still be seen in the database, not the reverse.
                OptionalLong operations = inFlight.get();
                List<String> busy = busy(backends);
                Duration waited = Duration.ofNanos(System.nanoTime() - began);
                quietLooks = operations.orElse(0) == 0 && busy.isEmpty() ? quietLooks + 1 : 0;
                if (quietLooks == LOOKS_IN_A_ROW) {
                    return new QuietOutcome.Quiet(waited);
                }
                if (waited.compareTo(deadline) >= 0) {
                    return new QuietOutcome.Busy(waited, operations, busy);
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (SQLException e) {
            throw new MachineException(
                    "cannot ask " + observer + " whether " + applicationUser + " is still at work: " + e.getMessage()
                            + "; look at PostgreSQL's log",
                    e);
        }
    }

    private static List<String> busy(PreparedStatement backends) throws SQLException {
        List<String> busy = new ArrayList<>();
        try (ResultSet rows = backends.executeQuery()) {
            while (rows.next()) {
                busy.add(String.format(
                        Locale.ROOT,
                        "backend %d, %s for %.1f s (%s): %s",
                        rows.getLong("pid"),
                        rows.getString("state"),
                        rows.getDouble("seconds"),
                        rows.getString("waits"),
                        rows.getString("query")));
            }
        }
        return busy;
    }
}
