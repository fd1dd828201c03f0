package dev.gridlock.verdict;

import dev.gridlock.scenario.FaultSpec;
import dev.gridlock.scenario.FleetSpec;
import dev.gridlock.scenario.GateSpec;
import dev.gridlock.scenario.GateSpec.Comparison;
import dev.gridlock.scenario.GateSpec.Operand;
import dev.gridlock.scenario.LoadSpec;
import dev.gridlock.scenario.PgBouncerSpec;
import dev.gridlock.scenario.PostgresSpec;
import dev.gridlock.scenario.RecordingSpec;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.StackSpec;
import dev.gridlock.scenario.TargetSpec;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** A sound recorded run of targets {@code naive} and {@code bounded} under one fault, and its scenario. */
final class JudgedRun implements AutoCloseable {

    private static final String SOUND = """
        CREATE TABLE metrics (target VARCHAR, name VARCHAR, unit VARCHAR, value DOUBLE);
        CREATE TABLE run (key VARCHAR, value VARCHAR);
        CREATE TABLE targets (target VARCHAR, kind VARCHAR, position INTEGER, trucks INTEGER, partial BOOLEAN);
        CREATE TABLE operations (target VARCHAR, truck_id INTEGER);
        CREATE TABLE events (target VARCHAR, at_ns BIGINT, source VARCHAR, kind VARCHAR, message VARCHAR);
        CREATE TABLE faults (target VARCHAR, fault INTEGER, phase VARCHAR, expected VARCHAR, observed VARCHAR, ok BOOLEAN);

        INSERT INTO run VALUES ('postgres.fsync', 'on'), ('postgres.synchronous_commit', 'on');
        INSERT INTO targets VALUES ('naive', 'naive', 1, 100, false), ('bounded', 'bounded', 2, 100, false);
        INSERT INTO operations SELECT target, 1 FROM targets;
        INSERT INTO events SELECT target, 1, 'harness', 'quiet', '' FROM targets;
        INSERT INTO faults
        SELECT target, 1, phase, '>= 5 ms', '5.2 ms', true FROM targets, (VALUES ('proof'), ('healed')) p (phase);
        INSERT INTO metrics
        SELECT target, name, 'COUNT', value
        FROM targets, (VALUES ('calls.planned', 8), ('calls.sent', 8), ('calls.answered', 8), ('unexpected', 0),
            ('trucks', 100), ('verified', 100), ('deadlocks', 0), ('lost_updates', 0)) m (name, value);
        INSERT INTO metrics VALUES ('bounded', 'completion', 'MILLISECONDS', 1840.5),
            ('bounded', 'postgres.wal', 'BYTES', 73400320), ('naive', 'completion', 'MILLISECONDS', NULL);
        UPDATE metrics SET value = 17 WHERE target = 'naive' AND name = 'deadlocks';
        """;

    private final Connection duckdb;
    private final Map<String, List<GateSpec>> gates = new LinkedHashMap<>();

    JudgedRun() throws SQLException {
        duckdb = DriverManager.getConnection("jdbc:duckdb:");
        execute(SOUND);
    }

    JudgedRun execute(String sql) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute(sql);
        }
        return this;
    }

    JudgedRun set(String target, String metric, double value) throws SQLException {
        return execute(
                "UPDATE metrics SET value = " + value + " WHERE target = '" + target + "' AND name = '" + metric + "'");
    }

    JudgedRun gate(String target, String text) {
        return add(target, GateSpec.Kind.GATE, text);
    }

    JudgedRun reproduces(String target, String text) {
        return add(target, GateSpec.Kind.EXPECTATION, text);
    }

    private JudgedRun add(String target, GateSpec.Kind kind, String text) {
        List<String> words = List.of(text.split(" ", 3));
        Comparison comparison = List.of(Comparison.values()).stream()
                .filter(c -> c.symbol().equals(words.get(1)))
                .findFirst()
                .orElseThrow();
        Operand right = words.get(2).matches("[0-9.]+")
                ? new Operand.Number(Double.parseDouble(words.get(2)))
                : new Operand.Metric(words.get(2));
        gates.computeIfAbsent(target, t -> new ArrayList<>())
                .add(new GateSpec(kind, text, words.get(0), comparison, right, 0));
        return this;
    }

    Verdict judge() {
        return Verdict.judge(scenario(), duckdb);
    }

    private Scenario scenario() {
        Duration second = Duration.ofSeconds(1);
        SequencedMap<String, TargetSpec> targets = new LinkedHashMap<>();
        targets.put("naive", new TargetSpec.Naive(100, second, 1 << 29));
        targets.put("bounded", new TargetSpec.Bounded(8, second, 1 << 29, 5_000, 4, 64, second, 3));
        FaultSpec latency = new FaultSpec(
                Duration.ZERO,
                Optional.empty(),
                FaultSpec.ProxyName.PGBOUNCER,
                new FaultSpec.Toxic.Latency(Duration.ofMillis(5), Duration.ZERO),
                FaultSpec.Stream.DOWNSTREAM,
                1.0);
        return new Scenario(
                "judged",
                "",
                1,
                new FleetSpec(100, 1, 10, 2, 0.5),
                new PostgresSpec(18, 100, second, 1 << 27),
                new PgBouncerSpec(PgBouncerSpec.PoolMode.TRANSACTION, 50, 1_000),
                StackSpec.DEFAULT,
                targets,
                List.of(new LoadSpec.Bulk(Duration.ZERO, 8)),
                List.of(latency),
                gates,
                new RecordingSpec(Optional.empty()),
                Optional.empty());
    }

    @Override
    public void close() throws SQLException {
        duckdb.close();
    }
}
