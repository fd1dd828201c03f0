package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.PostgresSpec;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * The run's database on a server: {@code fleet}, made by us and marked as ours.
 *
 * @param observer as superuser
 * @param application as the service, directly
 * @param version the server's own, e.g. {@code 18.6}
 */
record Database(DatabaseAddress observer, DatabaseAddress application, String version) {

    private static final String NAME = "fleet";
    private static final String APPLICATION = "application";

    /** Comment of the database, by which one that we made is known. */
    private static final String MARK = "made by Gridlock, which drops its tables at every run";

    /** Takes no locks. */
    private static final String OTHERS = """
            SELECT string_agg(datname, ', ' ORDER BY datname)
            FROM pg_database
            WHERE NOT datistemplate AND datname NOT IN ('postgres', current_user, ?)
            """;

    /** Takes no locks. Null where the database is not there. */
    private static final String COMMENT = """
            SELECT coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database WHERE datname = ?
            """;

    /** What initdb did not make. Takes no locks. */
    private static final String TABLES = """
            SELECT string_agg(c.oid::regclass::text, ', ' ORDER BY c.oid)
            FROM pg_class AS c
            WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
            """;

    /** Takes no locks that wait. */
    private static final String FILLED = "SELECT to_regclass('trucks')::text";

    /** As this connection sees it. Takes no locks. */
    private static final String SETTING = "SELECT setting FROM pg_settings WHERE name = ?";

    /**
     * Makes the database and the application's user, or has them as they are to be where they are there already.
     *
     * @param superuser of the server, in its database {@code postgres}
     * @param applicationPassword that the application's user has from now on
     * @throws MachineException when the server holds what is not ours: then nothing was changed
     */
    static Database prepare(DatabaseAddress superuser, String applicationPassword) throws MachineException {
        DatabaseAddress observer = in(superuser, superuser.user(), superuser.password());
        DatabaseAddress application = application(superuser, applicationPassword);
        try {
            boolean isThere = requireOurs(superuser);
            try (Connection connection = connect(superuser);
                    Statement statement = connection.createStatement()) {
                String password = connection.unwrap(PGConnection.class).escapeLiteral(applicationPassword);
                boolean hasRole = asked(connection, "SELECT rolname FROM pg_roles WHERE rolname = ?", APPLICATION)
                        .isPresent();
                statement.execute((hasRole ? "ALTER" : "CREATE") + " ROLE " + APPLICATION
                        + " LOGIN NOSUPERUSER PASSWORD '" + password + "'");
                if (!isThere) {
                    statement.execute("CREATE DATABASE " + NAME);
                }
                statement.execute("COMMENT ON DATABASE " + NAME + " IS '" + MARK + "'");
            }
            try (Connection connection = connect(observer);
                    Statement statement = connection.createStatement()) {
                // The observer makes the tables, anew for each target; the service may read and write rows, no more.
                statement.execute("ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE ON TABLES TO " + APPLICATION);
                statement.execute("ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO " + APPLICATION);
            }
            try (Connection connection = connect(application)) {
                return new Database(
                        observer,
                        application,
                        asked(connection, SETTING, "server_version").orElse(""));
            }
        } catch (SQLException e) {
            throw new MachineException("PostgreSQL on " + observer + " could not be prepared: " + e, e);
        }
    }

    /** Whether it is there, ours, and has a fleet. */
    static boolean isFilled(DatabaseAddress superuser) throws SQLException {
        try (Connection connection = connect(superuser)) {
            if (!asked(connection, COMMENT, NAME).equals(Optional.of(MARK))) {
                return false;
            }
        }
        try (Connection connection = connect(in(superuser, superuser.user(), superuser.password()))) {
            return asked(connection, FILLED).isPresent();
        }
    }

    /**
     * Checks the settings that the run relies on, as the application sees them: they can be changed for one database or one
     * user.
     *
     * @throws MachineException naming each that is not in force
     */
    Database with(PostgresSpec spec) throws MachineException {
        try (Connection connection = connect(application)) {
            requireSettings(connection, RequiredSetting.of(spec));
            return this;
        } catch (SQLException e) {
            throw new MachineException("PostgreSQL's settings could not be read as " + application + ": " + e, e);
        }
    }

    /** The application's address on a server, directly. */
    static DatabaseAddress application(DatabaseAddress server, String password) {
        return in(server, APPLICATION, password);
    }

    /**
     * Checks that nothing on a server can be somebody's: a run drops tables and ends connections, and counts what the whole
     * server does.
     *
     * @return whether the database is there
     * @throws MachineException naming what is not ours
     */
    private static boolean requireOurs(DatabaseAddress superuser) throws MachineException, SQLException {
        try (Connection connection = connect(superuser)) {
            Optional<String> others = asked(connection, OTHERS, NAME);
            if (others.isPresent()) {
                throw notOurs(superuser, "it has the databases " + others.get());
            }
            Optional<String> comment = asked(connection, COMMENT, NAME);
            if (comment.isEmpty() || comment.get().equals(MARK)) {
                return comment.isPresent();
            }
        }
        try (Connection connection = connect(in(superuser, superuser.user(), superuser.password()))) {
            Optional<String> tables = asked(connection, TABLES);
            if (tables.isPresent()) {
                throw notOurs(
                        superuser, "its database " + NAME + " was not made by Gridlock, and holds " + tables.get());
            }
            return true;
        }
    }

    private static MachineException notOurs(DatabaseAddress server, String why) {
        return new MachineException("the PostgreSQL at " + server.host() + ":" + server.port() + " is not Gridlock's: "
                + why + "\n  nothing was changed. A run drops tables, ends connections and counts what the whole server"
                + " does: give it a server of its own (docker compose up -d)");
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    private static DatabaseAddress in(DatabaseAddress server, String user, String password) {
        return new DatabaseAddress(server.host(), server.port(), NAME, user, password);
    }

    /**
     * Asks the server.
     *
     * @throws MachineException naming each setting that is not as expected
     */
    static void requireSettings(Connection connection, List<RequiredSetting> expected)
            throws MachineException, SQLException {
        List<String> wrong = differences(connection, expected);
        if (!wrong.isEmpty()) {
            throw new MachineException("PostgreSQL does not run with the settings that the figures rely on:\n  "
                    + String.join("\n  ", wrong));
        }
    }

    /** What is not as expected, one sentence each. */
    static List<String> differences(Connection connection, List<RequiredSetting> expected) throws SQLException {
        List<String> wrong = new ArrayList<>();
        for (RequiredSetting setting : expected) {
            setting.difference(asked(connection, SETTING, setting.name()).orElse(""))
                    .ifPresent(wrong::add);
        }
        return wrong;
    }

    /** The first column of the first row; empty where there is none, or null. */
    private static Optional<String> asked(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }
}
