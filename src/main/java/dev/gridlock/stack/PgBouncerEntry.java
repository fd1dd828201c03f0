package dev.gridlock.stack;

import dev.gridlock.scenario.PgBouncerSpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * PgBouncer's own entry of the run's database and of the application's user, which go before its general settings.
 *
 * @param spec what both are to be
 * @param proxyPort where the proxy "postgres" listens, as Toxiproxy says: that is where the entry is to lead
 */
record PgBouncerEntry(PgBouncerSpec spec, int proxyPort) {

    /** What says that an entry sets nothing of its own. PgBouncer before 1.21 shows null, later ones 0 too. */
    private static final Set<String> UNSET = Set.of("", "0");

    /** What is not as a run needs it, one sentence each. */
    List<String> differences(Connection console) throws SQLException {
        List<String> wrong = new ArrayList<>();
        Map<String, String> database = row(console, "SHOW DATABASES", Database.NAME);
        if (database.isEmpty()) {
            wrong.add("PgBouncer has no database \"" + Database.NAME + "\"; its [databases] is to say: " + Database.NAME
                    + " = host=... port=" + proxyPort + " dbname=" + Database.NAME + ", by the proxy \"postgres\"");
            return wrong;
        }
        String where = "PgBouncer's entry of the database " + Database.NAME + ": ";
        require(where, database, "database", Set.of(Database.NAME), wrong);
        require(where, database, "port", Set.of(Integer.toString(proxyPort)), wrong);
        require(where, database, "pool_size", Set.of(Integer.toString(spec.poolSize())), wrong);
        require(where, database, "pool_mode", Set.of("", mode()), wrong);
        require(where, database, "force_user", Set.of(""), wrong);
        for (String unset : List.of(
                "min_pool_size", "reserve_pool", "reserve_pool_size", "max_connections", "paused", "disabled")) {
            require(where, database, unset, UNSET, wrong);
        }
        Map<String, String> user = row(console, "SHOW USERS", Database.APPLICATION);
        String whose = "PgBouncer's entry of the user " + Database.APPLICATION + ": ";
        require(whose, user, "pool_mode", Set.of("", mode()), wrong);
        return wrong;
    }

    private String mode() {
        return spec.poolMode().name().toLowerCase(Locale.ROOT);
    }

    /** A column that this PgBouncer does not show is as it is to be. */
    private static void require(
            String where, Map<String, String> row, String column, Set<String> allowed, List<String> wrong) {
        String found = row.get(column);
        if (found != null && !allowed.contains(found)) {
            String expected = allowed.stream()
                    .filter(value -> !value.isEmpty())
                    .findFirst()
                    .orElse("none");
            wrong.add(where + column + ": expected " + expected + ", found " + found
                    + "\n    take it out of pgbouncer.ini, and RELOAD on PgBouncer's console");
        }
    }

    /** The row of this name, null as an empty text; empty where there is none. */
    private static Map<String, String> row(Connection console, String show, String name) throws SQLException {
        try (Statement statement = console.createStatement();
                ResultSet rows = statement.executeQuery(show)) {
            ResultSetMetaData columns = rows.getMetaData();
            while (rows.next()) {
                if (name.equals(rows.getString("name"))) {
                    Map<String, String> row = new HashMap<>();
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        String value = rows.getString(i);
                        row.put(columns.getColumnName(i), value == null ? "" : value);
                    }
                    return row;
                }
            }
            return Map.of();
        }
    }
}
