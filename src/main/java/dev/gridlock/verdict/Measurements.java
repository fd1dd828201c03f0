package dev.gridlock.verdict;

import dev.gridlock.scenario.MetricCatalogue.Unit;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The view {@code metrics} of a recording. */
final class Measurements {

    /** A value in its metric's own unit. */
    record Measured(double value, Unit unit) {
        String forPeople() {
            return Quantity.text(value, unit);
        }
    }

    private record Key(String target, String metric) {}

    private final Map<Key, Measured> values;

    private Measurements(Map<Key, Measured> values) {
        this.values = values;
    }

    static Measurements read(Connection duckdb) throws SQLException {
        Map<Key, Measured> values = new HashMap<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery("SELECT target, name, unit, value FROM metrics")) {
            while (rows.next()) {
                double value = rows.getDouble(4);
                if (!rows.wasNull() && Double.isFinite(value)) {
                    Unit unit = Unit.valueOf(rows.getString(3).toUpperCase(Locale.ROOT));
                    values.put(new Key(rows.getString(1), rows.getString(2)), new Measured(value, unit));
                }
            }
        }
        return new Measurements(values);
    }

    /** Empty when it was not measured in this run. */
    Optional<Measured> of(String target, String metric) {
        return Optional.ofNullable(values.get(new Key(target, metric)));
    }
}
