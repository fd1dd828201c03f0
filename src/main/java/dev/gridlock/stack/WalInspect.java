package dev.gridlock.stack;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** The extension that shows the write-ahead log, in the database {@code postgres} of a server. */
final class WalInspect {

    private WalInspect() {}

    /** Where the log can be read, when somebody has made the extension there; on a server that is not ours nobody else does. */
    static Optional<DatabaseAddress> find(DatabaseAddress superuser) {
        DatabaseAddress postgres = superuser.in("postgres");
        try (Connection connection = PinnedConnection.to(postgres);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT FROM pg_extension WHERE extname = 'pg_walinspect'")) {
            return row.next() ? Optional.of(postgres) : Optional.empty();
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    /** Where the log of the whole server can be read; empty where the server does not have it (before PostgreSQL 15). */
    static Optional<DatabaseAddress> install(DatabaseAddress superuser) {
        DatabaseAddress postgres = superuser.in("postgres");
        try (Connection connection = PinnedConnection.to(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS pg_walinspect");
            return Optional.of(postgres);
        } catch (SQLException e) {
            return Optional.empty();
        }
    }
}
