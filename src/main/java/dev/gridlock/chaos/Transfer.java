package dev.gridlock.chaos;

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
 * CONFIG} until enough has come, or sent commands with trailing blanks, which it ignores. It refuses a command that
 * arrives in pieces ("incomplete pkt", seen with 1.18), and Toxiproxy cuts what takes longer than 100 ms, so a command is
 * half of that at most.
 */
final class Transfer {

    private static final String CONSOLE_COMMAND = "SHOW VERSION";

    /** Well below the one packet of {@code pkt_buf} bytes, 4,096 by default, that PgBouncer reads a command from. */
    private static final long LONGEST_COMMAND = 2_000;

    /** Of the message around a command: its type, its length and the final zero. */
    private static final int QUERY_BYTES = 6;

    private Transfer() {}

    /**
     * Tries one; never throws for what the network or the server does.
     *
     * @param door where it goes in, and the direction
     * @param kilobytesPerSecond the rate that the connection may be limited to
     */
    static Trial through(Door door, long bytes, long kilobytesPerSecond, Duration deadline) {
        DatabaseAddress address = door.address();
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
            long transferred = switch (door.proxy()) {
                case POSTGRES -> postgres(statement, door.stream(), (int) bytes);
                case PGBOUNCER ->
                    console(statement, door.stream(), bytes, (int)
                            Math.clamp(kilobytesPerSecond * 50, 20, LONGEST_COMMAND));
            };
            return new Trial(Trial.Ending.ANSWERED, Duration.ofNanos(System.nanoTime() - began), transferred, "");
        } catch (SQLException e) {
            return new Trial(
                    Trial.Ending.REFUSED,
                    Duration.ofNanos(System.nanoTime() - began),
                    0,
                    String.valueOf(e.getMessage()));
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

    private static long console(Statement statement, Stream stream, long bytes, int commandBytes) throws SQLException {
        String command = CONSOLE_COMMAND + " ".repeat(commandBytes - QUERY_BYTES - CONSOLE_COMMAND.length());
        long transferred = 0;
        while (transferred < bytes) {
            switch (stream) {
                case DOWNSTREAM -> transferred += received(statement, "SHOW CONFIG");
                case UPSTREAM -> {
                    received(statement, command);
                    transferred += commandBytes;
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
