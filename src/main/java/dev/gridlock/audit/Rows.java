package dev.gridlock.audit;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.FileFailure;
import dev.gridlock.process.MachineException;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.stack.PinnedConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.stream.Stream;

/** PostgreSQL's rows, copied into the recording. */
public final class Rows {

    /** Which of the two snapshots; names the tables: {@code initial_segments}, {@code final_segments}, … */
    public enum Moment {
        INITIAL,
        FINAL
    }

    private Rows() {}

    /**
     * Copies the workload's tables as one transaction sees them ({@code REPEATABLE READ, READ ONLY}; it takes no lock that a
     * writer waits for): what a target writes as it is, all other columns as digests that the server computes. A snapshot of the
     * same target and moment is replaced.
     *
     * @param observer PostgreSQL itself, past every toxic
     * @param clock of the run, beside which the server's is read
     * @throws MachineException when the rows cannot be read
     * @throws SQLException when the recording cannot take them
     */
    public static void snapshot(
            DatabaseAddress observer, RunClock clock, Connection duckdb, String target, Moment moment)
            throws MachineException, SQLException {
        try (Connection postgres = connect(observer)) {
            snapshot(postgres, clock, duckdb, target, moment);
        }
    }

    /**
     * The same within a transaction of the caller's, such as the one that has just made the tables: nobody else can have changed
     * what it has not yet committed.
     */
    public static void snapshot(Connection postgres, RunClock clock, Connection duckdb, String target, Moment moment)
            throws MachineException, SQLException {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("gridlock-snapshot");
            new SnapshotCopy(new SnapshotSource(postgres, clock), duckdb, target, moment, folder).make();
        } catch (IOException e) {
            throw new MachineException(
                    "cannot keep the rows of PostgreSQL in a temporary file: " + FileFailure.said(e)
                            + "; is there room in " + System.getProperty("java.io.tmpdir") + "?",
                    e);
        } finally {
            if (folder != null) {
                delete(folder);
            }
        }
    }

    private static Connection connect(DatabaseAddress observer) throws MachineException {
        try {
            Connection postgres = PinnedConnection.to(observer);
            postgres.setAutoCommit(false);
            postgres.setReadOnly(true);
            postgres.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return postgres;
        } catch (SQLException e) {
            throw SnapshotSource.unreadable(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // The rows are read; a temporary file left behind is the operating system's to clean.
        }
    }
}
