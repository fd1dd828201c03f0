package dev.gridlock.stack;

import dev.gridlock.process.LifeSign;
import dev.gridlock.process.MachineException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URLConnection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/**
 * Signs of life of a stack's parts, each asked past every toxic and past the other parts. PostgreSQL and PgBouncer are asked
 * by a new connection each time: what serves those that are there already may go on when nobody new is let in.
 */
final class LifeSigns {

    private LifeSigns() {}

    static List<LifeSign> of(ProxiedStack stack) {
        return List.of(
                new OfServer(stack, "postgres", stack.observer().in("postgres"), "SELECT 1"),
                new OfServer(stack, "pgbouncer", stack.pgbouncerConsole(), "SHOW VERSION"),
                new OfToxiproxy(stack));
    }

    private record OfServer(ProxiedStack stack, String part, DatabaseAddress address, String query)
            implements LifeSign {

        @Override
        public boolean shown(Duration wait) throws InterruptedException {
            Properties settings = new Properties();
            String seconds = Long.toString(Math.max(1, wait.toSeconds()));
            settings.setProperty("user", address.user());
            settings.setProperty("password", address.password());
            settings.setProperty("connectTimeout", seconds);
            settings.setProperty("socketTimeout", seconds);
            settings.setProperty("ApplicationName", DatabaseAddress.OBSERVER_NAME);
            try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), settings);
                    Statement statement = connection.createStatement()) {
                statement.execute(query);
                return true;
            } catch (SQLException e) {
                requireUninterrupted();
                return !timedOut(e);
            }
        }

        @Override
        public MachineException missing(String what) {
            return stack.failure(part, what);
        }
    }

    private record OfToxiproxy(ProxiedStack stack) implements LifeSign {

        @Override
        public String part() {
            return "toxiproxy";
        }

        @Override
        public boolean shown(Duration wait) throws InterruptedException {
            try {
                URLConnection version =
                        stack.toxiproxyApi().resolve("/version").toURL().openConnection();
                version.setConnectTimeout((int) wait.toMillis());
                version.setReadTimeout((int) wait.toMillis());
                try (InputStream answer = version.getInputStream()) {
                    answer.readAllBytes();
                }
                return true;
            } catch (IOException e) {
                requireUninterrupted();
                return !timedOut(e);
            }
        }

        @Override
        public MachineException missing(String what) {
            return stack.failure(part(), what);
        }
    }

    /** An interrupt closes the socket that a virtual thread waits at. */
    private static void requireUninterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private static boolean timedOut(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }
}
