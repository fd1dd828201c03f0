package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import org.postgresql.PGConnection;

/**
 * Makes the run's database and the application's role on a server, as far as they are not there. First {@link #look} reads only; then
 * {@link #make} changes, and {@link #undo} takes back what it made, as long as nobody has used it.
 */
final class DatabaseSetup {

    private final DatabaseAddress superuser;
    private final DatabaseAddress observer;
    private final DatabaseAddress application;
    private final OwnServer found;

    /** What takes back each change, the last first. */
    private final Deque<String> undoing = new ArrayDeque<>();

    private DatabaseSetup(DatabaseAddress superuser, DatabaseAddress application, OwnServer found) {
        this.superuser = superuser;
        this.observer = superuser.in(Database.NAME);
        this.application = application;
        this.found = found;
    }

    /**
     * Looks whether the server is ours, and what of the database is there.
     *
     * @param superuser of the server, in its database {@code postgres}
     * @param password that the application's role has, or is to have
     * @throws MachineException when the server holds what is not ours, or its role another password
     */
    static DatabaseSetup look(DatabaseAddress superuser, String password) throws MachineException, SQLException {
        OwnServer found = OwnServer.look(superuser);
        DatabaseAddress application = Database.application(superuser, password);
        if (found.hasRole()) {
            requireLetIn(found.hasDatabase() ? application : application.in(superuser.database()));
        }
        return new DatabaseSetup(superuser, application, found);
    }

    /** Its password is not replaced: somebody gave it another one. */
    private static void requireLetIn(DatabaseAddress application) throws MachineException {
        try {
            ObserverConnection.to(application).close();
        } catch (SQLException e) {
            throw new MachineException(
                    "the role " + application.user() + ", which Gridlock made, is not let in as " + application + ": "
                            + e.getMessage() + "\n  nothing was changed. Its password is to be the stack's: ALTER ROLE "
                            + application.user() + " PASSWORD '...'",
                    e);
        }
    }

    OwnServer found() {
        return found;
    }

    /** Whether the application can log in before anything is made. */
    boolean isThere() {
        return found.hasRole() && found.hasDatabase();
    }

    /** Makes what is not there. */
    Database make() throws MachineException {
        try {
            try (Connection connection = PinnedConnection.to(superuser);
                    Statement statement = connection.createStatement()) {
                if (!found.hasRole()) {
                    makeRole(connection, statement);
                }
                if (!found.hasDatabase()) {
                    // template0: no session of another one is in its way.
                    statement.execute("CREATE DATABASE " + Database.NAME + " TEMPLATE template0");
                    // A server connection of PgBouncer may be in it by then.
                    undoing.push("DROP DATABASE " + Database.NAME + " WITH (FORCE)");
                }
                if (!found.isMarked()) {
                    statement.execute("COMMENT ON DATABASE " + Database.NAME + " IS '" + Database.MARK + "'");
                    if (found.hasDatabase()) {
                        undoing.push("COMMENT ON DATABASE " + Database.NAME + " IS NULL");
                    }
                }
            }
            grant();
            try (Connection connection = ObserverConnection.to(application);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SHOW server_version")) {
                row.next();
                return new Database(observer, application, row.getString(1));
            }
        } catch (SQLException e) {
            undo();
            throw new MachineException("PostgreSQL on " + observer + " could not be prepared: " + e, e);
        }
    }

    /** With its mark in one transaction: a role without it is nobody's of ours. */
    private void makeRole(Connection connection, Statement statement) throws SQLException {
        String password = connection.unwrap(PGConnection.class).escapeLiteral(application.password());
        statement.execute("BEGIN; CREATE ROLE " + Database.APPLICATION + " LOGIN NOSUPERUSER PASSWORD '" + password
                + "'; COMMENT ON ROLE " + Database.APPLICATION + " IS '" + Database.ROLE_MARK + "'; COMMIT");
        undoing.push("DROP ROLE " + Database.APPLICATION);
    }

    /** The observer makes the tables, anew for each target; the service may read and write rows, no more. */
    private void grant() throws SQLException {
        try (Connection connection = PinnedConnection.to(observer);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE ON TABLES TO " + Database.APPLICATION);
            statement.execute("ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO " + Database.APPLICATION);
        }
    }

    /** Takes back what was made; for a refusal that could not be known before. */
    void undo() {
        try {
            if (found.hasDatabase() && !undoing.isEmpty()) {
                revoke();
            }
            try (Connection connection = PinnedConnection.to(superuser);
                    Statement statement = connection.createStatement()) {
                while (!undoing.isEmpty()) {
                    statement.execute(undoing.pop());
                }
            }
        } catch (SQLException e) {
            System.err.println(
                    "gridlock: what was made on " + superuser + " could not be taken back: " + e.getMessage());
        }
    }

    private void revoke() throws SQLException {
        try (Connection connection = PinnedConnection.to(observer);
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DEFAULT PRIVILEGES REVOKE ALL ON TABLES FROM " + Database.APPLICATION);
            statement.execute("ALTER DEFAULT PRIVILEGES REVOKE ALL ON SEQUENCES FROM " + Database.APPLICATION);
        }
    }
}
