package dev.gridlock.report.figures;

import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.verdict.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the figures of a run from its recording; computes none of them. */
public final class FiguresQuery {

    private final Connection duckdb;

    public FiguresQuery(Connection duckdb) {
        this.duckdb = duckdb;
    }

    /**
     * All figures of the run. A recording that was cut short may name no target yet: then the scenario's are shown,
     * with nothing measured.
     */
    public RunFigures read(Scenario scenario, Verdict verdict) throws SQLException {
        List<TargetFigures> targets = new ArrayList<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT target, kind, partial FROM targets ORDER BY position")) {
            while (rows.next()) {
                targets.add(target(rows.getString(1), rows.getString(2), rows.getBoolean(3)));
            }
        }
        if (targets.isEmpty()) {
            for (Map.Entry<String, TargetSpec> entry : scenario.targets().entrySet()) {
                targets.add(target(entry.getKey(), entry.getValue().kind(), true));
            }
        }
        return new RunFigures(scenario, verdict, targets, facts(), faults());
    }

    private TargetFigures target(String name, String kind, boolean partial) throws SQLException {
        return new TargetFigures(name, kind, partial, witnesses(name), metrics(name), errors(name));
    }

    private List<Witness> witnesses(String target) throws SQLException {
        String conditions = Stream.of(Witness.values()).map(Witness::condition).collect(Collectors.joining(", "));
        try (PreparedStatement statement = duckdb.prepareStatement("SELECT " + conditions)) {
            statement.setString(1, target);
            List<Witness> witnesses = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                for (Witness witness : Witness.values()) {
                    if (row.getBoolean(witness.ordinal() + 1)) {
                        witnesses.add(witness);
                    }
                }
            }
            return witnesses;
        }
    }

    private Map<String, Double> metrics(String target) throws SQLException {
        Map<String, Double> metrics = new HashMap<>();
        try (PreparedStatement statement =
                duckdb.prepareStatement("SELECT name, value FROM metrics WHERE target = ? AND value IS NOT NULL")) {
            statement.setString(1, target);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    metrics.put(rows.getString(1), rows.getDouble(2));
                }
            }
        }
        return metrics;
    }

    private SortedMap<String, Long> errors(String target) throws SQLException {
        SortedMap<String, Long> errors = new TreeMap<>();
        try (PreparedStatement statement = duckdb.prepareStatement(
                "SELECT coalesce(sqlstate, 'unknown'), errors FROM errors_by_sqlstate WHERE target = ?")) {
            statement.setString(1, target);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    errors.merge(rows.getString(1), rows.getLong(2), Long::sum);
                }
            }
        }
        return errors;
    }

    private SequencedMap<String, String> facts() throws SQLException {
        SequencedMap<String, String> facts = new LinkedHashMap<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery("SELECT key, value FROM run ORDER BY key")) {
            while (rows.next()) {
                facts.put(rows.getString(1), Objects.requireNonNullElse(rows.getString(2), ""));
            }
        }
        return facts;
    }

    private List<FaultProof> faults() throws SQLException {
        List<FaultProof> proofs = new ArrayList<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery("""
                    SELECT f.target, concat_ws(' ', f.proxy, f.toxic, f.parameters), f.phase, f.at_ns / 1e9,
                           coalesce(f.expected, ''), coalesce(f.observed, ''), coalesce(f.ok, false)
                    FROM faults f LEFT JOIN targets t USING (target)
                    ORDER BY t.position, f.fault, f.at_ns
                    """)) {
            while (rows.next()) {
                proofs.add(new FaultProof(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getDouble(4),
                        rows.getString(5),
                        rows.getString(6),
                        rows.getBoolean(7)));
            }
        }
        return proofs;
    }
}
