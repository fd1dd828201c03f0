package dev.gridlock.verdict;

import dev.gridlock.recording.Confinement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the query of a gate, so that it can change nothing, reads the recording alone and cannot go on for ever. */
final class QueryGate {

    private static final int DEADLINE_SECONDS = 60;
    private static final int LONGEST_VALUE = 120;

    private QueryGate() {}

    /**
     * What it said.
     *
     * @param holds its first column; empty: null, or the query gave no single row
     * @param found its other columns, or why there is no answer
     */
    record Answer(Optional<Boolean> holds, String found) {}

    /** @param target for the query's parameter {@code $target} */
    static Answer ask(Connection duckdb, String target, String sql) {
        try (Statement transaction = duckdb.createStatement()) {
            Confinement.of(duckdb);
            transaction.execute("BEGIN TRANSACTION READ ONLY");
            try (Statement query = duckdb.createStatement()) {
                query.setQueryTimeout(DEADLINE_SECONDS);
                query.execute("PREPARE gate AS " + sql);
                try (ResultSet rows = query.executeQuery("EXECUTE gate" + argument(duckdb, target, sql))) {
                    return answer(rows);
                }
            } finally {
                transaction.execute("ROLLBACK");
            }
        } catch (SQLException e) {
            return new Answer(
                    Optional.empty(),
                    "the query failed: " + String.valueOf(e.getMessage()).strip());
        }
    }

    /** The driver binds parameters by number only; DuckDB's own EXECUTE binds them by name. */
    private static String argument(Connection duckdb, String target, String sql) throws SQLException {
        try (PreparedStatement query = duckdb.prepareStatement(sql)) {
            return query.getParameterMetaData().getParameterCount() == 0
                    ? ""
                    : "(target := '" + target.replace("'", "''") + "')";
        }
    }

    private static Answer answer(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return new Answer(Optional.empty(), "the query gave no row");
        }
        ResultSetMetaData columns = rows.getMetaData();
        boolean holds = rows.getBoolean(1);
        boolean known = !rows.wasNull();
        List<String> evidence = new ArrayList<>();
        for (int n = 2; n <= columns.getColumnCount(); n++) {
            String value = String.valueOf(rows.getString(n));
            evidence.add(columns.getColumnLabel(n) + " is "
                    + (value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value));
        }
        if (rows.next()) {
            return new Answer(Optional.empty(), "the query gave more than one row");
        }
        String found = evidence.isEmpty()
                ? "the query says " + (known ? String.valueOf(holds) : "null")
                : String.join(", ", evidence);
        return new Answer(known ? Optional.of(holds) : Optional.empty(), found);
    }
}
