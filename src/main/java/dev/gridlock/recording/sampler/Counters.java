package dev.gridlock.recording.sampler;

import dev.gridlock.process.MachineException;
import dev.gridlock.segment.SegmentFile;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.stack.Stack;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** PostgreSQL's own totals at a target's begin and end, so that what happened in between is known per target. */
public final class Counters {

    private static final Duration BACKENDS_END = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    /** Takes no locks. */
    private static final String STILL_THERE = "SELECT count(*) FROM pg_stat_activity WHERE pid = ANY (?)";

    /** A server that was killed forgets its statistics, and says since when it has counted. Takes no locks. */
    private static final String COUNTED_SINCE = "SELECT stats_reset::text FROM pg_stat_bgwriter";

    private final Totals initial;

    private Counters(Totals initial) {
        this.initial = initial;
    }

    /**
     * What a server has counted.
     *
     * @param since when it began to count
     */
    private record Totals(String since, Map<String, Double> values) {}

    /**
     * Reads the totals when a target begins: after its fleet is loaded, so that loading is not counted.
     *
     * @throws MachineException when PostgreSQL cannot be reached
     */
    public static Counters begin(Stack stack) throws MachineException {
        return new Counters(read(stack.observer(), stack.application().user()));
    }

    /**
     * Reads the totals again when the target is quiet and its service has ended, and writes {@code counters.csv}. The
     * application's idle backends are ended first, since only then have they reported all that they counted. Totals of a
     * server that has begun to count anew in between say nothing, and are left out.
     *
     * @param raw the target's folder
     * @throws MachineException when PostgreSQL cannot be reached
     */
    public void end(Stack stack, Path raw) throws MachineException {
        Totals last = read(stack.observer(), stack.application().user());
        boolean comparable = last.since().equals(initial.since());
        try (SegmentFile file = new SegmentFile(raw.resolve("counters.csv"), List.of("name", "initial", "final"))) {
            TreeSet<String> names = new TreeSet<>(initial.values().keySet());
            names.addAll(last.values().keySet());
            for (String name : names) {
                file.append(
                        name,
                        initial.values().get(name),
                        comparable ? last.values().get(name) : null);
            }
        }
    }

    private static Totals read(DatabaseAddress observer, String applicationUser) throws MachineException {
        try (Connection connection = Observer.toPostgres(observer)) {
            endIdleBackends(connection, applicationUser);
            Map<String, Double> totals = new TreeMap<>();
            int version = connection.getMetaData().getDatabaseMajorVersion();
            put(connection, "counters.sql", totals);
            if (version >= 16) {
                put(connection, "counters-16.sql", totals);
            }
            if (version >= 17) {
                put(connection, "counters-17.sql", totals);
            }
            return new Totals(since(connection), totals);
        } catch (SQLException e) {
            throw new MachineException("could not read PostgreSQL's totals at " + observer + ": " + e.getMessage(), e);
        }
    }

    private static String since(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COUNTED_SINCE)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    private static void endIdleBackends(Connection connection, String applicationUser)
            throws SQLException, MachineException {
        try (PreparedStatement end = connection.prepareStatement(Sql.of("end-idle-backends.sql"));
                PreparedStatement left = connection.prepareStatement(STILL_THERE)) {
            end.setString(1, applicationUser);
            try (ResultSet ended = end.executeQuery()) {
                Array pids = ended.next() ? ended.getArray("ended") : null;
                if (pids != null) {
                    left.setArray(1, pids);
                    awaitNone(left);
                }
            }
        }
    }

    private static void awaitNone(PreparedStatement left) throws SQLException, MachineException {
        long deadline = System.nanoTime() + BACKENDS_END.toNanos();
        try {
            while (count(left) > 0 && System.nanoTime() < deadline) {
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MachineException("interrupted while the application's backends ended", e);
        }
    }

    private static long count(PreparedStatement left) throws SQLException {
        try (ResultSet row = left.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static void put(Connection connection, String file, Map<String, Double> totals) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(Sql.of(file))) {
            while (rows.next()) {
                totals.put(rows.getString(1), rows.getDouble(2));
            }
        }
    }
}
