package dev.gridlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.scenario.GateSpec.Check;
import dev.gridlock.scenario.GateSpec.MetricName;
import dev.gridlock.scenario.GateSpec.Operand;
import dev.gridlock.scenario.GateSpec.Window;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateMistakesTest {

    /** The gate begins at column 5 of line 5. */
    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "deadlock == 0 => t.yml:5:5: gates.bounded.0: unknown metric; found \"deadlock\"; write deadlocks?",
                "pool.aquire.p99 <= 1s => t.yml:5:5: gates.bounded.0: unknown metric; found \"pool.aquire.p99\"; write"
                        + " pool.acquire.p99?",
                "verified == truck => t.yml:5:17: gates.bounded.0: unknown metric; found \"truck\"; write trucks?",
                "deadlocks = 0 => t.yml:5:15: gates.bounded.0: no comparison; found \"=\"; write ==",
                "deadlocks is 0 => t.yml:5:15: gates.bounded.0: no comparison; found \"is\"; write one of ==, !=, <,"
                        + " <=, >, >=",
                "deadlocks => t.yml:5:14: gates.bounded.0: no comparison; found the end of the gate; write one of ==,"
                        + " !=, <, <=, >, >=",
                "deadlocks == => t.yml:5:17: gates.bounded.0: no number and no metric; found the end of the gate;"
                        + " write e.g. 250ms, 10_000 or trucks",
                "deadlocks == -1 => t.yml:5:18: gates.bounded.0: no number and no metric; found \"-\"; write e.g."
                        + " 250ms, 10_000 or trucks",
                "deadlocks == 1__0 => t.yml:5:18: gates.bounded.0: no number; found \"1__0\"; write e.g. 250ms or"
                        + " 10_000",
                "0 == deadlocks => t.yml:5:5: gates.bounded.0: no metric; found \"0\"; write a gate as metric,"
                        + " comparison, value, e.g. deadlocks == 0",
                "deadlocks == 0 and errors == 0 => t.yml:5:20: gates.bounded.0: a unit, and the metric is a count;"
                        + " found \"and\"; write the number alone",
                "deadlocks == 5ms => t.yml:5:19: gates.bounded.0: a unit, and the metric is a count; found \"ms\";"
                        + " write the number alone",
                "completion <= 3s now => t.yml:5:22: gates.bounded.0: something after the end of a gate; found"
                        + " \"now\"; write nothing there; one comparison a gate",
                "completion <= 3 => t.yml:5:19: gates.bounded.0: a number without a unit, and the metric is a"
                        + " duration; found \"3\"; write its unit too: us, ms, s, m, h",
                "completion <= 3MiB => t.yml:5:20: gates.bounded.0: a unit that does not fit: the metric is a"
                        + " duration; found \"MiB\"; write one of us, ms, s, m, h",
                "postgres.wal <= 3 => t.yml:5:21: gates.bounded.0: a number without a unit, and the metric is a size;"
                        + " found \"3\"; write its unit too: B, KB, MB, GB, KiB, MiB, GiB",
                "completion <= trucks => t.yml:5:19: gates.bounded.0: a metric of another unit than the left side;"
                        + " found \"trucks\"; write one in milliseconds",
                "completion <= 0.1 * => t.yml:5:24: gates.bounded.0: no metric; found the end of the gate; write a gate as"
                        + " metric, comparison, value, e.g. deadlocks == 0",
                "completion <= 0 * latency.p99 => t.yml:5:19: gates.bounded.0: no factor; found \"0\"; write a number above"
                        + " 0, e.g. 1.10",
                "completion <= baseline * => t.yml:5:29: gates.bounded.0: no factor; found the end of the gate; write a"
                        + " number above 0, e.g. 1.10",
                "completion <= 3s * baseline => t.yml:5:22: gates.bounded.0: something after the end of a gate; found"
                        + " \"*\"; write nothing there; one comparison a gate",
                "completion <= 0.1 * nave.completion => t.yml:5:25: gates.bounded.0: no such target in this scenario:"
                        + " nave; found \"nave.completion\"; write naive?",
                "completion <= naive.complete => t.yml:5:25: gates.bounded.0: unknown metric; found \"complete\"; write"
                        + " completion?",
                "completion <= 3s during chaos.latency => t.yml:5:5: gates.bounded.0: a metric of whole runs only: no part"
                        + " of it can be measured during a fault; found \"completion\"; write one of deadlocks.client,"
                        + " errors, retries, calls.planned, calls.sent, calls.answered, calls.acknowledged, calls.rejected,"
                        + " calls.shed, pool.timeouts, pool.pending.max, pool.acquire.p50, pool.acquire.p95,"
                        + " pool.acquire.p99, pool.acquire.max, latency.p50, latency.p95, latency.p99, latency.max",
                "errors <= deadlocks after chaos.latency => t.yml:5:15: gates.bounded.0: a metric of whole runs only: no"
                        + " part of it can be measured after a fault; found \"deadlocks\"; write deadlocks.client",
                "latency.p99 <= 3s during chaos.latncy => t.yml:5:30: gates.bounded.0: no such fault in this scenario;"
                        + " found \"chaos.latncy\"; write chaos.latency? Or one of chaos.latency, chaos.slow",
                "latency.p99 <= 3s during latency => t.yml:5:30: gates.bounded.0: no such fault in this scenario; found"
                        + " \"latency\"; write one of chaos.latency, chaos.slow",
                "latency.p99 <= 3s during => t.yml:5:29: gates.bounded.0: no such fault in this scenario; found the end of"
                        + " the gate; write one of chaos.latency, chaos.slow",
                "errors == 0 after chaos.slow within 5 => t.yml:5:41: gates.bounded.0: a number without a unit, and the"
                        + " metric is a duration; found \"5\"; write its unit too: us, ms, s, m, h",
                "errors == 0 after chaos.slow within 0s => t.yml:5:41: gates.bounded.0: no time; found \"0\"; write more"
                        + " than 0, e.g. 5s",
                "errors == 0 during chaos.slow within 5s => t.yml:5:35: gates.bounded.0: something after the end of a gate;"
                        + " found \"within\"; write nothing there; one comparison a gate",
                "latency.p99 <= baseline during chaos.slow => t.yml:5:20: gates.bounded.0: a baseline within a window;"
                        + " found \"baseline\"; write a number; a baseline holds figures of whole runs",
                "advisory => t.yml:5:13: gates.bounded.0: no metric; found the end of the gate; write a gate as metric,"
                        + " comparison, value, e.g. deadlocks == 0",
                "lost_updates < 0 => t.yml:5:5: gates.bounded: no value satisfies this gate; found \"lost_updates <"
                        + " 0\"; write a comparison that can hold; metrics are never negative, counts are whole",
                "deadlocks: 0 => t.yml:5:5: gates.bounded.0 is not a gate; found a block; write - deadlocks == 0",
            })
    void aBadGateIsNamedAtTheExactToken(String gate, String problem) {
        assertThat(gates(gate)).containsExactly(problem);
    }

    /** A metric is equal to itself, in any run. */
    @ParameterizedTest
    @CsvSource({
        "verified < verified",
        "verified > bounded.verified",
        "bounded.completion != completion",
        "errors > errors during chaos.slow",
    })
    void aMetricThatIsToDifferFromItselfIsAMistake(String gate) {
        assertThat(gates(gate))
                .singleElement()
                .asString()
                .startsWith("t.yml:5:5: gates.bounded: no value satisfies this gate; found \"" + gate + "\"");
    }

    @ParameterizedTest
    @CsvSource({"verified <= verified", "verified < naive.verified", "verified < 2 * verified"})
    void aMetricMayBeComparedWithItselfWhereThatCanHold(String gate) throws ScenarioException {
        assertThat(right(gate)).isInstanceOf(Operand.Metric.class);
    }

    @Test
    void anArrowIsAnsweredWithTheComparisonThatWasMeant() {
        assertThat(gates("deadlocks => 0"))
                .containsExactly("t.yml:5:15: gates.bounded.0: no comparison; found \"=>\"; write >=");
    }

    @Test
    void aMetricNearNoOtherIsAnsweredWithAllOfThem() {
        assertThat(gates("zzz == 0"))
                .singleElement()
                .asString()
                .startsWith("t.yml:5:5: gates.bounded.0: unknown metric; found \"zzz\"; write one of trucks,"
                        + " acknowledged, ");
    }

    @Test
    void theColumnCountsQuotesAndStaysAtTheScalarWhereTextWasEscaped() {
        assertThat(gates("\"deadlocks = 0\"")).singleElement().asString().startsWith("t.yml:5:16: ");
        assertThat(gates("\"deadlocks\\u0020= 0\"")).singleElement().asString().startsWith("t.yml:5:5: ");
    }

    @Test
    void aZeroNeedsNoUnit() throws ScenarioException {
        assertThat(right("completion >= 0")).isEqualTo(new Operand.Number(0));
    }

    @ParameterizedTest
    @CsvSource({
        "completion <= 3s, 3000",
        "completion <= 1.5 s, 1500",
        "completion <= 500us, 0.5",
        "completion <= 2m, 120000",
        "postgres.wal < 64MiB, 67108864",
        "postgres.wal < 64MB, 64000000",
        "pool.timeouts > 10_000, 10000",
    })
    void aNumberIsReadInTheMetricsUnit(String gate, double value) throws ScenarioException {
        assertThat(right(gate)).isEqualTo(new Operand.Number(value));
        assertThat(parse(gate).text()).isEqualTo(gate);
    }

    @ParameterizedTest
    @CsvSource({
        "deadlocks == 0, deadlocks > 0",
        "deadlocks == 0, deadlocks != 0",
        "deadlocks > 0, deadlocks < 1",
        "deadlocks == 0, deadlocks == 1",
        "completion <= 1s, completion > 1s",
        "completion <= 1s, completion >= 1001ms",
        "verified == trucks, verified < trucks",
        "verified < trucks, trucks <= verified",
        "verified < naive.verified, naive.verified < verified",
        "errors == 0 during chaos.slow, errors > 0 during chaos.slow",
    })
    void gatesThatNoRunCanSatisfyTogetherAreBothNamed(String one, String other) {
        assertThat(gates(one, other))
                .containsExactly("t.yml:6:5: gates.bounded: two gates that no value satisfies both; found \"" + other
                        + "\" here and \"" + one + "\" at t.yml:5:5; write one of them");
    }

    /** JUnit and OpenMetrics name a gate by its text. */
    @Test
    void theSameGateTwiceIsAMistake() {
        assertThat(Mistakes.in("gates: { bounded: [ deadlocks == 0, errors == 0, deadlocks == 0 ] }\n"))
                .containsExactly(
                        "t.yml:3:50: gates.bounded has a gate twice; found \"deadlocks == 0\", the other at t.yml:3:21;"
                                + " write it once");
    }

    @Test
    void anExpectationContradictsAGateToo() {
        assertThat(Mistakes.in("gates:\n  naive: { require: [ deadlocks == 0 ], reproduces: [ deadlocks > 0 ] }\n"))
                .containsExactly(
                        "t.yml:4:55: gates.naive: two gates that no value satisfies both; found \"deadlocks > 0\" here"
                                + " and \"deadlocks == 0\" at t.yml:4:23; write one of them");
    }

    @ParameterizedTest
    @CsvSource({
        "deadlocks > 0, deadlocks < 2",
        "completion > 0, completion < 1ms",
        "deadlocks <= 5, deadlocks >= 5",
        "deadlocks == 0, deadlocks.client > 0",
        "verified <= trucks, verified >= trucks",
        "verified == trucks, verified > 0",
        "verified < trucks, trucks > verified",
        "errors == 0, errors > 0 during chaos.slow",
        "errors == 0, naive.errors > 0",
        "errors < naive.errors, errors > 0.5 * naive.errors",
    })
    void gatesThatARunCanSatisfyTogetherMayStand(String one, String other) throws ScenarioException {
        assertThat(ScenarioParser.parse("t.yml", text(one, other), TestCatalogue.CATALOGUE, List.of())
                        .gates()
                        .get("bounded"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "completion <= 0.1 * naive.completion, naive, 0.1",
        "completion <= naive.completion * 0.1, naive, 0.1",
        "completion <= 1_000*naive.completion, naive, 1000",
        "completion >= bounded.completion, bounded, 1",
    })
    void aValueMayBeOfAnotherTargetAndMultiplied(String gate, String target, double factor) throws ScenarioException {
        assertThat(right(gate)).isEqualTo(new Operand.Metric(new MetricName(target, "completion"), factor));
    }

    @ParameterizedTest
    @CsvSource({"completion <= baseline * 1.10, 1.1", "completion <= 1.10 * baseline, 1.1", "completion <= baseline, 1"
    })
    void aValueMayBeThatOfTheBaseline(String gate, double factor) throws ScenarioException {
        assertThat(right(gate)).isEqualTo(new Operand.Baseline(factor));
    }

    @Test
    void theLeftSideMayNameItsTarget() throws ScenarioException {
        assertThat(compared("naive.errors > errors").left()).isEqualTo(new MetricName("naive", "errors"));
        assertThat(compared("naive.errors > errors").right())
                .isEqualTo(new Operand.Metric(new MetricName("bounded", "errors"), 1));
    }

    @Test
    void aGateMayBeOfAPartOfTheRun() throws ScenarioException {
        assertThat(compared("latency.p99 <= 3s during chaos.latency").window()).contains(new Window.During("latency"));
        assertThat(compared("errors == 0 after chaos.slow within 1.5s").window())
                .contains(new Window.After("slow", Optional.of(Duration.ofMillis(1_500))));
        assertThat(compared("errors <= 2 * naive.errors after chaos.slow").window())
                .contains(new Window.After("slow", Optional.empty()));
    }

    @Test
    void anAdvisoryGateSaysSo() throws ScenarioException {
        assertThat(parse("advisory completion <= 3s").kind()).isEqualTo(GateSpec.Kind.ADVISORY);
        assertThat(Mistakes.in("gates:\n  naive: { reproduces: [ advisory errors > 0 ] }\n"))
                .containsExactly("t.yml:4:26: gates.naive.reproduces.0: an expectation cannot be advisory; found"
                        + " \"advisory\"; write it under require");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sql: SELECT 1 = 1                       | GATE",
                "\"sql: SELECT 1 = 1\"                   | GATE",
                "advisory sql: SELECT 1 = 1              | ADVISORY",
                "{ sql: SELECT 1 = 1 }                   | GATE",
            })
    void aGateMayBeAQueryWithOrWithoutQuotes(String gate, GateSpec.Kind kind) throws ScenarioException {
        assertThat(parse(gate).check()).isEqualTo(new Check.Query("SELECT 1 = 1"));
        assertThat(parse(gate).kind()).isEqualTo(kind);
    }

    @Test
    void aBadQueryIsNamedAtTheExactPlace() {
        String problem =
                ": gates.bounded.0: not a query that a recording answers: nothing is called bad; found \"bad = 1\";"
                        + " write one SELECT whose first column is a boolean, over the tables and views of docs/recording.md";
        assertThat(gates("sql: SELECT bad = 1")).containsExactly("t.yml:5:17" + problem);
        assertThat(gates("'sql: SELECT bad = 1'")).containsExactly("t.yml:5:18" + problem);
        assertThat(gates("advisory sql:   SELECT bad = 1")).containsExactly("t.yml:5:28" + problem);
    }

    @Test
    void aTargetThatAMetricBeginsWithCannotBeToldFromIt() {
        assertThat(Mistakes.in(
                        "targets: { naive: , latency: { kind: naive } }\ngates: { naive: [ latency.p99 <= 1s ] }\n"))
                .containsExactly(
                        "t.yml:4:19: gates.naive.0: a metric, and a target is called latency too; found"
                                + " \"latency.p99\"; write another name for the target: its metrics cannot be told from this one");
    }

    @Test
    void faultsWithoutANameAreCalledByTheirToxic() throws ScenarioException {
        assertThat(ScenarioParser.parse("t.yml", text("errors == 0"), TestCatalogue.CATALOGUE, List.of())
                        .chaos())
                .extracting(FaultSpec::name)
                .containsExactly("latency", "slow");
        assertThat(Mistakes.in("chaos:\n- { name: x, on: postgres, toxic: latency, latency: 5ms }\n"
                        + "- { name: x, on: pgbouncer, toxic: latency, latency: 5ms }\n"))
                .containsExactly(
                        "t.yml:5:3: chaos.1.name is taken by another fault; found \"x\", the other at t.yml:4:3;"
                                + " write another name");
    }

    private static Operand right(String gate) throws ScenarioException {
        return compared(gate).right();
    }

    private static Check.Compared compared(String gate) throws ScenarioException {
        return (Check.Compared) parse(gate).check();
    }

    private static GateSpec parse(String gate) throws ScenarioException {
        return ScenarioParser.parse("t.yml", text(gate), TestCatalogue.CATALOGUE, List.of())
                .gates()
                .getOrDefault("bounded", List.of())
                .getFirst();
    }

    private static List<String> gates(String... gates) {
        return Mistakes.of(text(gates));
    }

    private static String text(String... gates) {
        return "name: t\nload: [ bulk: ]\ngates:\n bounded:\n  - " + String.join("\n  - ", gates) + "\n"
                + "chaos:\n  - { on: pgbouncer, toxic: latency, latency: 5ms }\n"
                + "  - { name: slow, on: postgres, toxic: bandwidth, rate: 1KB/s }\n";
    }
}
