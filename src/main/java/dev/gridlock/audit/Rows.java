package dev.gridlock.audit;

import dev.gridlock.process.MachineException;
import dev.gridlock.stack.DatabaseAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** PostgreSQL's rows, copied into the recording. */
public final class Rows {

    /** Which of the two snapshots; names the tables: {@code initial_segments}, {@code final_segments}, … */
    public enum Moment {
        INITIAL,
        FINAL
    }

    // Arrays leave as {1,2} and enter as [1,2]; null is an empty field without quotes.
    private static final String TRUCKS = """
        COPY (
            SELECT id, version, translate(route::text, '{}', '[]') AS route, assignment_id
            FROM trucks
        ) TO STDOUT (FORMAT csv, HEADER)
        """;

    private static final String SEGMENTS = """
        COPY (
            SELECT id, assigned_load
            FROM road_segments
        ) TO STDOUT (FORMAT csv, HEADER)
        """;

    private Rows() {}

    /**
     * Copies {@code road_segments} and {@code trucks} as one transaction sees them ({@code REPEATABLE READ, READ ONLY}; it
     * takes no lock that a writer waits for). A snapshot of the same target and moment is replaced.
     *
     * @param observer PostgreSQL itself, past every toxic
     * @throws MachineException when the rows cannot be read
     * @throws SQLException when the recording cannot take them
     */
    public static void snapshot(DatabaseAddress observer, Connection duckdb, String target, Moment moment)
            throws MachineException, SQLException {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("gridlock-snapshot");
            Path trucks = folder.resolve("trucks.csv");
            Path segments = folder.resolve("segments.csv");
            copyOut(observer, trucks, segments);
            copyIn(duckdb, target, moment.name().toLowerCase(Locale.ROOT), trucks, segments);
        } catch (IOException e) {
            throw new MachineException(
                    "cannot keep the rows of " + observer + " in a temporary file: " + e.getMessage()
                            + "; is there room in " + System.getProperty("java.io.tmpdir") + "?",
                    e);
        } finally {
            delete(folder);
        }
    }

    private static void copyOut(DatabaseAddress observer, Path trucks, Path segments)
            throws MachineException, IOException {
        try (Connection postgres =
                DriverManager.getConnection(observer.jdbcUrl(), observer.user(), observer.password())) {
            postgres.setAutoCommit(false);
            postgres.setReadOnly(true);
            postgres.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            copyOut(postgres, SEGMENTS, segments);
            copyOut(postgres, TRUCKS, trucks);
            postgres.commit();
        } catch (SQLException e) {
            throw new MachineException(
                    "cannot read the rows of " + observer + " for the audit: " + e.getMessage() + " (SQLSTATE "
                            + e.getSQLState() + "); look at PostgreSQL's log",
                    e);
        }
    }

    private static void copyOut(Connection postgres, String copy, Path file) throws SQLException, IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            var _ = postgres.unwrap(PGConnection.class).getCopyAPI().copyOut(copy, out);
        }
    }

    private static void copyIn(Connection duckdb, String target, String moment, Path trucks, Path segments)
            throws SQLException {
        boolean autoCommit = duckdb.getAutoCommit();
        duckdb.setAutoCommit(false);
        try (Statement statement = duckdb.createStatement()) {
            SqlFile.setTarget(duckdb, target);
            new SqlFile("snapshot-tables").run(duckdb);
            for (String table : new String[] {moment + "_trucks", moment + "_segments"}) {
                statement.execute("DELETE FROM " + table + " WHERE target = getvariable('target')");
            }
            statement.execute("""
                INSERT INTO %s_trucks
                SELECT getvariable('target'), truck_id, version, route::INTEGER[], assignment_id
                FROM read_csv('%s', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
                    nullstr = '', allow_quoted_nulls = false,
                    columns = {truck_id: 'INTEGER', version: 'INTEGER', route: 'VARCHAR', assignment_id: 'VARCHAR'})
                """.formatted(moment, quoted(trucks)));
            statement.execute("""
                INSERT INTO %s_segments
                SELECT getvariable('target'), segment_id, assigned_load
                FROM read_csv('%s', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
                    columns = {segment_id: 'INTEGER', assigned_load: 'BIGINT'})
                """.formatted(moment, quoted(segments)));
            duckdb.commit();
        } catch (SQLException e) {
            duckdb.rollback();
            throw e;
        } finally {
            duckdb.setAutoCommit(autoCommit);
        }
    }

    private static String quoted(Path file) {
        return file.toString().replace("'", "''");
    }

    private static void delete(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // The rows are read; a temporary file left behind is the operating system's to clean.
        }
    }
}
