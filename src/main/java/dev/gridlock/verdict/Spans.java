package dev.gridlock.verdict;

import dev.gridlock.scenario.GateSpec.Window;
import dev.gridlock.scenario.Scenario;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** When the windows of gates were, by what is recorded of the faults and of the load. */
final class Spans {

    /** When the fault was applied and when it was healed, and when the load ended; null where nothing says so. */
    private static final String TIMES = """
            SELECT
                max(f.at_ns) FILTER (WHERE f.phase = 'apply' AND f.ok),
                min(f.at_ns) FILTER (WHERE f.phase = 'heal' AND f.ok),
                (SELECT max(e.ended_ns) FROM load_end e WHERE e.target = $1)
            FROM faults f
            WHERE f.target = $1 AND f.fault = $2
            """;

    private static final double NANOS_A_SECOND = 1e9;

    private final Scenario scenario;
    private final Connection duckdb;

    Spans(Scenario scenario, Connection duckdb) {
        this.scenario = scenario;
        this.duckdb = duckdb;
    }

    /** Empty when the fault was not applied or not healed while the load ran, so that there is no such part. */
    Optional<Span> of(String target, Window window) throws SQLException {
        try (PreparedStatement query = duckdb.prepareStatement(TIMES)) {
            query.setString(1, target);
            query.setInt(2, number(window.fault()));
            try (ResultSet row = query.executeQuery()) {
                Long applied = row.next() ? (Long) row.getObject(1) : null;
                if (applied == null || row.getObject(2) == null || row.getObject(3) == null) {
                    return Optional.empty();
                }
                long healed = row.getLong(2);
                long ended = row.getLong(3);
                return switch (window) {
                    case Window.During _ -> during(applied, Math.min(healed, ended));
                    case Window.After after -> after(after, healed, ended);
                };
            }
        }
    }

    private static Optional<Span> during(long applied, long until) {
        return applied < until ? Optional.of(new Span(applied, until, Optional.empty())) : Optional.empty();
    }

    private static Optional<Span> after(Window.After after, long healed, long ended) {
        if (healed >= ended) {
            return Optional.empty();
        }
        long until = after.within().map(time -> healed + time.toNanos()).orElse(ended);
        Optional<String> doubt = until <= ended
                ? Optional.empty()
                : Optional.of(String.format(
                        java.util.Locale.ROOT,
                        "the load ended %.1f s after %s was healed, so the %.1f s were not over",
                        (ended - healed) / NANOS_A_SECOND,
                        after.fault(),
                        (until - healed) / NANOS_A_SECOND));
        return Optional.of(new Span(healed, until, doubt));
    }

    /** From 1, as in the recording; one that the scenario does not have matches nothing. */
    private int number(String fault) {
        return 1 + scenario.chaos().stream().map(spec -> spec.name()).toList().indexOf(fault);
    }
}
