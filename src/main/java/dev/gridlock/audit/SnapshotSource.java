package dev.gridlock.audit;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.MachineException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** What a snapshot reads from PostgreSQL, within the transaction that the connection is in. */
final class SnapshotSource {

    // Arrays leave as {1,2} and enter as [1,2]; null is an empty field without quotes. A time beyond what a bigint of
    // microseconds holds, infinity included, is brought to its edge.
    private static final String TRUCKS = """
        SELECT id, version, translate(route::text, '{}', '[]') AS route, assignment_id,
            greatest(least(extract(epoch FROM assigned_at) * 1000000, 9e18), -9e18)::bigint AS assigned_us
        FROM public.trucks\
        """;

    private static final String SEGMENTS = "SELECT id, assigned_load FROM public.road_segments";

    private static final String CANDIDATES =
            "SELECT truck_id, n, translate(segments::text, '{}', '[]') AS segments FROM public.candidate_routes";

    private static final String SERVER_CLOCK = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    /**
     * The server's clock beside the run's.
     *
     * @param beforeNanos of the run, when it was asked
     * @param afterNanos of the run, when its answer was there
     * @param serverMicros what it said, microseconds since 1970
     */
    record Clocks(long beforeNanos, long afterNanos, long serverMicros) {}

    private final Connection postgres;
    private final RunClock clock;

    SnapshotSource(Connection postgres, RunClock clock) {
        this.postgres = postgres;
        this.clock = clock;
    }

    Clocks clocks() throws MachineException {
        try (Statement statement = postgres.createStatement()) {
            // The first statement of a transaction takes a round trip more.
            statement.execute("SELECT 1");
            long before = clock.nanos();
            try (ResultSet row = statement.executeQuery(SERVER_CLOCK)) {
                row.next();
                return new Clocks(before, clock.nanos(), row.getLong(1));
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    void trucks(Path file) throws MachineException, IOException {
        copy(TRUCKS, file);
    }

    void segments(Path file) throws MachineException, IOException {
        copy(SEGMENTS, file);
    }

    void candidates(Path file) throws MachineException, IOException {
        copy(CANDIDATES, file);
    }

    FixedColumns fixedColumns() throws MachineException {
        try {
            return FixedColumns.of(postgres);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** Writes what a query gives to a CSV file with a header. */
    void copy(String select, Path file) throws MachineException, IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            var _ = postgres.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (" + select + ") TO STDOUT (FORMAT csv, HEADER)", out);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    static MachineException unreadable(SQLException e) {
        return new MachineException(
                "cannot read PostgreSQL's rows for the audit: " + e.getMessage() + " (SQLSTATE " + e.getSQLState()
                        + "); look at PostgreSQL's log",
                e);
    }
}
