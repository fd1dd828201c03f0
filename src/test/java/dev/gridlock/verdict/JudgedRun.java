package dev.gridlock.verdict;

import dev.gridlock.baseline.Baseline;
import dev.gridlock.baseline.MadeBaseline;
import dev.gridlock.baseline.Workload;
import dev.gridlock.recording.Recording;
import dev.gridlock.scenario.FaultSpec;
import dev.gridlock.scenario.FleetSpec;
import dev.gridlock.scenario.GateSpec;
import dev.gridlock.scenario.LoadSpec;
import dev.gridlock.scenario.PgBouncerSpec;
import dev.gridlock.scenario.PostgresSpec;
import dev.gridlock.scenario.RecordingSpec;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.ScenarioException;
import dev.gridlock.scenario.ScenarioParser;
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
        CREATE TABLE metrics (target VARCHAR, name VARCHAR, unit VARCHAR, value DOUBLE, samples BIGINT, hole_ms DOUBLE);
        CREATE TABLE run (key VARCHAR, value VARCHAR);
        CREATE TABLE targets (target VARCHAR, kind VARCHAR, position INTEGER, trucks INTEGER, partial BOOLEAN);
        CREATE TABLE operations (target VARCHAR, truck_id INTEGER);
        CREATE TABLE events (target VARCHAR, at_ns BIGINT, source VARCHAR, kind VARCHAR, message VARCHAR);
        CREATE TABLE requests (target VARCHAR, intended_ns BIGINT, sent_ns BIGINT, answered_ns BIGINT, outcome VARCHAR,
            message VARCHAR);
        CREATE TABLE errors (target VARCHAR, at_ns BIGINT, sqlstate VARCHAR, message VARCHAR);
        CREATE TABLE deadlocks (target VARCHAR, at_ns BIGINT, pid INTEGER, role VARCHAR, database VARCHAR, victim VARCHAR);
        CREATE TABLE deadlock_witnesses (target VARCHAR, client BIGINT, server_own BIGINT, logged_own BIGINT,
            strangers BIGINT, unheard BIGINT);
        CREATE TABLE log_disagreements (target VARCHAR, table_name VARCHAR, row_key VARCHAR, xid BIGINT, committed_us BIGINT,
            finding VARCHAR);
        CREATE TABLE counters_reset (target VARCHAR, name VARCHAR, initial DOUBLE, final DOUBLE);
        CREATE TABLE series_reset (target VARCHAR, name VARCHAR, part VARCHAR, initial DOUBLE, final DOUBLE, at_ns BIGINT);
        CREATE TABLE faults (target VARCHAR, fault INTEGER, phase VARCHAR, expected VARCHAR, observed VARCHAR, ok BOOLEAN);

        INSERT INTO run VALUES ('machine.arch', 'amd64'), ('machine.cores', '2'), ('machine.cpu', 'AMD EPYC'),
            ('machine.memory_bytes', '25000000000');
        INSERT INTO run VALUES ('postgres.fsync', 'on'), ('postgres.synchronous_commit', 'on');
        INSERT INTO targets VALUES ('naive', 'naive', 1, 100, false), ('bounded', 'bounded', 2, 100, false);
        INSERT INTO operations SELECT target, 1 FROM targets;
        INSERT INTO events SELECT target, 1, 'harness', 'quiet', '' FROM targets;
        INSERT INTO faults
        SELECT target, 1, phase, '>= 5 ms', '5.2 ms', true FROM targets, (VALUES ('proof'), ('healed')) p (phase);
        INSERT INTO metrics
        SELECT target, name, 'COUNT', value, NULL, NULL
        FROM targets, (VALUES ('calls.planned', 8), ('calls.sent', 8), ('calls.answered', 8), ('unexpected', 0),
            ('trucks', 100), ('verified', 100), ('deadlocks', 0), ('deadlocks.client', 0), ('deadlocks.server', 0), ('deadlocks.logged', 0),
            ('lost_updates', 0)) m (name, value);
        INSERT INTO metrics VALUES ('bounded', 'completion', 'MILLISECONDS', 1840.5, NULL, NULL),
            ('bounded', 'postgres.wal', 'BYTES', 73400320, NULL, NULL),
            ('naive', 'completion', 'MILLISECONDS', NULL, NULL, NULL),
            ('bounded', 'latency.p99', 'MILLISECONDS', 100, 1000, NULL),
            ('bounded', 'pool.pending.max', 'COUNT', 7, 10, 110), ('naive', 'pool.pending.max', 'COUNT', 70, 10, 110),
            ('bounded', 'pgbouncer.maxwait', 'MILLISECONDS', 100, 10, 110),
            ('bounded', 'recorder.lag.p99', 'MILLISECONDS', 100, 1000, 110),
            ('bounded', 'container.postgres.read', 'BYTES', 104857600, NULL, 2900);
        INSERT INTO requests (target, intended_ns, sent_ns) SELECT target, n * 1000000, n * 1000000 + 5 FROM targets, range(8) r (n);
        UPDATE metrics SET value = 17 WHERE target = 'naive' AND name LIKE 'deadlocks%';
        INSERT INTO deadlock_witnesses VALUES ('naive', 17, 17, 17, 0, 0), ('bounded', 0, 0, 0, 0, 0);
        """;

    private final Connection duckdb;
    private final Map<String, List<GateSpec>> gates = new LinkedHashMap<>();
    private Optional<Baseline> baseline = Optional.empty();

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

    JudgedRun advises(String target, String text) {
        return add(target, GateSpec.Kind.GATE, "advisory " + text);
    }

    private JudgedRun add(String target, GateSpec.Kind kind, String text) {
        String list = kind == GateSpec.Kind.EXPECTATION ? "reproduces" : "require";
        String scenario = "name: judged\nload: [ bulk: ]\nchaos: [ { on: pgbouncer, toxic: latency, latency: 5ms } ]\n"
                + "gates: { " + target + ": { " + list + ": [ '" + text.replace("'", "''") + "' ] } }\n";
        try {
            gates.computeIfAbsent(target, t -> new ArrayList<>())
                    .addAll(ScenarioParser.parse("judged.yml", scenario, Recording.catalogue(), List.of())
                            .gates()
                            .get(target));
        } catch (ScenarioException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    /** With a baseline of this scenario's own work. */
    JudgedRun against(MadeBaseline other) {
        Baseline made = other.of("judged").make();
        baseline = Optional.of(new Baseline(
                made.scenario(),
                Workload.of(scenario()),
                made.machine(),
                made.versions(),
                made.saved(),
                made.rounds()));
        return this;
    }

    Verdict judge() {
        return Verdict.judge(scenario(), duckdb, baseline);
    }

    private Scenario scenario() {
        Duration second = Duration.ofSeconds(1);
        SequencedMap<String, TargetSpec> targets = new LinkedHashMap<>();
        targets.put("naive", new TargetSpec.Naive(100, second, 1 << 29));
        targets.put("bounded", new TargetSpec.Bounded(8, second, 1 << 29, 5_000, 4, 64, second, 3));
        FaultSpec latency = new FaultSpec(
                "latency",
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
