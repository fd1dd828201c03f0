package dev.gridlock.stack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Connections of ours straight to PostgreSQL, whose settings no {@code ALTER ROLE … SET} of somebody else decides: names mean what
 * we mean by them, and no wait for a lock is without an end. PgBouncer lets no such options through.
 */
public final class PinnedConnection {

    /** SQLSTATE of a lock that was not had within the time. */
    public static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String CONNECT_SECONDS = "10";

    /** Nothing that we ask keeps a server silent for so long; one that was stopped is. */
    private static final String ANSWER_SECONDS = "60";

    private static final String OPTIONS = "-c search_path=public -c lock_timeout=5s -c statement_timeout=0"
            + " -c idle_in_transaction_session_timeout=0 -c default_transaction_read_only=off"
            + " -c default_transaction_isolation=read\\ committed";

    private PinnedConnection() {}

    /** Connects, past PgBouncer. */
    public static Connection to(DatabaseAddress address) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("user", address.user());
        settings.setProperty("password", address.password());
        settings.setProperty("connectTimeout", CONNECT_SECONDS);
        settings.setProperty("socketTimeout", ANSWER_SECONDS);
        settings.setProperty("options", OPTIONS);
        settings.setProperty("ApplicationName", DatabaseAddress.OBSERVER_NAME);
        return DriverManager.getConnection(address.jdbcUrl(), settings);
    }
}
