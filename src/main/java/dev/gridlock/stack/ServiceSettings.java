package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.PostgresSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL's settings as a session of the service has them: of its role, in its database, through both proxies and PgBouncer, whose
 * {@code connect_query} may set some too. A session of the observer may have others.
 */
public final class ServiceSettings {

    /** PgBouncer may hand out a backend that has just been ended, and learns of it then. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    /** Takes no locks. */
    private static final String SHOWN =
            "SELECT name, current_setting(name) AS setting FROM pg_settings WHERE name = ANY (?)";

    private ServiceSettings() {}

    /**
     * As {@code SHOW} has them.
     *
     * @return by name; one that this version of PostgreSQL does not have is not in it
     * @throws MachineException when they cannot be read
     */
    public static Map<String, String> shown(Stack stack, List<String> names) throws MachineException {
        return asked(stack, connection -> {
            Map<String, String> shown = new TreeMap<>();
            try (PreparedStatement query = connection.prepareStatement(SHOWN)) {
                query.setArray(1, connection.createArrayOf("text", names.toArray()));
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        shown.put(rows.getString("name"), rows.getString("setting"));
                    }
                }
            }
            return shown;
        });
    }

    /**
     * What a new session does not have as the scenario and the figures demand it, and what else somebody set for the service's
     * role or its database: one sentence each, which may be followed by lines with what to do. Empty: nothing.
     *
     * @throws MachineException when they cannot be read
     */
    public static List<String> differences(Stack stack, PostgresSpec spec) throws MachineException {
        List<String> differences =
                new ArrayList<>(asked(stack, connection -> Database.differences(connection, RequiredSetting.of(spec))));
        try (Connection observer = ObserverConnection.to(stack.observer())) {
            RoleSettings.differences(observer).stream()
                    .filter(set ->
                            differences.stream().noneMatch(had -> name(had).equals(name(set))))
                    .toList()
                    .forEach(differences::add);
        } catch (SQLException e) {
            throw unread(stack.observer(), e);
        }
        return differences;
    }

    private static String name(String difference) {
        return difference.substring(0, Math.max(0, difference.indexOf(':')));
    }

    private interface Question<T> {
        T ask(Connection application) throws SQLException;
    }

    private static <T> T asked(Stack stack, Question<T> question) throws MachineException {
        long end = System.nanoTime() + ANSWER.toNanos();
        while (true) {
            try (Connection application = ObserverConnection.to(stack.application())) {
                return question.ask(application);
            } catch (SQLException e) {
                if (System.nanoTime() > end) {
                    throw unread(stack.application(), e);
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new MachineException("interrupted while PostgreSQL's settings were read", e);
            }
        }
    }

    private static MachineException unread(DatabaseAddress address, SQLException e) {
        return new MachineException("PostgreSQL's settings could not be read as " + address + ": " + e.getMessage(), e);
    }
}
