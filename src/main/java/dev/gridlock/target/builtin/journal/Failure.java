package dev.gridlock.target.builtin.journal;

import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong at a step.
 *
 * @param sqlState null: no error of the database
 * @param code the line of the service's own code that sent the statement, e.g.
 *     {@code RouteStatements.java:74, updateSegments}; null where no statement had been sent
 */
public record Failure(
        Step at,
        @Nullable String sqlState,
        @Nullable String message,
        @Nullable String code) {

    private static final String SERVICE = "dev.gridlock.target.";

    /** One that no exception of the driver tells of. */
    public static Failure of(Step at, String message) {
        return new Failure(at, null, message, null);
    }

    /** An error of the database, or of the pool: then no statement had been sent. */
    public static Failure of(Step at, SQLException e) {
        return new Failure(at, e.getSQLState(), e.getMessage(), at == Step.ACQUIRE ? null : code(e));
    }

    private static @Nullable String code(SQLException e) {
        return Arrays.stream(e.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(SERVICE))
                .findFirst()
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber() + ", " + frame.getMethodName())
                .orElse(null);
    }
}
