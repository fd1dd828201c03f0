package dev.gridlock.report.figures;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Questions to the recording. Parameters are DuckDB's {@code $1}, {@code $2}, …, so that one may stand in several places. */
public record RecordingQuery(Connection duckdb) {

    /** Reads one row. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** All rows, in the order of the query. */
    public <T> List<T> rows(String sql, Reader<T> reader, Object... parameters) throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement statement = duckdb.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
        }
        return List.copyOf(found);
    }

    /** The first column of the first row; empty: no row, or null. */
    public OptionalDouble number(String sql, Object... parameters) throws SQLException {
        List<OptionalDouble> found = rows(
                sql,
                row -> {
                    double value = row.getDouble(1);
                    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
                },
                parameters);
        return found.isEmpty() ? OptionalDouble.empty() : found.getFirst();
    }

    /** A text column; {@code ""} for null. */
    public static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    /** A list column of whole numbers; empty for null. */
    public static List<Long> numbers(ResultSet row, int column) throws SQLException {
        java.sql.Array array = row.getArray(column);
        if (array == null) {
            return List.of();
        }
        List<Long> numbers = new ArrayList<>();
        for (Object element : (Object[]) array.getArray()) {
            if (element instanceof Number number) {
                numbers.add(number.longValue());
            }
        }
        return List.copyOf(numbers);
    }
}
