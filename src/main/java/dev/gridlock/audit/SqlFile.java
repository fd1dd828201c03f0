package dev.gridlock.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** One {@code .sql} file beside this class; {@code getvariable('target')} in it is the target. */
record SqlFile(String name) {

    static List<SqlFile> of(String... names) {
        return Stream.of(names).map(SqlFile::new).toList();
    }

    /** Sets the DuckDB variable that all of them read. */
    static void setTarget(Connection duckdb, String target) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute("SET VARIABLE target = '" + target.replace("'", "''") + "'");
        }
    }

    /** Sets another variable that the files read. */
    static void set(Connection duckdb, String name, boolean value) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute("SET VARIABLE " + name + " = " + value);
        }
    }

    void run(Connection duckdb) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute(text());
        } catch (SQLException e) {
            throw new SQLException("audit step " + name + ".sql: " + e.getMessage(), e.getSQLState(), e);
        }
    }

    private String text() {
        try (InputStream file = SqlFile.class.getResourceAsStream(name + ".sql")) {
            if (file == null) {
                throw new IllegalStateException("not in this build: " + name + ".sql");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
