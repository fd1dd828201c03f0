package dev.gridlock.verdict;

import static dev.gridlock.verdict.Status.FAIL;
import static dev.gridlock.verdict.Status.INCONCLUSIVE;
import static dev.gridlock.verdict.Status.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.baseline.MadeBaseline;
import dev.gridlock.scenario.MetricCatalogue.Unit;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {

    private static final String PARTIAL = "UPDATE targets SET partial = true WHERE target = 'bounded'";
    private static final String STRANGER =
            "UPDATE metrics SET value = 2 WHERE target = 'bounded' AND name = 'unexpected'";

    private JudgedRun run;

    @BeforeEach
    void soundRun() throws SQLException {
        run = new JudgedRun();
    }

    @AfterEach
    void close() throws SQLException {
        run.close();
    }

    @ParameterizedTest(name = "{0} and {1} is {2}")
    @CsvSource({
        "PASS, PASS, PASS",
        "PASS, INCONCLUSIVE, INCONCLUSIVE",
        "PASS, FAIL, FAIL",
        "INCONCLUSIVE, INCONCLUSIVE, INCONCLUSIVE",
        "INCONCLUSIVE, FAIL, FAIL",
        "FAIL, FAIL, FAIL"
    })
    void mergeTakesTheHigherRankEitherWay(Status one, Status other, Status merged) {
        assertThat(one.merge(other)).isEqualTo(merged);
        assertThat(other.merge(one)).isEqualTo(merged);
    }

    @Test
    void soundRunWithEveryGateHeldIsAPassWithoutReasons() {
        Verdict verdict = run.gate("bounded", "deadlocks == 0")
                .gate("bounded", "verified == trucks")
                .gate("bounded", "completion <= 3000ms")
                .reproduces("naive", "deadlocks > 0")
                .judge();
        assertThat(verdict.reasons()).isEmpty();
        assertThat(verdict.status()).isEqualTo(PASS);
        assertThat(verdict.gates()).extracting(GateResult::message).contains("completion is 1.84 s");
        assertThat(verdict.gates()).extracting(GateResult::target).startsWith("naive");
    }

    /** It holds in every run that measured it, and in no other. */
    @Test
    void aMetricComparedWithItselfNeedsEvidenceToo() {
        assertThat(run.gate("naive", "completion <= completion").judge().gates())
                .singleElement()
                .satisfies(gate -> {
                    assertThat(gate.status()).isEqualTo(INCONCLUSIVE);
                    assertThat(gate.message()).contains("completion was not measured in this run");
                });
        assertThat(run.gate("bounded", "completion <= completion").judge().gates())
                .extracting(GateResult::status)
                .containsExactly(INCONCLUSIVE, PASS);
    }

    /** Which violations stand, in a sound run, in one that was cut short, and in one that somebody else wrote to. */
    @ParameterizedTest(name = "{0} with {1}: {2}, {3}, {4}")
    @CsvSource({
        // gate, actual, sound, partial, disturbed
        "deadlocks == 0, 1, FAIL, FAIL, FAIL",
        "deadlocks <= 3, 4, FAIL, FAIL, FAIL",
        "deadlocks < 3, 3, FAIL, FAIL, FAIL",
        "lost_updates == 0, 2, FAIL, FAIL, INCONCLUSIVE",
        "verified == trucks, 99, FAIL, INCONCLUSIVE, INCONCLUSIVE",
        "verified >= 100, 99, FAIL, INCONCLUSIVE, INCONCLUSIVE",
        "completion <= 3000ms, 3200, FAIL, INCONCLUSIVE, INCONCLUSIVE",
        "postgres.wal <= 1000B, 2000000, FAIL, INCONCLUSIVE, INCONCLUSIVE",
    })
    void violationStandsWhereNoEvidenceCouldUndoIt(
            String gate, double actual, Status sound, Status partial, Status disturbed) throws SQLException {
        for (Object[] kind : new Object[][] {{"SELECT 1", sound}, {PARTIAL, partial}, {STRANGER, disturbed}}) {
            try (JudgedRun judged = new JudgedRun()) {
                Verdict verdict = judged.gate("bounded", gate)
                        .set("bounded", gate.substring(0, gate.indexOf(' ')), actual)
                        .execute((String) kind[0])
                        .judge();
                assertThat(verdict.status()).as(gate + " after " + kind[0]).isEqualTo(kind[1]);
                assertThat(verdict.gates().getFirst().passed()).isFalse();
            }
        }
    }

    @Test
    void doubtAboutOneTargetLeavesTheOthersFailure() throws SQLException {
        Verdict verdict = run.gate("bounded", "verified == trucks")
                .set("bounded", "verified", 99)
                .execute("UPDATE targets SET partial = true WHERE target = 'naive'")
                .judge();
        assertThat(verdict.status()).isEqualTo(FAIL);
        assertThat(verdict.reasons())
                .first()
                .asString()
                .isEqualTo("target bounded: expected verified == trucks, but verified is 99, trucks is 100");
    }

    @Test
    void outageThatDidNotReproduceProvesNothingAboutTheFix() throws SQLException {
        Verdict verdict = run.reproduces("naive", "deadlocks > 0")
                .gate("bounded", "deadlocks == 0")
                .set("naive", "deadlocks", 0)
                .judge();
        assertThat(verdict.status()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.reasons())
                .containsExactly(
                        "the outage did not reproduce in target naive, so the run proves nothing about the fix: "
                                + "expected deadlocks > 0, but deadlocks is 0");
    }

    @Test
    void metricThatWasNotMeasuredIsNeverAPass() {
        assertThat(run.gate("naive", "completion <= 3000ms").judge().status()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void metricOnTheRightThatWasNotMeasuredIsNeverAPassEither() {
        Verdict verdict = run.gate("bounded", "verified <= errors").judge();
        assertThat(verdict.status()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.reasons()).first().asString().contains("errors was not measured");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE run SET value = 'off' WHERE key = 'postgres.fsync'",
                "UPDATE run SET value = 'off' WHERE key = 'postgres.synchronous_commit'",
                "DELETE FROM run",
                "DELETE FROM targets WHERE target = 'bounded'",
                "UPDATE targets SET partial = true WHERE target = 'bounded'",
                "DELETE FROM operations WHERE target = 'bounded'",
                "UPDATE metrics SET value = 7 WHERE name = 'calls.sent' AND target = 'bounded'",
                "UPDATE metrics SET value = 7 WHERE name = 'calls.answered' AND target = 'bounded'",
                "DELETE FROM metrics WHERE name = 'calls.answered' AND target = 'bounded'",
                "UPDATE metrics SET value = 0 WHERE name LIKE 'calls.%' AND target = 'bounded'",
                "DELETE FROM events WHERE target = 'bounded'",
                "INSERT INTO events VALUES ('bounded', 1, 'harness', 'not_quiet', 'still at work')",
                "UPDATE requests SET sent_ns = sent_ns + 300000000 WHERE target = 'bounded'",
                "UPDATE requests SET sent_ns = NULL WHERE target = 'bounded' AND intended_ns = 0",
                "UPDATE requests SET sent_ns = sent_ns + 1100000000 WHERE target = 'bounded' AND intended_ns = 0",
                "UPDATE faults SET ok = false WHERE target = 'bounded' AND phase = 'proof'",
                "UPDATE faults SET ok = NULL WHERE target = 'bounded' AND phase = 'healed'",
                "DELETE FROM faults WHERE target = 'bounded' AND phase = 'healed'",
                "UPDATE metrics SET value = 1 WHERE name = 'unexpected' AND target = 'bounded'",
                "UPDATE metrics SET value = NULL WHERE name = 'unexpected' AND target = 'bounded'",
                "DROP TABLE faults",
                "DROP TABLE metrics"
            })
    void runThatDidNotMeasureEnoughIsNeverAPass(String flaw) throws SQLException {
        Verdict verdict = run.gate("bounded", "deadlocks == 0").execute(flaw).judge();
        assertThat(verdict.status()).as(flaw).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.reasons())
                .isNotEmpty()
                .allSatisfy(reason -> assertThat(reason).isNotBlank());
    }

    @Test
    void whatAStrangerCommittedIsADoubtByTheLogAloneAndNoFailureOfTheTarget() throws SQLException {
        Verdict verdict = run.gate("bounded", "lost_updates == 0")
                .set("bounded", "lost_updates", 1)
                .execute("INSERT INTO log_disagreements VALUES"
                        + " ('bounded', 'road_segments', '12', 834, 1792972800123456, 'stranger'),"
                        + " ('bounded', 'trucks', '7', 833, 1792972800000000, 'stranger')")
                .judge();
        assertThat(verdict.status()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.reasons())
                .contains(
                        "target bounded: by the write-ahead log somebody else wrote to its rows: 2 changes, the first of trucks 7"
                                + " at 00:00:00.000 UTC in transaction 833 (log_disagreements, finding stranger)");
    }

    @Test
    void aJournalThatTellsOtherWritesThanTheLogIsADoubt() throws SQLException {
        Verdict verdict = run.gate("bounded", "deadlocks == 0")
                .execute("INSERT INTO log_disagreements VALUES"
                        + " ('bounded', 'trucks', '7', 833, 1792972800000000, 'not_in_journal'),"
                        + " ('bounded', 'road_segments', '12', NULL, NULL, 'not_in_log')")
                .judge();
        assertThat(verdict.status()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.reasons())
                .containsExactly(
                        "target bounded: the write-ahead log holds what its journal does not: 1 change, the first of trucks 7"
                                + " at 00:00:00.000 UTC in transaction 833 (log_disagreements, finding not_in_journal)",
                        "target bounded: its journal calls committed what the write-ahead log does not hold: 1 change, the first of"
                                + " road_segments 12 (log_disagreements, finding not_in_log)");
    }

    @Test
    void damageThatNoGateForbidsLeavesALyingJournalADoubt() throws SQLException {
        Verdict verdict = run.gate("bounded", "deadlocks == 0")
                .set("bounded", "lost_updates", 1)
                .execute("INSERT INTO log_disagreements VALUES"
                        + " ('bounded', 'road_segments', '12', 833, 1792972800000000, 'not_in_journal')")
                .judge();
        assertThat(verdict.status()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void damageThatTheRowsShowIsTheTargetsWhateverItJournaled() throws SQLException {
        Verdict verdict = run.gate("bounded", "verified == trucks")
                .set("bounded", "verified", 99)
                .execute("INSERT INTO log_disagreements VALUES"
                        + " ('bounded', 'road_segments', '12', 833, 1792972800000000, 'not_in_journal')")
                .judge();
        assertThat(verdict.status()).isEqualTo(FAIL);
        assertThat(verdict.reasons()).hasSize(1);
    }

    @Test
    void settingsThatWereChangedInMidRunAreADoubtAndNamed() throws SQLException {
        Verdict verdict = run.gate("bounded", "verified == trucks")
                .execute("INSERT INTO events VALUES"
                        + " ('bounded', 1, 'settings', 'other_setting', 'synchronous_commit: expected on, found off'),"
                        + " ('bounded', 2, 'settings', 'other_setting', 'log_min_messages: expected warning, found fatal'),"
                        + " ('naive', 2, 'settings', 'settings_not_read', 'no answer')")
                .judge();
        assertThat(verdict.status()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.reasons())
                .containsExactly(
                        "target bounded: when it had ended, a session of the service had other settings than it began with:"
                                + " synchronous_commit: expected on, found off; log_min_messages: expected warning, found fatal",
                        "target naive: when it had ended, a session of the service had other settings than it began with: no"
                                + " answer");
    }

    @Test
    void unprovenFaultSaysWhatWasExpectedAndObserved() throws SQLException {
        Verdict verdict = run.gate("bounded", "deadlocks == 0")
                .execute("UPDATE faults SET ok = false, observed = '0.3 ms' WHERE target = 'bounded' AND phase ="
                        + " 'proof'")
                .judge();
        assertThat(verdict.reasons())
                .containsExactly(
                        "target bounded: fault 1 was not shown to be applied: expected >= 5 ms, observed 0.3 ms");
    }

    @Test
    void anInjectorThatStalledSaysHowLong() throws SQLException {
        Verdict verdict = run.gate("bounded", "completion <= 3s")
                .execute(
                        "INSERT INTO requests (target, intended_ns, sent_ns) SELECT 'bounded', n, n + 5 FROM range(100) r (n)")
                .execute("UPDATE requests SET sent_ns = 1100000000 WHERE target = 'bounded' AND intended_ns = 0")
                .judge();
        assertThat(verdict.reasons())
                .containsExactly(
                        "target bounded: the injector stalled: a call was sent 1100 ms late, expected at most 1000 ms");
    }

    /** Too few samples hide a slow tail as easily as they show one that is not there. */
    @ParameterizedTest(name = "{0} of {1} samples is {2}")
    @CsvSource({
        "latency.p99 <= 200ms, 1000, PASS",
        "latency.p99 <= 200ms, 999, INCONCLUSIVE",
        "latency.p99 <= 50ms, 1000, FAIL",
        "latency.p99 <= 50ms, 999, INCONCLUSIVE",
        "pool.pending.max <= 10, 10, PASS",
        "pool.pending.max <= 10, 9, INCONCLUSIVE",
        "pool.pending.max <= 5, 9, FAIL", // it was seen
    })
    void aFigureOfTooFewSamplesIsNoEvidence(String gate, long samples, Status status) throws SQLException {
        Verdict verdict = run.gate("bounded", gate)
                .execute("UPDATE metrics SET samples = " + samples + " WHERE samples IS NOT NULL")
                .judge();
        assertThat(verdict.status()).isEqualTo(status);
        if (status == INCONCLUSIVE) {
            assertThat(verdict.reasons()).singleElement().asString().contains(samples + " samples, and it needs 1");
        }
    }

    /**
     * The recorder stood still while the load went on: what happened in between nobody saw. A highest value or a rise that was
     * seen above its limit stays above it; a percentile may come down again.
     */
    @ParameterizedTest(name = "{0} with a hole of {1} ms is {2}")
    @CsvSource({
        "pool.pending.max <= 10, 1000, PASS",
        "pool.pending.max <= 10, 4500, INCONCLUSIVE",
        "pool.pending.max <= 5, 4500, FAIL",
        "pool.pending.max == 7, 4500, INCONCLUSIVE",
        "pool.pending.max >= 7, 4500, PASS",
        "pool.pending.max >= 8, 4500, INCONCLUSIVE",
        "pool.pending.max <= 0.5 * naive.pool.pending.max, 4500, INCONCLUSIVE",
        "pgbouncer.maxwait <= 200ms, 4500, INCONCLUSIVE",
        "pgbouncer.maxwait < 50ms, 4500, FAIL",
        "pgbouncer.maxwait <= 99ms, 4500, INCONCLUSIVE", // below the floor
        "recorder.lag.p99 <= 200ms, 4500, INCONCLUSIVE",
        "recorder.lag.p99 <= 50ms, 4500, INCONCLUSIVE",
        "container.postgres.read <= 200MiB, 2900, PASS", // sampled once a second
        "container.postgres.read <= 200MiB, 3100, INCONCLUSIVE",
        "container.postgres.read <= 50MiB, 3100, FAIL",
        "latency.p99 <= 200ms, , PASS", // not sampled over time
    })
    void aSampledMetricOverAHoleIsNotMeasured(String gate, Double holeMs, Status status) throws SQLException {
        Verdict verdict = run.gate("bounded", gate)
                .execute("UPDATE metrics SET hole_ms = " + holeMs)
                .judge();
        assertThat(verdict.status()).as("%s", verdict.reasons()).isEqualTo(status);
    }

    @Test
    void theHoleIsTold() throws SQLException {
        assertThat(run.gate("bounded", "pool.pending.max <= 10")
                        .execute("UPDATE metrics SET hole_ms = 4500")
                        .judge()
                        .reasons())
                .containsExactly("target bounded: pool.pending.max <= 10 cannot be judged, pool.pending.max is 7, but"
                        + " pool.pending.max was not measured: for 4.50 s while the load ran no sample of it was taken,"
                        + " expected at most 1 s");
    }

    /** 5 % of the limit, and never less than 2 ms. */
    @ParameterizedTest(name = "{0} with {1} ms is {2}")
    @CsvSource({
        "completion <= 1s, 1000, PASS",
        "completion <= 1s, 1049, INCONCLUSIVE",
        "completion <= 1s, 1050, FAIL",
        "completion <= 10ms, 11.9, INCONCLUSIVE",
        "completion <= 10ms, 12, FAIL",
        "completion >= 1s, 951, INCONCLUSIVE",
        "completion >= 1s, 950, FAIL",
    })
    void anEffectBelowTheFloorNeverFails(String gate, double actual, Status status) throws SQLException {
        Verdict verdict =
                run.gate("bounded", gate).set("bounded", "completion", actual).judge();
        assertThat(verdict.status()).isEqualTo(status);
    }

    @Test
    void theFloorIsToldWithTheEffect() throws SQLException {
        assertThat(run.gate("bounded", "completion <= 1s")
                        .set("bounded", "completion", 1_010)
                        .judge()
                        .reasons())
                .containsExactly(
                        "target bounded: expected completion <= 1s, but completion is 1.01 s; not a failure: it is off"
                                + " by 10 ms, and one run cannot tell less than 50 ms from noise");
    }

    @Test
    void anAdvisoryGateWarnsAndNothingElse() throws SQLException {
        Verdict verdict = run.gate("bounded", "deadlocks == 0")
                .advises("bounded", "completion <= 1s")
                .advises("bounded", "errors == 0")
                .judge();
        assertThat(verdict.status()).isEqualTo(PASS);
        assertThat(verdict.reasons()).isEmpty();
        assertThat(verdict.warnings())
                .containsExactly(
                        "target bounded: expected advisory completion <= 1s, but completion is 1.84 s",
                        "target bounded: advisory errors == 0 cannot be judged, errors was not measured in this run");
    }

    /** Completion is 1,840.5 ms here, and was 1,000, 1,700 and 2,000 ms in the rounds of the baseline. */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "completion <= baseline * 1.10, PASS",
        "completion <= 1.0 * baseline, FAIL",
        "completion <= 1.05 * baseline, INCONCLUSIVE", // 55 ms over 1,785 ms
        "completion >= baseline, PASS",
        "deadlocks <= baseline, INCONCLUSIVE", // it does not hold that metric
        "naive.completion <= baseline, INCONCLUSIVE",
    })
    void aGateMayCompareWithTheBaseline(String gate, Status status) {
        MadeBaseline before = MadeBaseline.of(3).metric("bounded", "completion", 2_000, 1_000, 1_700);
        assertThat(run.gate("bounded", gate).against(before).judge().status()).isEqualTo(status);
    }

    @Test
    void aBaselineOfAnotherMachineIsRefusedForFiguresAndItIsSaid() {
        MadeBaseline before =
                MadeBaseline.of(1).always("bounded", "completion", 2_000).on(MadeBaseline.ELSEWHERE);
        Verdict verdict =
                run.gate("bounded", "completion <= baseline").against(before).judge();
        assertThat(verdict.status()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.reasons())
                .singleElement()
                .asString()
                .startsWith(
                        "target bounded: completion <= baseline cannot be judged, the baseline is refused: it is of another"
                                + " machine (");
    }

    /** A 99th percentile needs 1,000 values; the run has them, and the baseline's three rounds 900 or 1,020. */
    @ParameterizedTest
    @CsvSource({"300, INCONCLUSIVE", "340, PASS"})
    void aPercentileOfTheBaselineNeedsAsManyValuesAsTheRuns(long values, Status status) {
        MadeBaseline before =
                MadeBaseline.of(3).always("bounded", "completion", 2_000).latenciesUpTo("bounded", values);
        Verdict verdict = run.gate("bounded", "latency.p99 <= 100 * baseline")
                .against(before)
                .judge();
        assertThat(verdict.status()).as("%s", verdict.reasons()).isEqualTo(status);
    }

    @Test
    void withoutABaselineAGateOnOneSaysHowToSaveIt() {
        assertThat(run.gate("bounded", "completion <= baseline").judge().reasons())
                .containsExactly(
                        "target bounded: completion <= baseline cannot be judged, there is no judged.baseline beside the"
                                + " scenario's file; save one there with ./gridlock baseline save RUNS --to FILE");
    }

    /** Its fewer deadlocks may only be those of a service that died early. */
    @Test
    void aLimitThatIsAnotherTargetsFigureIsInDoubtWithThatTarget() throws SQLException {
        run.set("naive", "deadlocks", 1).set("bounded", "deadlocks", 2);
        assertThat(run.gate("bounded", "deadlocks <= naive.deadlocks").judge().status())
                .isEqualTo(FAIL);
        assertThat(run.execute("UPDATE targets SET partial = true WHERE target = 'naive'")
                        .judge()
                        .status())
                .isEqualTo(INCONCLUSIVE);
    }

    @Test
    void advisoryGatesAloneJudgeNothing() throws SQLException {
        assertThat(run.advises("bounded", "deadlocks == 0").judge().status()).isEqualTo(INCONCLUSIVE);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "naive.deadlocks >= 10                 | PASS",
                "deadlocks <= 0.5 * naive.deadlocks    | PASS",
                "naive.deadlocks <= deadlocks          | FAIL",
                "deadlocks >= naive.deadlocks * 0.5    | FAIL",
                "completion <= 0.1 * naive.completion  | INCONCLUSIVE",
            })
    void aGateMayCompareTargets(String gate, Status status) {
        assertThat(run.gate("bounded", gate).judge().status()).isEqualTo(status);
    }

    /** What a machine without ports brings about is counted everywhere; the cause stands beside it. */
    @Test
    void theFirstFailureOfAConnectionIsToldWithWhatIsNoPass() throws SQLException {
        run.gate("bounded", "deadlocks == 0")
                .execute("INSERT INTO errors (target, at_ns, sqlstate, message) VALUES"
                        + " ('bounded', 9, '08001', 'later'), ('bounded', 5, '08001', 'Cannot assign requested address'),"
                        + " ('bounded', 1, '40P01', 'deadlock detected')")
                .execute("INSERT INTO requests (target, outcome, intended_ns, sent_ns, answered_ns, message) VALUES"
                        + " ('bounded', 'no_answer', 1, 1, 3, 'j.n.ConnectException: Network is unreachable')");
        assertThat(run.judge().warnings()).as("of a pass").isEmpty();
        run.execute("UPDATE metrics SET value = 7 WHERE name = 'calls.answered'");
        assertThat(run.judge().warnings())
                .contains(
                        "target bounded: 2 connections of the service failed, the first with: Cannot assign requested"
                                + " address (no ephemeral ports left? sysctl net.ipv4.ip_local_port_range)",
                        "target bounded: 1 calls got no answer, the first with: j.n.ConnectException: Network is unreachable");
    }

    @Test
    void aPassOfOperationsThatNeverMetSaysSo() throws SQLException {
        run.gate("bounded", "deadlocks >= 0")
                .execute("INSERT INTO metrics VALUES ('bounded', 'contention', 'COUNT', 3, NULL, NULL)");
        assertThat(run.judge().warnings()).isEmpty();
        run.execute("UPDATE metrics SET value = 0 WHERE name = 'contention'");
        assertThat(run.judge().status()).isEqualTo(PASS);
        assertThat(run.judge().warnings())
                .singleElement()
                .asString()
                .startsWith("target bounded: no two operations were ever at one row");
    }

    @Test
    void aDoubtAboutEitherTargetIsADoubtAboutTheComparison() throws SQLException {
        assertThat(run.gate("bounded", "deadlocks >= naive.deadlocks * 0.5")
                        .execute("UPDATE targets SET partial = true WHERE target = 'naive'")
                        .judge()
                        .status())
                .isEqualTo(INCONCLUSIVE);
    }

    @ParameterizedTest(name = "{0} is {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT count(*) = 1 FROM operations WHERE target = $target | PASS | the query says true",
                "SELECT 1 = 2, 7 AS a, 'x' AS b FROM run LIMIT 1 | FAIL | but a is 7, b is x",
                "SELECT NULL::BOOLEAN FROM run LIMIT 1 | INCONCLUSIVE | cannot be judged, the query says null",
                "SELECT true FROM run | INCONCLUSIVE | cannot be judged, the query gave more than one row",
                "SELECT true FROM run WHERE key = 'none' | INCONCLUSIVE | cannot be judged, the query gave no row",
                "SELECT bool_and(proxy = 'x') FROM faults | INCONCLUSIVE | cannot be judged, the query failed: Binder Error",
                "SELECT error('boom') = 'x' FROM run | INCONCLUSIVE | cannot be judged, the query failed: Invalid Input Error",
            })
    void aGateMayBeAQuery(String sql, Status status, String told) {
        Verdict verdict = run.gate("bounded", "sql: " + sql).judge();
        assertThat(verdict.status()).isEqualTo(status);
        assertThat(verdict.gates())
                .singleElement()
                .extracting(GateResult::message)
                .asString()
                .contains(told);
        assertThat(run.gate("naive", "deadlocks >= 0").judge().gates())
                .as("the connection still works")
                .hasSize(2);
    }

    @Test
    void scenarioWithoutGatesJudgesNothing() {
        assertThat(run.judge().status()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void quantitiesReadAsAPersonWouldWriteThem() {
        assertThat(Stream.of(0.5, 250.0, 1_840.5, 240_000.0).map(value -> Quantity.text(value, Unit.MILLISECONDS)))
                .containsExactly("0.50 ms", "250 ms", "1.84 s", "4.0 min");
        assertThat(Quantity.text(73_400_320, Unit.BYTES)).isEqualTo("70.0 MiB");
        assertThat(Quantity.text(50_000, Unit.COUNT)).isEqualTo("50,000");
    }
}
