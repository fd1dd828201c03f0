package dev.gridlock.stack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Connections of a stack to parts that may not answer: each wait has an end, and the recorder leaves them out. */
final class ObserverConnection {

    private static final String CONNECT_SECONDS = "5";
    private static final String ANSWER_SECONDS = "30";

    private ObserverConnection() {}

    static Connection to(DatabaseAddress address) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("user", address.user());
        settings.setProperty("password", address.password());
        settings.setProperty("connectTimeout", CONNECT_SECONDS);
        settings.setProperty("socketTimeout", ANSWER_SECONDS);
        settings.setProperty("ApplicationName", DatabaseAddress.OBSERVER_NAME);
        return DriverManager.getConnection(address.jdbcUrl(), settings);
    }
}
