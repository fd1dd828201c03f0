package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.PostgresSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The run's database on a server: {@code fleet}, made by us and marked as ours.
 *
 * @param observer as superuser
 * @param application as the service, directly
 * @param version the server's own, e.g. {@code 18.6}
 */
record Database(DatabaseAddress observer, DatabaseAddress application, String version) {

    static final String NAME = "fleet";
    static final String APPLICATION = "application";

    /** Comment of the database, by which one that we made is known. */
    static final String MARK = "made by Gridlock, which drops its tables at every run";

    /** Comment of the application's role, by which one that we made is known. */
    static final String ROLE_MARK = "made by Gridlock for the services of its runs";

    /** As this connection sees it. Takes no locks. */
    private static final String SETTING = "SELECT setting FROM pg_settings WHERE name = ?";

    /**
     * Makes the database and the application's role where they are not there.
     *
     * @param superuser of the server, in its database {@code postgres}
     * @param applicationPassword that the application's user has from now on
     * @throws MachineException when the server holds what is not ours: then nothing was changed
     */
    static Database prepare(DatabaseAddress superuser, String applicationPassword) throws MachineException {
        try {
            return DatabaseSetup.look(superuser, applicationPassword).make();
        } catch (SQLException e) {
            throw new MachineException("PostgreSQL on " + superuser + " could not be prepared: " + e, e);
        }
    }

    /**
     * Checks the settings that the run relies on, as the application sees them: they can be changed for one database or one
     * user.
     *
     * @throws MachineException naming each that is not in force
     */
    Database with(PostgresSpec spec) throws MachineException {
        try (Connection connection = ObserverConnection.to(application)) {
            requireSettings(connection, RequiredSetting.of(spec));
            return this;
        } catch (SQLException e) {
            throw new MachineException("PostgreSQL's settings could not be read as " + application + ": " + e, e);
        }
    }

    /** The application's address on a server, directly. */
    static DatabaseAddress application(DatabaseAddress server, String password) {
        return new DatabaseAddress(server.host(), server.port(), NAME, APPLICATION, password);
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
