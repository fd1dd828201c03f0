package dev.gridlock.recording;

import dev.gridlock.process.MachineException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Loads one whole CSV file into its table. Column types are the table's (nothing is guessed from the data); the order of
 * the file's columns is free, their names are not.
 */
record CsvLoad(Connection connection, String table, CsvFile csv) {

    long run(String target) throws SQLException, MachineException {
        Map<String, String> types = columnTypes();
        requireColumns(types.keySet());
        long loaded;
        try (PreparedStatement insert = connection.prepareStatement(sql(types))) {
            insert.setString(1, target);
            loaded = insert.executeLargeUpdate();
        } catch (SQLException e) {
            throw new SQLException(csv.name() + ": " + e.getMessage(), e);
        }
        if (loaded != csv.records()) {
            throw new MachineException("expected " + csv.records() + " records of " + csv.path() + " in table " + table
                    + ", loaded " + loaded);
        }
        return loaded;
    }

    private Map<String, String> columnTypes() throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT column_name, data_type
                FROM duckdb_columns()
                WHERE table_name = ? AND column_name <> 'target' AND NOT internal
                ORDER BY column_index
                """)) {
            query.setString(1, table);
            try (ResultSet columns = query.executeQuery()) {
                while (columns.next()) {
                    types.put(columns.getString(1), columns.getString(2));
                }
            }
        }
        return types;
    }

    private void requireColumns(Set<String> expected) throws MachineException {
        if (!new TreeSet<>(csv.columns()).equals(new TreeSet<>(expected))
                || csv.columns().size() != expected.size()) {
            throw new MachineException("expected the columns " + String.join(",", expected) + "\n  found "
                    + String.join(",", csv.columns()) + "\n  in " + csv.path()
                    + "\n  docs/recording.md has the columns of each file");
        }
    }

    private String sql(Map<String, String> types) {
        String selected = csv.columns().stream()
                .map(column -> selected(column, type(types, column)))
                .collect(Collectors.joining(", "));
        String read = csv.columns().stream()
                .map(column ->
                        "'" + column + "': '" + (isList(type(types, column)) ? "VARCHAR" : type(types, column)) + "'")
                .collect(Collectors.joining(", "));
        return """
                INSERT INTO %s BY NAME
                SELECT ? AS target, %s
                FROM read_csv('%s', columns = {%s}, header = true, auto_detect = false,
                    delim = ',', quote = '"', escape = '"', nullstr = '')
                """.formatted(
                        table, selected, csv.path().toAbsolutePath().toString().replace("'", "''"), read);
    }

    private static String selected(String column, String type) {
        return isList(type) ? "string_split(" + column + ", ';')::" + type + " AS " + column : column;
    }

    private static String type(Map<String, String> types, String column) {
        return types.getOrDefault(column, "VARCHAR");
    }

    private static boolean isList(String type) {
        return type.endsWith("[]");
    }
}
