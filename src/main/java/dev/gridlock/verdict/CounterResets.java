package dev.gridlock.verdict;

import dev.gridlock.scenario.FaultSpec;
import dev.gridlock.scenario.FaultSpec.Disruption;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.scenario.Scenario;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Totals that can only rise, and fell while a target was under way: somebody reset them, or their part crashed. What they
 * had counted is not known. A part that the scenario itself kills or starts again counts anew by its own doing: then its
 * figures are not measured, and that is no doubt about the others.
 */
final class CounterResets {

    private static final int NAMED = 3;

    private static final String OF_POSTGRES = """
            SELECT name, initial, final, NULL::BIGINT AS at_ns
            FROM counters_reset
            WHERE target = ?
            ORDER BY name <> 'pg_stat_database.deadlocks', name
            """;

    private static final String OF_SERIES = """
            SELECT name, initial, final, at_ns
            FROM series_reset
            WHERE target = ? AND part = ?
            ORDER BY name <> 'pg.deadlocks', name, at_ns
            """;

    private final Scenario scenario;
    private final Connection duckdb;

    CounterResets(Scenario scenario, Connection duckdb) {
        this.scenario = scenario;
        this.duckdb = duckdb;
    }

    /** What is in doubt about a target: one sentence each. */
    List<String> doubts(String target) throws SQLException {
        List<String> doubts = new ArrayList<>();
        for (ProxyName part : ProxyName.values()) {
            if (isStartedAnew(part)) {
                continue;
            }
            String name = part.name().toLowerCase(Locale.ROOT);
            if (part == ProxyName.POSTGRES) {
                told(ask(OF_POSTGRES, target), "counters_reset").ifPresent(doubts::add);
            }
            told(ask(OF_SERIES, target, name), "series_reset").ifPresent(doubts::add);
        }
        return doubts;
    }

    private boolean isStartedAnew(ProxyName part) {
        return scenario.chaos().stream()
                .filter(fault -> fault.on() == part)
                .map(FaultSpec::kind)
                .anyMatch(kind -> kind instanceof Disruption.Kill
                        || kind instanceof Disruption.Restart
                        || kind instanceof Disruption.Memory);
    }

    private List<String> ask(String sql, String... parameters) throws SQLException {
        List<String> resets = new ArrayList<>();
        try (PreparedStatement query = duckdb.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    resets.add(rows.getString("name") + " from " + total(rows, "initial") + " to "
                            + total(rows, "final") + at(rows));
                }
            }
        }
        return resets;
    }

    private static String total(ResultSet row, String column) throws SQLException {
        double total = row.getDouble(column);
        return row.wasNull() ? "nothing" : String.format(Locale.ROOT, "%,.0f", total);
    }

    private static String at(ResultSet row) throws SQLException {
        long atNs = row.getLong("at_ns");
        return row.wasNull() ? "" : String.format(Locale.ROOT, " at %.1f s", atNs / 1e9);
    }

    private static Optional<String> told(List<String> resets, String view) {
        if (resets.isEmpty()) {
            return Optional.empty();
        }
        String more = resets.size() <= NAMED
                ? ""
                : String.format(Locale.ROOT, ", and %,d more (view %s)", resets.size() - NAMED, view);
        return Optional.of("counters that can only rise were reset while it was under way, or their part crashed: "
                + String.join(", ", resets.subList(0, Math.min(NAMED, resets.size()))) + more);
    }
}
