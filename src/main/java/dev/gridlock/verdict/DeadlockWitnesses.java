package dev.gridlock.verdict;

import dev.gridlock.scenario.GateSpec.Check;
import dev.gridlock.scenario.GateSpec.MetricName;
import dev.gridlock.verdict.Measurements.Measured;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Three count the same deadlocks: the service's errors, the server's statistics and the server's log. None of them alone
 * acquits a target, and where they differ without a reason something was not seen.
 */
final class DeadlockWitnesses {

    /** Of the target's own, from all three. */
    private static final String OWN = "deadlocks";

    private static final String SERVER = "deadlocks.server";
    private static final String CLIENT = "deadlocks.client";
    private static final List<String> WITNESSES = List.of(CLIENT, SERVER, "deadlocks.logged");

    private static final String COUNTS = """
            SELECT client, server_own, logged_own, strangers, unheard
            FROM deadlock_witnesses
            WHERE target = ?
            """;

    private static final String STRANGER = """
            SELECT format('role {}, database {}, process {}', coalesce(role, 'unknown'), coalesce(database, 'unknown'), pid)
            FROM deadlocks
            WHERE target = ? AND victim IN ('stranger', 'elsewhere')
            ORDER BY at_ns
            LIMIT 1
            """;

    private final Measurements measurements;

    DeadlockWitnesses(Measurements measurements) {
        this.measurements = measurements;
    }

    private static boolean isOn(MetricName metric) {
        return metric.name().equals(OWN) || WITNESSES.contains(metric.name());
    }

    /** Why a gate on deadlocks that holds is no pass all the same; empty where nothing speaks against it. */
    Optional<String> against(Check.Compared compared, double limit) throws SQLException {
        if (!isOn(compared.left())) {
            return Optional.empty();
        }
        for (String witness : WITNESSES) {
            // PostgreSQL's statistics say nothing about a part of a run.
            if (compared.window().isPresent() && witness.equals(SERVER)) {
                continue;
            }
            MetricName name = new MetricName(compared.left().target(), witness);
            Optional<Measured> counted = measurements.of(name, compared.window());
            if (counted.isEmpty() && witness.equals(CLIENT) && !measurements.isJournaled(name.target())) {
                continue;
            }
            if (counted.isEmpty()) {
                return Optional.of(witness + " was not measured in this run");
            }
            if (!compared.comparison().holds(counted.get().value(), limit)) {
                return Optional.of(witness + " is " + counted.get().forPeople());
            }
        }
        return Optional.empty();
    }

    /** Why a gate on deadlocks that does not hold is no failure: for those that were the target's own, it would. */
    Optional<String> acquittal(Check.Compared compared, double limit) throws SQLException {
        if (!isOn(compared.left())) {
            return Optional.empty();
        }
        return measurements
                .of(new MetricName(compared.left().target(), OWN), Optional.empty())
                .filter(own -> compared.comparison().holds(own.value(), limit))
                .map(own -> "not a failure: " + OWN + ", which leaves out strangers', is " + own.forPeople());
    }

    /** What is in doubt about a target: one sentence each. */
    static List<String> doubts(Connection duckdb, String target) throws SQLException {
        List<String> doubts = new ArrayList<>();
        try (PreparedStatement query = duckdb.prepareStatement(COUNTS)) {
            query.setString(1, target);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return doubts;
                }
                Counts counts = new Counts(
                        count(row, "client"),
                        count(row, "server_own"),
                        count(row, "logged_own"),
                        row.getLong("unheard"));
                if (!counts.agree()) {
                    doubts.add(counts.told());
                }
                long strangers = row.getLong("strangers");
                if (strangers > 0) {
                    doubts.add(strangers
                            + " deadlocks in the server's log had a victim that was no session of its service ("
                            + (strangers == 1 ? "" : "the first: ") + stranger(duckdb, target)
                            + "): somebody else works on this server");
                }
            }
        }
        return doubts;
    }

    private static String stranger(Connection duckdb, String target) throws SQLException {
        try (PreparedStatement query = duckdb.prepareStatement(STRANGER)) {
            query.setString(1, target);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : "unknown";
            }
        }
    }

    private static @Nullable Long count(ResultSet row, String column) throws SQLException {
        long count = row.getLong(column);
        return row.wasNull() ? null : count;
    }

    /**
     * Deadlocks of the target, strangers' left out; null: not measured.
     *
     * @param unheard statements whose answer was lost with their connection
     */
    private record Counts(
            @Nullable Long client,
            @Nullable Long server,
            @Nullable Long logged,
            long unheard) {

        /**
         * The server writes each deadlock to its log and counts it: as many of both. Its victim is told, unless its connection
         * was lost: the client may have fewer by no more than the answers that it lost, and never more.
         */
        boolean agree() {
            return (server == null || logged == null || server.equals(logged)) && heard(server) && heard(logged);
        }

        private boolean heard(@Nullable Long others) {
            return client == null || others == null || client <= others && others <= client + unheard;
        }

        String told() {
            return String.format(
                    Locale.ROOT,
                    "its deadlocks are counted differently: %s by the service's errors, %s by the server's statistics, %s by"
                            + " the server's log; expected as many of each, the service's fewer by no more than the %,d"
                            + " answers that it lost with their connections",
                    known(client),
                    known(server),
                    known(logged),
                    unheard);
        }

        private static String known(@Nullable Long count) {
            return count == null ? "not measured" : String.format(Locale.ROOT, "%,d", count);
        }
    }
}
