package dev.gridlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.scenario.FaultSpec.Stream;
import dev.gridlock.scenario.FaultSpec.Toxic;
import dev.gridlock.scenario.GateSpec.Check;
import dev.gridlock.scenario.GateSpec.Comparison;
import dev.gridlock.scenario.GateSpec.Kind;
import dev.gridlock.scenario.GateSpec.MetricName;
import dev.gridlock.scenario.GateSpec.Operand;
import dev.gridlock.scenario.LoadSpec.Arrivals;
import dev.gridlock.scenario.LoadSpec.Bulk;
import dev.gridlock.scenario.LoadSpec.Profile;
import dev.gridlock.scenario.PgBouncerSpec.PoolMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScenarioParserTest {

    /** The sketch of the design, word for word. */
    private static final String SKETCH = """
        name: black-friday
        about: 50,000 trucks re-routed at once, as on the night of the outage.
        seed: 20261124

        fleet:    { trucks: 50_000, regions: 8, segments: 400, hubs: 20, reversed: 50% }
        postgres: { version: 18, max_connections: 100, deadlock_timeout: 1s }
        pgbouncer: { pool_mode: transaction, pool_size: 50 }

        targets:
          naive:   { pool: 100, acquire_timeout: 5s }
          bounded: { pool: 8, acquire_timeout: 5s, batch: 5_000, in_flight: 4 }

        load:
          - bulk: { calls: per_region, at: 0s }            # or: - arrivals: { profile: ramp, from: 10/s, to: 200/s }

        chaos:
          - { at: 0s, until: end, on: pgbouncer, toxic: latency, latency: 5ms }

        gates:
          bounded:
            - deadlocks == 0
            - lost_updates == 0
            - verified == trucks
            - pool.acquire.p99 <= 250ms
            - completion <= 3s
          naive:
            reproduces: [ deadlocks > 0, pool.timeouts > 10_000, zombie_writes > 0 ]

        business: { currency: USD, outage_minute: 4_200, wrong_route: 35 }
        """;

    @Test
    void theSketchOfTheDesignParses() throws ScenarioException {
        Scenario scenario = parse(SKETCH);

        assertThat(scenario.name()).isEqualTo("black-friday");
        assertThat(scenario.about()).isEqualTo("50,000 trucks re-routed at once, as on the night of the outage.");
        assertThat(scenario.seed()).isEqualTo(20_261_124);
        assertThat(scenario.fleet()).isEqualTo(new FleetSpec(50_000, 8, 400, 20, 0.5));
        assertThat(scenario.chaos())
                .containsExactly(new FaultSpec(
                        "latency",
                        Duration.ZERO,
                        Optional.empty(),
                        ProxyName.PGBOUNCER,
                        new Toxic.Latency(Duration.ofMillis(5), Duration.ZERO),
                        Stream.DOWNSTREAM,
                        1.0));
        assertThat(scenario.gates().keySet()).containsExactly("bounded", "naive");
        Operand trucks = new Operand.Metric(new MetricName("bounded", "trucks"), 1);
        assertThat(scenario.gates().get("bounded"))
                .extracting(
                        GateSpec::kind, GateSpec::check, gate -> gate.place().line())
                .contains(
                        tuple(Kind.GATE, check("verified", Comparison.EQUAL, trucks), 23),
                        tuple(Kind.GATE, check("pool.acquire.p99", Comparison.AT_MOST, new Operand.Number(250)), 24),
                        tuple(Kind.GATE, check("completion", Comparison.AT_MOST, new Operand.Number(3_000)), 25));
        assertThat(scenario.gates().get("naive"))
                .extracting(GateSpec::kind, GateSpec::text)
                .contains(tuple(Kind.EXPECTATION, "pool.timeouts > 10_000"));
        assertThat(scenario.business())
                .contains(new BusinessSpec("USD", 4_200, 35, Optional.empty(), Optional.empty()));
    }

    private static Check check(String metric, Comparison comparison, Operand right) {
        return new Check.Compared(new MetricName("bounded", metric), comparison, right, Optional.empty());
    }

    @Test
    void theOutagesValuesAreTheDefaults() throws ScenarioException {
        Scenario scenario = parse("name: least\nload: [ bulk: ]\n");

        assertThat(scenario)
                .isEqualTo(new Scenario(
                        "least",
                        "",
                        20_261_124,
                        new FleetSpec(50_000, 8, 400, 20, 0.5),
                        new PostgresSpec(18, 100, Duration.ofSeconds(1), 128L << 20),
                        new PgBouncerSpec(PoolMode.TRANSACTION, 50, 1_000),
                        StackSpec.DEFAULT,
                        new LinkedHashMap<>(Map.of(
                                "naive", new TargetSpec.Naive(100, Duration.ofSeconds(5), 512L << 20),
                                "bounded",
                                        new TargetSpec.Bounded(
                                                8,
                                                Duration.ofSeconds(5),
                                                512L << 20,
                                                5_000,
                                                4,
                                                64,
                                                Duration.ofSeconds(30),
                                                5))),
                        List.of(new Bulk(Duration.ZERO, Bulk.PER_REGION)),
                        List.of(),
                        Map.of(),
                        new RecordingSpec(Optional.of(Duration.ofMillis(100))),
                        Optional.empty()));
        assertThat(scenario.targets().keySet()).containsExactly("naive", "bounded");
    }

    @Test
    void eachBlockMayBeEmpty() throws ScenarioException {
        Scenario empty = parse("""
            name: least
            load: [ bulk: {} ]
            fleet:
            postgres:
            pgbouncer: {}
            targets:
              naive:
              bounded:
            chaos:
            gates:
            recording:
            """);

        assertThat(empty).isEqualTo(parse("name: least\nload: [ bulk: ]\n"));
    }

    @Test
    void targetsRunInTheOrderOfTheFileAndAKindGivesThemAnyName() throws ScenarioException {
        Scenario scenario = parse("""
            name: x
            targets:
              one-at-a-time: { kind: bounded, in_flight: 1 }
              bounded:
              as-it-was: { kind: naive, pool: 50, heap: 1GiB }
            load: [ bulk: ]
            gates:
              one-at-a-time: [ deadlocks == 0 ]
            """);

        assertThat(scenario.targets().keySet()).containsExactly("one-at-a-time", "bounded", "as-it-was");
        assertThat(scenario.targets().get("as-it-was"))
                .isEqualTo(new TargetSpec.Naive(50, Duration.ofSeconds(5), 1L << 30));
    }

    @Test
    void everyLoadFormParses() throws ScenarioException {
        Scenario scenario = parse("""
            name: x
            load:
              - arrivals: { profile: ramp, from: 10/s, to: 200/s, for: 30s, trucks_per_call: 5, at: 2s }
              - arrivals: { profile: constant, rate: 0.5/s, for: 2m, trucks_per_call: 1 }
              - arrivals: { profile: spike, from: 0/s, to: 90/s, for: 3s, trucks_per_call: 1 }
              - bulk: { calls: 12, at: 500ms }
            """);

        assertThat(scenario.load())
                .containsExactly(
                        new Arrivals(Duration.ofSeconds(2), Profile.RAMP, 10, 200, Duration.ofSeconds(30), 5),
                        new Arrivals(Duration.ZERO, Profile.CONSTANT, 0.5, 0.5, Duration.ofMinutes(2), 1),
                        new Arrivals(Duration.ZERO, Profile.SPIKE, 0, 90, Duration.ofSeconds(3), 1),
                        new Bulk(Duration.ofMillis(500), 12));
    }

    @Test
    void everyToxicParses() throws ScenarioException {
        Scenario scenario = parse("""
            name: x
            load: [ bulk: ]
            chaos:
              - { on: postgres, toxic: latency, latency: 20ms, jitter: 5ms, stream: upstream, toxicity: 0.25 }
              - { at: 1s, until: 10s, on: pgbouncer, toxic: bandwidth, rate: 1000KB/s, toxicity: 50% }
              - { at: 10s, on: pgbouncer, toxic: bandwidth, rate: 2MB/s }
              - { on: pgbouncer, toxic: timeout, timeout: 2s }
              - { on: pgbouncer, toxic: reset_peer }
            """);

        assertThat(scenario.chaos())
                .extracting(FaultSpec::kind)
                .containsExactly(
                        new Toxic.Latency(Duration.ofMillis(20), Duration.ofMillis(5)),
                        new Toxic.Bandwidth(1_000),
                        new Toxic.Bandwidth(2_000),
                        new Toxic.Timeout(Duration.ofSeconds(2)),
                        new Toxic.ResetPeer(Duration.ZERO));
        assertThat(scenario.chaos()).extracting(FaultSpec::toxicity).containsExactly(0.25, 0.5, 1.0, 1.0, 1.0);
        assertThat(scenario.chaos().get(1).until()).contains(Duration.ofSeconds(10));
        assertThat(scenario.chaos().getFirst().stream()).isEqualTo(Stream.UPSTREAM);
    }

    @Test
    void quantitiesAreReadInEachUnit() throws ScenarioException {
        Scenario scenario = parse("""
            name: x
            load: [ bulk: { at: 1.5s } ]
            postgres: { deadlock_timeout: 2_000us, shared_buffers: 128MB }
            targets:
              naive: { acquire_timeout: 2m, heap: 65536KiB }
            recording: { samples: off }
            """);

        assertThat(scenario.load().getFirst().at()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(scenario.postgres().deadlockTimeout()).isEqualTo(Duration.ofMillis(2));
        assertThat(scenario.postgres().sharedBuffersBytes()).isEqualTo(128_000_000);
        assertThat(scenario.targets().get("naive"))
                .isEqualTo(new TargetSpec.Naive(100, Duration.ofMinutes(2), 64L << 20));
        assertThat(scenario.recording().samples()).isEmpty();
    }

    @Test
    void requiredGatesStandBeforeExpectations() throws ScenarioException {
        Scenario scenario = parse("""
            name: x
            load: [ bulk: ]
            gates:
              naive: { reproduces: [ deadlocks > 0 ], require: [ errors >= 0 ] }
            """);

        assertThat(scenario.gates().get("naive"))
                .extracting(GateSpec::kind)
                .containsExactly(Kind.GATE, Kind.EXPECTATION);
    }

    @Test
    void everyKeyIsReadFromWindowsAndMarkedFilesToo() throws ScenarioException {
        assertThat(parse("name: least\r\nload:\r\n  - bulk:\r\n")).isEqualTo(parse("name: least\nload: [ bulk: ]\n"));
    }

    private static Scenario parse(String text) throws ScenarioException {
        return ScenarioParser.parse("test.yml", text, TestCatalogue.CATALOGUE, List.of());
    }
}
