package dev.gridlock.baseline;

import dev.gridlock.recording.Recording;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** What a recording says of one round. */
public final class RecordedRound {

    private RecordedRound() {}

    /**
     * Reads it from the views that gates are judged by.
     *
     * @param name of the round
     * @param duckdb of a {@link Recording}
     */
    public static Round read(String name, Connection duckdb) throws SQLException {
        SequencedMap<String, TreeMap<String, Double>> metrics = metrics(duckdb);
        SequencedMap<String, TargetFigures> targets = new LinkedHashMap<>();
        for (Map.Entry<String, TreeMap<String, Double>> target : metrics.entrySet()) {
            Map<Spread, Values> spreads = new EnumMap<>(Spread.class);
            for (Spread spread : Spread.values()) {
                List<Long> nanos = nanos(duckdb, spread, target.getKey());
                if (!nanos.isEmpty()) {
                    spreads.put(spread, Values.ofNanos(nanos));
                }
            }
            targets.put(target.getKey(), new TargetFigures(target.getValue(), spreads));
        }
        return new Round(name, targets);
    }

    /** The recording's facts about the run, by key. */
    public static Map<String, String> facts(Connection duckdb) throws SQLException {
        Map<String, String> facts = new TreeMap<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery("SELECT key, value FROM run")) {
            while (rows.next()) {
                facts.put(rows.getString(1), rows.getString(2));
            }
        }
        return facts;
    }

    /** The versions among those facts. */
    public static SequencedMap<String, String> versions(Map<String, String> facts) {
        TreeMap<String, String> versions = new TreeMap<>();
        facts.forEach((key, value) -> {
            if (key.startsWith("version.")) {
                versions.put(key.substring("version.".length()), value);
            }
        });
        return versions;
    }

    private static SequencedMap<String, TreeMap<String, Double>> metrics(Connection duckdb) throws SQLException {
        SequencedMap<String, TreeMap<String, Double>> metrics = new LinkedHashMap<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery("SELECT target, name, value FROM metrics")) {
            while (rows.next()) {
                TreeMap<String, Double> target = metrics.computeIfAbsent(rows.getString(1), _ -> new TreeMap<>());
                double value = rows.getDouble(3);
                if (!rows.wasNull()) {
                    target.put(rows.getString(2), value);
                }
            }
        }
        return metrics;
    }

    private static List<Long> nanos(Connection duckdb, Spread spread, String target) throws SQLException {
        List<Long> nanos = new ArrayList<>();
        try (PreparedStatement statement = duckdb.prepareStatement(spread.query())) {
            statement.setString(1, target);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    nanos.add(rows.getLong(1));
                }
            }
        }
        return nanos;
    }
}
