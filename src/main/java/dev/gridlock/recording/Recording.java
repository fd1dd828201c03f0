package dev.gridlock.recording;

import dev.gridlock.process.MachineException;
import dev.gridlock.recording.metric.Metrics;
import dev.gridlock.scenario.MetricCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code run.duckdb} in a run's folder: everything that the run saw, as tables, and the metrics as views over them (see
 * {@code docs/recording.md}). One process at a time may have it open for writing. Not thread-safe.
 */
public final class Recording implements AutoCloseable {

    /** Name of the database file in a run's folder. */
    public static final String FILE_NAME = "run.duckdb";

    private static final List<String> TABLES = List.of("tables.sql", "audit-tables.sql", "run-tables.sql");

    private final Path file;
    private final Connection connection;

    private Recording(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Makes a new recording in a run's folder, with all tables empty.
     *
     * @throws MachineException when it cannot be written, or there is one already
     */
    public static Recording create(Path runFolder) throws MachineException {
        Path file = runFolder.resolve(FILE_NAME);
        if (Files.exists(file)) {
            throw new MachineException("expected no recording yet, found " + file
                    + "\n  a run's folder is written once: give another --out, or open the recording with report");
        }
        try {
            Files.createDirectories(runFolder);
        } catch (IOException e) {
            throw DuckDbFailure.of("could not make the run's folder", file, e);
        }
        return connected(file, false);
    }

    /**
     * Opens a recording for writing, e.g. to load what a killed run left in {@code raw/}.
     *
     * @throws MachineException when there is none, it is in use, or it is damaged
     */
    public static Recording open(Path runFolder) throws MachineException {
        Path file = runFolder.resolve(FILE_NAME);
        if (!Files.isDirectory(runFolder.resolve("raw"))) {
            requireFile(file);
        }
        return connected(file, false);
    }

    /**
     * Opens a recording for reading only; others may read it at the same time.
     *
     * @throws MachineException when there is none, it is being written, or it is damaged
     */
    public static Recording openReadOnly(Path runFolder) throws MachineException {
        Path file = runFolder.resolve(FILE_NAME);
        requireFile(file);
        return connected(file, true);
    }

    /** What gates may name and ask of a recording. */
    public static MetricCatalogue catalogue() {
        return new MetricCatalogue(Metrics.definitions(), GateQueries::mistake);
    }

    /** The embedded database, for the audit and the report; autocommit, closed with this recording. */
    public Connection connection() {
        return connection;
    }

    /**
     * Loads the CSV files of one target and removes them: all of them or, when anything goes wrong, none. Loading a
     * target again replaces what its files were loaded as before.
     *
     * @param raw the target's folder, {@code RUN/raw/<target>}; one that is empty or gone changes nothing
     * @throws MachineException when a file does not have the columns of its table or the recording cannot be written
     */
    public ImportReport importTarget(String target, Path raw) throws MachineException {
        return new TargetImport(connection, file, target, raw).run();
    }

    /** Loads what a killed run left: every target's folder under {@code RUN/raw}, in the order of their names. */
    public List<ImportReport> importLeftovers() throws MachineException {
        Path raw = file.resolveSibling("raw");
        if (!Files.isDirectory(raw)) {
            return List.of();
        }
        List<Path> targets;
        try (Stream<Path> folders = Files.list(raw)) {
            targets = folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw DuckDbFailure.of("could not list " + raw, file, e);
        }
        List<ImportReport> reports = new ArrayList<>();
        for (Path folder : targets) {
            reports.add(importTarget(String.valueOf(folder.getFileName()), folder));
        }
        return reports;
    }

    /** Sets one fact about the run, replacing what the key held. */
    public void putRun(String key, String value) throws MachineException {
        update("INSERT OR REPLACE INTO run (key, value) VALUES (?, ?)", key, value);
    }

    /**
     * Sets what is known of a target, replacing an earlier statement; best before its load starts, so that a killed run
     * has it too.
     *
     * @param kind {@code naive} or {@code bounded}
     * @param position order of the targets, from 1
     * @param trucks in the load's plan
     * @param partial its recording is known not to be whole
     */
    public void putTarget(String target, String kind, int position, int trucks, boolean partial)
            throws MachineException {
        update(
                "INSERT OR REPLACE INTO targets (target, kind, position, trucks, partial) VALUES (?, ?, ?, ?, ?)",
                target,
                kind,
                position,
                trucks,
                partial);
    }

    /** Marks a target's recording as not whole, and says why in an event {@code partial}. */
    public void markPartial(String target, String why) throws MachineException {
        update("UPDATE targets SET partial = true WHERE target = ?", target);
        update("INSERT INTO events VALUES (?, NULL, 'recording', 'partial', ?)", target, why);
    }

    /** Whether the recording of any target is not whole. */
    public boolean isPartial() throws MachineException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(bool_or(partial), false) FROM targets")) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            throw DuckDbFailure.of("could not read the targets", file, e);
        }
    }

    /**
     * Writes everything into the one file and closes it.
     *
     * @throws MachineException when it could not be written (disk full)
     */
    @Override
    public void close() throws MachineException {
        try (connection) {
            if (!connection.isClosed() && !connection.isReadOnly()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("CHECKPOINT");
                }
            }
        } catch (SQLException e) {
            throw DuckDbFailure.of("could not close the recording", file, e);
        }
    }

    private static Recording connected(Path file, boolean readOnly) throws MachineException {
        Connection connection = DuckDb.connect(file, readOnly);
        if (!readOnly) {
            try (Statement statement = connection.createStatement()) {
                makeTables(statement);
            } catch (SQLException e) {
                DuckDb.closeQuietly(connection);
                throw DuckDbFailure.of("could not make the tables", file, e);
            }
        }
        return new Recording(file, connection);
    }

    /** All tables, macros and views. */
    static void makeTables(Statement statement) throws SQLException {
        for (String script : TABLES) {
            statement.execute(resource(script));
        }
        statement.execute(resource("views.sql"));
        statement.execute(Metrics.view());
    }

    private static void requireFile(Path file) throws MachineException {
        if (!Files.isRegularFile(file)) {
            throw new MachineException("expected a recording, found no file " + file
                    + "\n  give the folder of a run, such as reports/<scenario>/<time>-<id> or reports/latest");
        }
    }

    private void update(String sql, Object... values) throws MachineException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw DuckDbFailure.of("could not write the recording", file, e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Recording.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks its resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + name, e);
        }
    }
}
