package dev.gridlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final String TEXT = """
        name: t
        load: [ bulk: ]
        targets: { bounded: { pool: 8 } }
        chaos:
          - { on: pgbouncer, toxic: latency, latency: 5ms }
        """;

    @Test
    void aSettingReplacesOrAddsAValueAnywhere() throws ScenarioException {
        Scenario scenario = with(
                TEXT,
                "targets.bounded.batch=2000",
                "fleet.trucks=5_000",
                "chaos.0.latency=20ms",
                "recording.samples=off",
                "seed=7",
                "gates.bounded=[deadlocks == 0]",
                "load=[ bulk: { calls: 4 } ]");

        assertThat(scenario.targets().get("bounded"))
                .isInstanceOfSatisfying(
                        TargetSpec.Bounded.class,
                        bounded -> assertThat(bounded.batch()).isEqualTo(2_000));
        assertThat(scenario.fleet().trucks()).isEqualTo(5_000);
        assertThat(scenario.chaos().getFirst().kind())
                .isEqualTo(new FaultSpec.Toxic.Latency(Duration.ofMillis(20), Duration.ZERO));
        assertThat(scenario.recording().samples()).isEmpty();
        assertThat(scenario.seed()).isEqualTo(7);
        assertThat(scenario.gates().get("bounded"))
                .extracting(gate -> gate.place().line())
                .containsExactly(0);
        assertThat(scenario.load()).containsExactly(new LoadSpec.Bulk(Duration.ZERO, 4));
    }

    @Test
    void aListIsReplacedAsAWhole() throws ScenarioException {
        assertThat(with(TEXT, "chaos=[]").chaos()).isEmpty();
    }

    @Test
    void theLastOfTwoSettingsHolds() throws ScenarioException {
        assertThat(with(TEXT, "seed=7", "seed=8").seed()).isEqualTo(8);
    }

    @Test
    void aSettingOfOneDefaultTargetDoesNotTakeTheOtherAway() throws ScenarioException {
        Scenario scenario = with("name: t\nload: [ bulk: ]\n", "targets.bounded.batch=2000");

        assertThat(scenario.targets().keySet()).containsExactly("naive", "bounded");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "fleet.trucks=none => fleet.trucks is not a count; found \"none\"; write a count from 1 to 1_000_000,"
                        + " e.g. 50_000",
                "fleet.truks=5 => unknown key fleet.truks; found \"truks\"; write trucks? Or one of trucks, regions,"
                        + " segments, hubs, reversed",
                "sead=5 => unknown key sead; found \"sead\"; write seed? Or one of name, about, seed, fleet, postgres,"
                        + " pgbouncer, stack, targets, load, chaos, gates, recording, business",
                "seed= => seed has no value; found nothing; write a whole number from -2^63 to 2^63-1, e.g. 20261124",
                "name.x=5 => name is one value and has no x; found \"name.x\"; write a path of this scenario, e.g."
                        + " fleet.trucks=5_000",
                "chaos.1.latency=5ms => chaos has 1 element, counted from 0; found \"chaos.1.latency\"; write a path"
                        + " of this scenario, e.g. fleet.trucks=5_000",
                "chaos.first=5ms => chaos is a list: its elements have numbers, from 0; found \"chaos.first\"; write a"
                        + " path of this scenario, e.g. fleet.trucks=5_000",
                "fleet..trucks=5 => has no path; found \"fleet..trucks\"; write keys joined by dots, e.g."
                        + " fleet.trucks=5_000",
                "chaos=[ => not YAML: while parsing a flow node, expected the node content, but found '<stream end>';"
                        + " found \"[\"; write each key as \"key: value\", blocks indented by spaces, brackets and quotes"
                        + " closed",
                "targets.bonded.batch=5 => targets.bonded.kind is missing; found a target called bonded; write"
                        + " bounded? Or kind: naive, kind: bounded, or command: [program, …], in it",
                "gates.bounded=[deadlock == 0] => gates.bounded.0: unknown metric; found \"deadlock\"; write"
                        + " deadlocks?",
                "pgbouncer.pool_size=99 => pgbouncer.pool_size: PostgreSQL would refuse some of its connections; found"
                        + " 99 of max_connections 100, of which 3 are kept for superusers; write at most 97, or"
                        + " postgres.max_connections of at least 102",
            })
    void aBadSettingIsNamedInsteadOfALine(String setting, String problem) {
        assertThatThrownBy(() -> with(TEXT, setting))
                .isInstanceOf(ScenarioException.class)
                .hasMessageStartingWith("--set " + setting + ": ")
                .hasMessage("--set " + setting + ": " + problem);
    }

    @Test
    void aSettingWithoutAnEqualsSignIsRefused() {
        assertThatThrownBy(() -> Setting.parse("seed"))
                .isInstanceOf(ScenarioException.class)
                .hasMessage("--set seed: is not path=value; found \"seed\"; write e.g. --set fleet.trucks=5_000");
    }

    private static Scenario with(String text, String... settings) throws ScenarioException {
        List<Setting> parsed = Stream.of(settings)
                .map(setting -> setting.split("=", 2))
                .map(parts -> new Setting(parts[0], parts[1]))
                .toList();
        return ScenarioParser.parse("t.yml", text, TestCatalogue.CATALOGUE, parsed);
    }
}
