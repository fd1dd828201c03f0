package dev.gridlock.report;

import dev.gridlock.recording.HandMadeRun;
import dev.gridlock.report.chart.Charts;
import dev.gridlock.report.chart.Picture;
import dev.gridlock.report.figures.FiguresQuery;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.html.Evidence;
import dev.gridlock.scenario.BusinessSpec;
import dev.gridlock.scenario.FleetSpec;
import dev.gridlock.scenario.GateSpec;
import dev.gridlock.scenario.LoadSpec;
import dev.gridlock.scenario.PgBouncerSpec;
import dev.gridlock.scenario.PostgresSpec;
import dev.gridlock.scenario.RecordingSpec;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.StackSpec;
import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.verdict.GateResult;
import dev.gridlock.verdict.Status;
import dev.gridlock.verdict.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Recordings with made rows: a plausible run, and what to change in it to get an odd one. */
public final class MadeRun implements AutoCloseable {

    private static final GateSpec.Place PLACE = new GateSpec.Place("scenarios/made.yml", 0);

    private final Connection duckdb;
    private Scenario scenario =
            scenario("black-friday", "50,000 trucks re-routed at once, as on the night of the outage.");
    private Verdict verdict = passed();

    private MadeRun() {
        try {
            duckdb = DriverManager.getConnection("jdbc:duckdb:");
            HandMadeRun.tables(duckdb);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** All tables, and nothing in them. */
    public static MadeRun empty() {
        return new MadeRun();
    }

    /** Naive and bounded, 50,000 trucks each. */
    public static MadeRun plausible() {
        return empty().script("black-friday.sql");
    }

    public MadeRun with(String sql) {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute(sql);
            return this;
        } catch (SQLException e) {
            throw new AssertionError(
                    e.getMessage() + " in " + sql.lines().findFirst().orElse(""), e);
        }
    }

    /** The run as if that target had not been run. */
    public MadeRun without(String target) {
        for (String table : List.of(
                "targets",
                "metrics",
                "requests",
                "operations",
                "verified",
                "acquires",
                "samples",
                "errors",
                "deadlocks",
                "faults",
                "events",
                "audit_trucks")) {
            with("DELETE FROM " + table + " WHERE target = '" + target + "'");
        }
        return judged(new Verdict(
                verdict.status(),
                verdict.reasons(),
                verdict.gates().stream()
                        .filter(gate -> !gate.target().equals(target))
                        .toList()));
    }

    /** Sets a metric; null: not measured. */
    public MadeRun metric(String target, String name, @Nullable Double value) {
        return with(
                "UPDATE metrics SET value = " + value + " WHERE target = '" + target + "' AND name = '" + name + "'");
    }

    public MadeRun told(String name, String about) {
        scenario = scenario(name, about);
        return this;
    }

    /** Prices, as a scenario gives them. */
    public MadeRun priced(BusinessSpec prices) {
        scenario = new Scenario(
                scenario.name(),
                scenario.about(),
                scenario.seed(),
                scenario.fleet(),
                scenario.postgres(),
                scenario.pgbouncer(),
                scenario.stack(),
                scenario.targets(),
                scenario.load(),
                scenario.chaos(),
                scenario.gates(),
                scenario.recording(),
                Optional.of(prices));
        return this;
    }

    public MadeRun judged(Verdict newVerdict) {
        verdict = newVerdict;
        return this;
    }

    public Connection duckdb() {
        return duckdb;
    }

    public Scenario scenario() {
        return scenario;
    }

    public Verdict verdict() {
        return verdict;
    }

    public RunFigures figures() {
        try {
            return new FiguresQuery(duckdb).read(scenario, verdict);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    public Evidence evidence() {
        try {
            return Evidence.read(duckdb, figures());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    public List<Picture> pictures() {
        try {
            return Charts.draw(duckdb, figures());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    public static GateResult gate(
            String target, String metric, String expression, @Nullable Double actual, boolean passed, String message) {
        return result(target, metric, expression, GateSpec.Kind.GATE, actual, passed, message);
    }

    public static GateResult expectation(
            String target, String metric, String expression, @Nullable Double actual, boolean passed, String message) {
        return result(target, metric, expression, GateSpec.Kind.EXPECTATION, actual, passed, message);
    }

    private static GateResult result(
            String target,
            String metric,
            String expression,
            GateSpec.Kind kind,
            @Nullable Double actual,
            boolean passed,
            String message) {
        boolean judged = actual != null && kind == GateSpec.Kind.GATE;
        Status status = passed ? Status.PASS : judged ? Status.FAIL : Status.INCONCLUSIVE;
        return new GateResult(target, metric, expression, kind, PLACE, actual, null, passed, status, message);
    }

    @Override
    public void close() {
        try {
            duckdb.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static Verdict passed() {
        return new Verdict(
                Status.PASS,
                List.of("every gate of bounded holds, and naive reproduced the outage"),
                List.of(
                        gate("bounded", "deadlocks", "deadlocks == 0", 0.0, true, "0 deadlocks"),
                        gate("bounded", "verified", "verified == trucks", 50_000.0, true, "50,000 of 50,000"),
                        gate("bounded", "pool.acquire.p99", "pool.acquire.p99 <= 250ms", 3.8, true, "3.80 ms"),
                        expectation("naive", "deadlocks", "deadlocks > 0", 79.0, true, "79 deadlocks")));
    }

    private MadeRun script(String name) {
        try (InputStream in = Objects.requireNonNull(MadeRun.class.getResourceAsStream(name))) {
            return with(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Scenario scenario(String name, String about) {
        SequencedMap<String, TargetSpec> targets = new LinkedHashMap<>();
        targets.put("naive", new TargetSpec.Naive(100, Duration.ofSeconds(5), 512_000_000));
        targets.put(
                "bounded",
                new TargetSpec.Bounded(8, Duration.ofSeconds(5), 512_000_000, 5_000, 4, 64, Duration.ofSeconds(30), 3));
        return new Scenario(
                name,
                about,
                20_261_124,
                new FleetSpec(50_000, 8, 400, 20, 0.5),
                new PostgresSpec(18, 100, Duration.ofSeconds(1), 128_000_000),
                new PgBouncerSpec(PgBouncerSpec.PoolMode.TRANSACTION, 50, 1_000),
                StackSpec.DEFAULT,
                targets,
                List.of(new LoadSpec.Bulk(Duration.ZERO, LoadSpec.Bulk.PER_REGION)),
                List.of(),
                Map.of(),
                new RecordingSpec(Optional.of(Duration.ofMillis(100))),
                Optional.empty());
    }
}
