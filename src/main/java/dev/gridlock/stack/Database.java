package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.PostgresSpec;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/**
 * The run's database on a started server.
 *
 * @param observer as superuser
 * @param application as the service, directly
 * @param version the server's own, e.g. {@code 18.6}
 */
record Database(DatabaseAddress observer, DatabaseAddress application, String version) {

    private static final String NAME = "fleet";
    private static final String APPLICATION = "application";

    /**
     * Makes the database and the application's user, and checks the settings that the run relies on.
     *
     * @param superuser of the started server, in its database {@code postgres}
     * @throws MachineException when one of them is not in force
     */
    static Database prepare(DatabaseAddress superuser, PostgresSpec spec) throws MachineException {
        DatabaseAddress observer = in(superuser, superuser.user(), superuser.password());
        DatabaseAddress application = in(superuser, APPLICATION, Passwords.next());
        try {
            try (Connection connection =
                            DriverManager.getConnection(superuser.jdbcUrl(), superuser.user(), superuser.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE ROLE " + APPLICATION + " LOGIN PASSWORD '" + application.password() + "'");
                statement.execute("CREATE DATABASE " + NAME);
            }
            try (Connection connection =
                            DriverManager.getConnection(observer.jdbcUrl(), observer.user(), observer.password());
                    Statement statement = connection.createStatement()) {
                // The observer makes the tables, anew for each target; the service may read and write rows, no more.
                statement.execute("ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE ON TABLES TO " + APPLICATION);
                statement.execute("ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO " + APPLICATION);
            }
            try (Connection connection =
                    DriverManager.getConnection(application.jdbcUrl(), application.user(), application.password())) {
                // As the application sees them: a setting can be changed for one database or one user.
                requireSettings(connection, expected(spec));
                return new Database(observer, application, show(connection, "server_version"));
            }
        } catch (SQLException e) {
            throw new MachineException("the new PostgreSQL on " + observer + " could not be prepared: " + e, e);
        }
    }

    private static DatabaseAddress in(DatabaseAddress server, String user, String password) {
        return new DatabaseAddress(server.host(), server.port(), NAME, user, password);
    }

    private static Map<String, String> expected(PostgresSpec spec) {
        Map<String, String> expected = new TreeMap<>(PostgresSettings.DURABILITY);
        expected.put("max_connections", Integer.toString(spec.maxConnections()));
        expected.put("log_destination", "jsonlog");
        expected.put("log_lock_waits", "on");
        return expected;
    }

    /**
     * Asks the server by {@code SHOW}.
     *
     * @throws MachineException naming each setting that is not as expected
     */
    static void requireSettings(Connection connection, Map<String, String> expected)
            throws MachineException, SQLException {
        StringBuilder wrong = new StringBuilder();
        for (Map.Entry<String, String> setting : expected.entrySet()) {
            String found = show(connection, setting.getKey());
            if (!found.equals(setting.getValue())) {
                wrong.append("\n  ")
                        .append(setting.getKey())
                        .append(": expected ")
                        .append(setting.getValue());
                wrong.append(", found ").append(found);
            }
        }
        if (!wrong.isEmpty()) {
            throw new MachineException("PostgreSQL does not run with the settings that the figures rely on:" + wrong);
        }
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + setting)) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
