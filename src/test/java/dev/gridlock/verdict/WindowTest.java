package dev.gridlock.verdict;

import static dev.gridlock.verdict.Status.FAIL;
import static dev.gridlock.verdict.Status.INCONCLUSIVE;
import static dev.gridlock.verdict.Status.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.recording.Recording;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.ScenarioParser;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Gates on a part of a run, over a real recording: a load of 10 s, a call every 10 ms, and a fault from 2 s to 4 s in which
 * each takes 500 ms and not 5 ms, and one in ten fails.
 */
class WindowTest {

    private static final String RUN = """
            INSERT INTO targets VALUES ('naive', 'naive', 1, 1000, false);
            INSERT INTO run VALUES ('postgres.fsync', 'on'), ('postgres.synchronous_commit', 'on');
            INSERT INTO imports SELECT 'naive', unnest(['requests', 'errors', 'acquires']), 'x', 1, 0;
            INSERT INTO requests BY NAME
            SELECT 'naive' AS target, n::VARCHAR AS call_id, n * 10000000::BIGINT AS intended_ns, intended_ns AS sent_ns,
                intended_ns + CASE WHEN n BETWEEN 200 AND 399 THEN 500000000 ELSE 5000000 END AS answered_ns,
                200 AS status, 'acknowledged' AS outcome
            FROM range(1000) r (n);
            INSERT INTO errors BY NAME
            SELECT 'naive' AS target, n * 10000000::BIGINT AS at_ns, false AS retried FROM range(200, 400, 10) r (n);
            INSERT INTO operations BY NAME SELECT 'naive' AS target, 1 AS truck_id;
            INSERT INTO events VALUES ('naive', 0, 'injector', 'load_started', ''),
                ('naive', 10000000000, 'injector', 'load_ended', ''), ('naive', 1, 'harness', 'quiet', '');
            INSERT INTO audit VALUES ('naive', 'unexpected', 0);
            INSERT INTO faults
            SELECT 'naive', 1, 'pgbouncer', 'latency', '', phase, at_s * 1000000000::BIGINT, '', '', true
            FROM (VALUES ('steady', 0), ('apply', 2), ('proof', 2), ('heal', 4), ('healed', 4)) p (phase, at_s);
            """;

    @TempDir
    Path folder;

    private Recording recording;

    @BeforeEach
    void record() throws Exception {
        recording = Recording.create(folder);
        execute(RUN);
    }

    @AfterEach
    void close() throws Exception {
        recording.close();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "errors == 20, PASS",
        "errors == 20 during chaos.slow, PASS",
        "errors == 0 after chaos.slow, PASS",
        "errors == 0 during chaos.slow, FAIL",
        "calls.planned == 200 during chaos.slow, PASS",
        "calls.planned == 600 after chaos.slow, PASS",
        "calls.planned == 150 after chaos.slow within 1500ms, PASS",
        "latency.max <= 5ms after chaos.slow, PASS",
        "latency.p50 <= 5ms after chaos.slow within 1s, PASS",
        "latency.p50 >= 500ms during chaos.slow, PASS",
        "latency.p95 >= 500ms during chaos.slow, PASS",
        "latency.p99 >= 500ms during chaos.slow, INCONCLUSIVE", // 200 calls
        "errors <= 0.5 * calls.planned during chaos.slow, PASS",
        "pool.timeouts == 0 after chaos.slow, PASS",
        "pool.acquire.max <= 1s after chaos.slow, INCONCLUSIVE", // nobody waited
        "errors == 0 after chaos.slow within 7s, INCONCLUSIVE", // the load ended after 6 s
    })
    void aMetricIsMeasuredWithinItsWindow(String gate, Status status) throws Exception {
        assertThat(judge(gate).status()).isEqualTo(status);
    }

    @Test
    void aWindowThatTheLoadDidNotReachIsNoPass() throws Exception {
        execute("UPDATE faults SET at_ns = 10000000000 WHERE phase = 'heal'");
        Verdict verdict = judge("errors == 0 after chaos.slow");
        assertThat(verdict.status()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.reasons())
                .containsExactly(
                        "target naive: errors == 0 after chaos.slow cannot be judged, errors was not measured in this"
                                + " run, or the load did not go on after that fault");
    }

    @Test
    void aWindowThatWasCutShortSaysSo() throws Exception {
        assertThat(judge("errors == 0 after chaos.slow within 7s").reasons())
                .containsExactly(
                        "target naive: errors == 0 after chaos.slow within 7s cannot be judged, errors is 0, but the"
                                + " load ended 6.0 s after slow was healed, so the 7.0 s were not over");
    }

    @Test
    void whatWasSeenInAWindowThatWasCutShortStillFails() throws Exception {
        execute("INSERT INTO errors BY NAME SELECT 'naive' AS target, 9000000000 AS at_ns");
        assertThat(judge("errors == 0 after chaos.slow within 7s").status()).isEqualTo(FAIL);
    }

    @Test
    void aFaultThatWasNotAppliedHasNoWindow() throws Exception {
        execute("UPDATE faults SET ok = false WHERE phase = 'apply'");
        assertThat(judge("errors == 20 during chaos.slow").gates())
                .singleElement()
                .extracting(GateResult::status)
                .isEqualTo(INCONCLUSIVE);
    }

    @Test
    void theWholeRunIsTheSumOfItsParts() throws Exception {
        assertThat(judge("calls.planned == 1_000").status()).isEqualTo(PASS);
    }

    private Verdict judge(String gate) throws Exception {
        Scenario scenario = ScenarioParser.parse(
                "windows.yml",
                "name: windows\nload: [ bulk: ]\ntargets: { naive: }\ngates: { naive: [ " + gate + " ] }\n"
                        + "chaos: [ { name: slow, on: pgbouncer, toxic: latency, latency: 500ms } ]\n",
                Recording.catalogue(),
                List.of());
        return Verdict.judge(scenario, recording.connection(), Optional.empty());
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = recording.connection().createStatement()) {
            statement.execute(sql);
        }
    }
}
