package dev.gridlock.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What the recording knows of the write-ahead log: whether it was read, and what its clock says in the run's. */
final class LogOfChanges {

    private static final String READ = """
            SELECT count(*) FROM events
            WHERE target = getvariable('target') AND source = 'changes' AND kind = 'read'
            """;

    /** The server's clock in the run's: where both snapshots were read. */
    private static final String OFFSET = """
            SELECT avg((before_ns + after_ns) / 2 - server_us * 1000) FROM snapshots WHERE target = getvariable('target')
            """;

    private LogOfChanges() {}

    /** Whether {@code changes} holds every committed change of the target that is set. */
    static boolean isRead(Connection duckdb) throws SQLException {
        return number(duckdb, READ) > 0;
    }

    /** Nanoseconds to add to a time of the server to have it on the run's clock. */
    static long offset(Connection duckdb) throws SQLException {
        return number(duckdb, OFFSET);
    }

    private static long number(Connection duckdb, String sql) throws SQLException {
        try (PreparedStatement query = duckdb.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
