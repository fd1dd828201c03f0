package dev.gridlock.recording;

import dev.gridlock.process.MachineException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Loads the CSV files of one target in one transaction, and removes them when it is committed. */
final class TargetImport {

    private final Connection connection;
    private final Path database;
    private final String target;
    private final RawFolder raw;
    private final Map<String, Long> rows = new TreeMap<>();
    private final List<String> torn = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    TargetImport(Connection connection, Path database, String target, Path raw) {
        this.connection = connection;
        this.database = database;
        this.target = target;
        this.raw = new RawFolder(raw);
    }

    ImportReport run() throws MachineException {
        try {
            raw.finishRemoval();
            List<Path> all = raw.files();
            List<Path> files = sortOut(all);
            ImportReport report = files.isEmpty() ? nothing() : load(files);
            if (!files.isEmpty()) {
                raw.remove(all.stream()
                        .filter(file -> !unknown.contains(String.valueOf(file.getFileName())))
                        .toList());
            }
            return report;
        } catch (IOException e) {
            throw DuckDbFailure.of("could not read or remove the CSV files of " + target, database, e);
        } catch (SQLException e) {
            throw DuckDbFailure.of("could not load the CSV files of " + target, database, e);
        }
    }

    private List<Path> sortOut(List<Path> files) {
        List<Path> known = new ArrayList<>();
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            if (CsvTables.of(name).isPresent()) {
                known.add(file);
            } else if (!CsvTables.isWorkingFile(name)) {
                unknown.add(name);
            }
        }
        return known;
    }

    private ImportReport nothing() {
        return new ImportReport(target, Map.of(), CsvTables.ALL, List.of(), unknown, true);
    }

    private ImportReport load(List<Path> files) throws SQLException, IOException, MachineException {
        connection.setAutoCommit(false);
        try {
            forget();
            for (Path file : files) {
                loadFile(file);
            }
            List<String> missing = CsvTables.ALL.stream()
                    .filter(table -> !rows.containsKey(table))
                    .toList();
            ImportReport report = new ImportReport(target, rows, missing, torn, unknown, isJournaled());
            note(report);
            connection.commit();
            // Into the one file before the CSV files go: what is only in the write-ahead log can still be lost.
            try (Statement statement = connection.createStatement()) {
                connection.setAutoCommit(true);
                statement.execute("CHECKPOINT");
            }
            return report;
        } catch (SQLException | IOException | MachineException | RuntimeException e) {
            rollBack(e);
            throw e;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    private void rollBack(Exception failure) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private void forget() throws SQLException {
        List<String> tables = new ArrayList<>(CsvTables.ALL);
        tables.add("imports");
        for (String table : tables) {
            update("DELETE FROM " + table + " WHERE target = ?", target);
        }
    }

    private void loadFile(Path path) throws SQLException, IOException, MachineException {
        CsvFile csv = CsvFile.scan(path);
        String table = CsvTables.of(csv.name()).orElseThrow();
        if (csv.tornBytes() > 0 || csv.isHeadless()) {
            torn.add(csv.name());
        }
        if (csv.isHeadless()) {
            return;
        }
        csv.cut();
        long loaded = new CsvLoad(connection, table, csv).run(target);
        rows.merge(table, loaded, Long::sum);
        update("INSERT INTO imports VALUES (?, ?, ?, ?, ?)", target, table, csv.name(), loaded, csv.tornBytes());
    }

    /** A service that is not ours owes no journal. */
    private boolean isJournaled() throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT count(*) FROM targets WHERE target = ? AND kind = 'command'")) {
            query.setString(1, target);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getLong(1) == 0;
            }
        }
    }

    private void note(ImportReport report) throws SQLException {
        update(
                "INSERT INTO targets (target, partial) VALUES (?, ?) "
                        + "ON CONFLICT (target) DO UPDATE SET partial = targets.partial OR excluded.partial",
                target,
                report.isPartial());
        if (report.isPartial()) {
            event("partial", "torn last line dropped in " + torn + ", not there: " + report.missing());
        }
        if (!report.missing().isEmpty()) {
            event("not_recorded", "no file for " + String.join(", ", report.missing()));
        }
        if (!unknown.isEmpty()) {
            event("not_loaded", "no table for " + String.join(", ", unknown) + "; left in raw/");
        }
    }

    private void event(String kind, String message) throws SQLException {
        update("INSERT INTO events VALUES (?, NULL, 'recording', ?, ?)", target, kind, message);
    }

    private void update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
