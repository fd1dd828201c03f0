package dev.gridlock.recording;

import dev.gridlock.stack.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Connections of the tests themselves. */
final class Connections {

    private Connections() {}

    static Connection to(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }
}
