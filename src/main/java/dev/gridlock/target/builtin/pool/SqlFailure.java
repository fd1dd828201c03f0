package dev.gridlock.target.builtin.pool;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failed statement leaves open. */
public final class SqlFailure {

    /** Written where SQLSTATE stands: HikariCP has none of its own for a timed-out acquire. */
    public static final String POOL_TIMEOUT = "POOL_TIMEOUT";

    /** Serialization failure and deadlock: the transaction is rolled back as a whole and may be tried again. */
    private static final Set<String> RETRYABLE = Set.of("40001", "40P01");

    /** PgBouncer's refusals, all with SQLSTATE 08P01, of a statement that it never passed on (1.18, objects.c, janitor.c). */
    private static final List<String> NEVER_PASSED_ON =
            List.of("query_wait_timeout", "server login", "no more connections allowed");

    private SqlFailure() {}

    /** Whether a new try of the same transaction may work. */
    public static boolean retryable(SQLException e) {
        return e.getSQLState() != null && RETRYABLE.contains(e.getSQLState());
    }

    /**
     * Whether the statement (autocommit) or the commit is known not to have taken effect. A connection that breaks
     * after the statement was sent leaves it open: the server may have committed and only the answer was lost.
     */
    public static boolean knownNotCommitted(SQLException e) {
        String state = e.getSQLState();
        if (state == null) {
            return false;
        }
        if (state.equals(POOL_TIMEOUT) || state.equals("08003")) {
            return true;
        }
        String message = String.valueOf(e.getMessage());
        if (state.startsWith("08")) {
            return NEVER_PASSED_ON.stream().anyMatch(message::contains);
        }
        // 57P01…57P05: the backend was ended by an administrator or a crash, perhaps between commit and answer.
        return !state.startsWith("57P");
    }

    /** Whether the database could not be reached or gave no connection: nothing that the statement itself did. */
    public static boolean unavailable(SQLException e) {
        @Nullable String state = e.getSQLState();
        return state == null
                || state.equals(POOL_TIMEOUT)
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57");
    }
}
