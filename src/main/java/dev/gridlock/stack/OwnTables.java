package dev.gridlock.stack;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which tables of a database are ours: those of the schema {@code public} that bear our mark, and still have the shape that they had
 * when they were marked. A name says nothing: somebody else's table may be called {@code trucks}.
 */
public final class OwnTables {

    /** Comment of a table, before its shape. */
    private static final String MARK = "made by Gridlock, which drops it at every run; shape ";

    private static final String TABLES = SqlResource.of("own-tables.sql");

    private static final String OBJECTS = SqlResource.of("user-objects.sql");

    private OwnTables() {}

    /**
     * A table of {@code public}.
     *
     * @param shape SHA-256 over its definition, lower-case hexadecimal
     */
    private record Table(long oid, String name, String comment, String shape) {

        boolean isOurs() {
            return comment.equals(MARK + shape);
        }

        /** Ours once, and no more; or never. */
        String whyNot() {
            return comment.startsWith(MARK)
                    ? "its columns, keys, triggers or rights were changed since Gridlock made it"
                    : "Gridlock did not make it";
        }
    }

    /**
     * Marks tables as ours, with the shape that they have now.
     *
     * @param connection whose {@code search_path} is {@code public}, as whoever made them
     */
    public static void mark(Connection connection, Set<String> names) throws SQLException {
        for (Table table : tables(connection)) {
            if (names.contains(table.name())) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(String.format(
                            Locale.ROOT,
                            "COMMENT ON TABLE public.%s IS '%s%s'",
                            statement.enquoteIdentifier(table.name(), false),
                            MARK,
                            table.shape()));
                }
            }
        }
    }

    /**
     * Checks that what is there of these names is ours, as it is about to be dropped. Changes nothing.
     *
     * @param connection whose {@code search_path} is {@code public}
     * @throws SQLException naming each that is not
     */
    public static void requireOurs(Connection connection, Set<String> names) throws SQLException {
        List<String> wrong = new ArrayList<>();
        for (Table table : tables(connection)) {
            if (names.contains(table.name()) && !table.isOurs()) {
                wrong.add("public." + table.name() + ": " + table.whyNot());
            }
        }
        if (!wrong.isEmpty()) {
            throw new SQLException("a table is not Gridlock's to drop; nothing was changed:\n  "
                    + String.join("\n  ", wrong) + "\n  is it yours? Give Gridlock a database of its own");
        }
    }

    /** Whether there is a table of this name that is ours. */
    static boolean has(Connection connection, String name) throws SQLException {
        for (Table table : tables(connection)) {
            if (table.name().equals(name) && table.isOurs()) {
                return true;
            }
        }
        return false;
    }

    /**
     * What is in a database and is not ours: tables, views, functions, types, schemas, extensions and so on, each with its kind.
     * Empty where there is nothing but what initdb made, and our tables.
     *
     * @param connection whose {@code search_path} is {@code public}, as superuser
     */
    static List<String> strangers(Connection connection) throws SQLException {
        Set<Long> ours = new HashSet<>();
        List<String> found = new ArrayList<>();
        for (Table table : tables(connection)) {
            if (table.isOurs()) {
                ours.add(table.oid());
            } else if (table.comment().startsWith(MARK)) {
                ours.add(table.oid());
                found.add("table " + table.name() + " (" + table.whyNot() + ")");
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(OBJECTS)) {
            while (rows.next()) {
                if (!(rows.getBoolean("is_relation") && ours.contains(rows.getLong("oid")))) {
                    found.add(rows.getString("description"));
                }
            }
        }
        return found;
    }

    private static List<Table> tables(Connection connection) throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                tables.add(new Table(
                        rows.getLong("oid"),
                        rows.getString("name"),
                        rows.getString("comment"),
                        rows.getString("shape")));
            }
        }
        return tables;
    }
}
