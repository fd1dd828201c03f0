package dev.gridlock.chaos;

import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.scenario.FaultSpec.Stream;
import dev.gridlock.stack.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/**
 * So many bytes in one direction on a new connection, of what the part behind the proxy has to offer.
 *
 * <p>PostgreSQL returns or takes one long text. PgBouncer's console has no such thing: it is asked for {@code SHOW
 * CONFIG} until enough has come, or sent commands with trailing blanks, which it ignores.
 */
final class Transfer {

    /** PgBouncer reads a console command as one packet of at most {@code pkt_buf} bytes, 4,096 by default. */
    private static final int CONSOLE_COMMAND = 2_000;

    private Transfer() {}

    /** Tries one; never throws for what the network or the server does. */
    static Trial through(DatabaseAddress address, ProxyName proxy, Stream stream, long bytes, Duration deadline) {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("connectTimeout", seconds(deadline));
        properties.setProperty("loginTimeout", seconds(deadline));
        properties.setProperty("socketTimeout", seconds(deadline));
        long began = System.nanoTime();
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), properties);
                Statement statement = connection.createStatement()) {
            began = System.nanoTime();
            long transferred = switch (proxy) {
                case POSTGRES -> postgres(statement, stream, (int) bytes);
                case PGBOUNCER -> console(statement, stream, bytes);
            };
            return new Trial(Trial.Ending.ANSWERED, Duration.ofNanos(System.nanoTime() - began), transferred);
        } catch (SQLException e) {
            return new Trial(Trial.Ending.REFUSED, Duration.ofNanos(System.nanoTime() - began), 0);
        }
    }

    private static long postgres(Statement statement, Stream stream, int bytes) throws SQLException {
        return switch (stream) {
            case DOWNSTREAM -> received(statement, "SELECT repeat('x', " + bytes + ")");
            case UPSTREAM -> {
                received(statement, "SELECT length('" + "x".repeat(bytes) + "')");
                yield bytes;
            }
        };
    }

    private static long console(Statement statement, Stream stream, long bytes) throws SQLException {
        long transferred = 0;
        while (transferred < bytes) {
            switch (stream) {
                case DOWNSTREAM -> transferred += received(statement, "SHOW CONFIG");
                case UPSTREAM -> {
                    received(statement, "SHOW VERSION" + " ".repeat(CONSOLE_COMMAND));
                    transferred += CONSOLE_COMMAND;
                }
            }
        }
        return transferred;
    }

    /** Bytes of the rows on the wire: 7 a row ({@code DataRow}, length, columns), 4 and the text a column. */
    private static long received(Statement statement, String sql) throws SQLException {
        long bytes = 0;
        try (ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                bytes += 7;
                for (int column = 1; column <= columns; column++) {
                    String value = rows.getString(column);
                    bytes += 4 + (value == null ? 0 : value.length());
                }
            }
        }
        return bytes;
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.toSeconds()));
    }
}
