package dev.gridlock.scenario;

import dev.gridlock.scenario.FaultSpec.Disruption;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.scenario.FaultSpec.Stream;
import dev.gridlock.scenario.FaultSpec.Toxic;
import dev.gridlock.scenario.GateSpec.Check;
import dev.gridlock.scenario.GateSpec.Comparison;
import dev.gridlock.scenario.GateSpec.Kind;
import dev.gridlock.scenario.GateSpec.MetricName;
import dev.gridlock.scenario.GateSpec.Operand;
import dev.gridlock.scenario.GateSpec.Place;
import dev.gridlock.scenario.GateSpec.Window;
import dev.gridlock.scenario.LoadSpec.Arrivals;
import dev.gridlock.scenario.LoadSpec.Bulk;
import dev.gridlock.scenario.LoadSpec.Profile;
import dev.gridlock.scenario.PgBouncerSpec.PoolMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;

/** Valid scenarios from all over the space of them. */
final class RandomScenario {

    private final Random random;

    RandomScenario(Random random) {
        this.random = random;
    }

    Scenario next() {
        int regions = between(1, 20);
        int hubs = between(0, 50);
        int poolSize = between(1, 500);
        List<FaultSpec> chaos = chaos();
        return new Scenario(
                "r" + random.nextInt(1_000) + "-x",
                random.nextBoolean() ? "" : "text " + random.nextInt() + ": \"#{}\" é",
                random.nextLong(),
                new FleetSpec(
                        between(500_000, 1_000_000),
                        regions,
                        hubs + regions * 12 + between(1, 500),
                        hubs,
                        random.nextDouble()),
                new PostgresSpec(
                        between(14, 18), poolSize + between(20, 500), millis(1, 600_000), between(128, 9_999) * 8_192L),
                new PgBouncerSpec(choice(PoolMode.values()), poolSize, between(1, 100_000)),
                stack(),
                targets(),
                load(),
                chaos,
                gates(chaos),
                new RecordingSpec(random.nextBoolean() ? Optional.empty() : Optional.of(millis(10, 60_000))),
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(new BusinessSpec(
                                "EUR",
                                random.nextDouble() * 1e6,
                                random.nextInt(100),
                                random.nextBoolean() ? Optional.empty() : Optional.of(millis(60_000, 90_000_000)),
                                random.nextBoolean() ? Optional.empty() : Optional.of(random.nextDouble() * 1e6))));
    }

    private StackSpec stack() {
        return new StackSpec(
                random.nextBoolean() ? Optional.empty() : Optional.of(between(1, 6_400) / 100.0),
                random.nextBoolean() ? Optional.empty() : Optional.of((long) between(64, 9_999) << 20),
                (long) between(1, 999) << 20,
                random.nextBoolean() ? Optional.empty() : Optional.of("registry.example.com:5000/our/postgres:18.6-x"),
                random.nextBoolean() ? Optional.empty() : Optional.of("pgbouncer@sha256:" + "0a".repeat(32)),
                random.nextBoolean() ? Optional.empty() : Optional.of("toxiproxy:2.12.0"));
    }

    private SequencedMap<String, TargetSpec> targets() {
        SequencedMap<String, TargetSpec> targets = new LinkedHashMap<>();
        if (random.nextBoolean()) {
            targets.put("my-own", bounded());
        }
        if (random.nextBoolean()) {
            targets.put(
                    "of-your-own",
                    new TargetSpec.Command(
                            List.of("node", "a \"b\" \\ c: #d", "[e, f]", "ü"),
                            "some/folder of mine",
                            environment(),
                            "/ready?now",
                            millis(1_000, 3_600_000),
                            random.nextBoolean() ? List.of() : List.of("docker", "stop", "a b"),
                            "/own/metrics",
                            poolMetrics(),
                            between(1, 10_000),
                            millis(1, 3_600_000)));
        }
        targets.put("naive", new TargetSpec.Naive(between(1, 10_000), millis(250, 100_000), between(64, 999) << 20));
        if (random.nextBoolean()) {
            targets.put("bounded", bounded());
        }
        return targets;
    }

    private SequencedMap<String, String> poolMetrics() {
        SequencedMap<String, String> names = new LinkedHashMap<>();
        if (random.nextBoolean()) {
            names.put("pending", "our:pool_waiting");
            names.put("active", "our_pool_used");
        }
        return names;
    }

    private SequencedMap<String, String> environment() {
        SequencedMap<String, String> environment = new LinkedHashMap<>();
        if (random.nextBoolean()) {
            environment.put("_a1", "b=c: #\"d\" \\ ü");
            environment.put("EMPTY", "");
        }
        return environment;
    }

    private TargetSpec.Bounded bounded() {
        int pool = between(1, 10_000);
        return new TargetSpec.Bounded(
                pool,
                millis(250, 3_600_000),
                between(65_536, 999_999) * 1_024L,
                between(1, 1_000_000),
                between(1, pool),
                between(1, 1_000_000),
                millis(1, 3_600_000),
                between(1, 100));
    }

    private List<LoadSpec> load() {
        List<LoadSpec> load = new ArrayList<>();
        for (int n = random.nextInt(3); n > 0; n--) {
            Profile profile = choice(Profile.values());
            double from = between(1, 5_000) / 100.0;
            double to = profile == Profile.CONSTANT ? from : between(1, 5_000) / 100.0;
            load.add(new Arrivals(millis(0, 9_999), profile, from, to, millis(30_000, 60_000), between(1, 20)));
        }
        if (load.isEmpty() || random.nextBoolean()) {
            load.add(random.nextInt(load.size() + 1), new Bulk(millis(0, 9_999), random.nextInt(1_000)));
        }
        return load;
    }

    private List<FaultSpec> chaos() {
        List<FaultSpec> chaos = new ArrayList<>();
        for (ProxyName on : ProxyName.values()) {
            for (Toxic toxic : List.of(
                    new Toxic.Latency(millis(500, 600_000), millis(0, 500)),
                    new Toxic.Bandwidth(between(1, 10_000_000)),
                    new Toxic.Timeout(millis(0, 3_600_000)),
                    new Toxic.ResetPeer(millis(0, 3_600_000)))) {
                if (random.nextBoolean()) {
                    Duration at = millis(0, 5_000);
                    Optional<Duration> until =
                            random.nextBoolean() ? Optional.empty() : Optional.of(at.plus(millis(1, 70_000)));
                    chaos.add(new FaultSpec(
                            "f" + chaos.size(),
                            at,
                            until,
                            on,
                            toxic,
                            choice(Stream.values()),
                            1 - random.nextDouble()));
                }
            }
        }
        Duration at = Duration.ZERO;
        for (Disruption disruption : List.of(
                new Disruption.Pause(),
                new Disruption.Kill(),
                new Disruption.Restart(),
                new Disruption.Cpu(between(1, 6_400) / 100.0),
                new Disruption.Memory((long) between(6, 9_999) << 20),
                new Disruption.NetworkPartition())) {
            Duration until = at.plus(millis(1, 5_000));
            if (random.nextBoolean()) {
                ProxyName on = choice(ProxyName.values());
                chaos.add(FaultSpec.disruption("f" + chaos.size(), at, Optional.of(until), on, disruption));
            }
            at = until;
        }
        return chaos;
    }

    private Map<String, List<GateSpec>> gates(List<FaultSpec> chaos) {
        Map<String, List<GateSpec>> gates = new LinkedHashMap<>();
        if (random.nextBoolean()) {
            int limit = random.nextInt(50_000);
            List<GateSpec> naive = new ArrayList<>(List.of(
                    gate("latency.p99 <= " + limit + "us", "latency.p99", new Operand.Number(limit * 1_000L / 1e6)),
                    gate("postgres.wal <= 5MB", "postgres.wal", new Operand.Number(5e6)),
                    gate("completion <= 1.10 * baseline", "completion", new Operand.Baseline(1.1)),
                    gate("completion <= naive.latency.p50*2", "completion", metric("latency.p50", 2)),
                    new GateSpec(
                            Kind.ADVISORY,
                            "advisory sql: SELECT count(*) = 0 -- \"a: 'b' # \\",
                            new Check.Query("SELECT count(*) = 0 -- \"a: 'b' # \\"),
                            place())));
            for (FaultSpec fault : chaos) {
                naive.add(gate(
                        "errors <= 3 during chaos." + fault.name(),
                        "errors",
                        new Operand.Number(3),
                        new Window.During(fault.name())));
                naive.add(gate(
                        "errors <= 3 after chaos." + fault.name() + " within 5s",
                        "errors",
                        new Operand.Number(3),
                        new Window.After(fault.name(), Optional.of(Duration.ofSeconds(5)))));
            }
            naive.add(new GateSpec(
                    Kind.EXPECTATION,
                    "verified!=trucks",
                    new Check.Compared(
                            new MetricName("naive", "verified"),
                            Comparison.NOT_EQUAL,
                            metric("trucks", 1),
                            Optional.empty()),
                    place()));
            gates.put("naive", naive);
        }
        return gates;
    }

    private static Operand metric(String name, double factor) {
        return new Operand.Metric(new MetricName("naive", name), factor);
    }

    private GateSpec gate(String text, String metric, Operand right, Window... window) {
        return new GateSpec(
                Kind.GATE,
                text,
                new Check.Compared(
                        new MetricName("naive", metric),
                        Comparison.AT_MOST,
                        right,
                        List.of(window).stream().findFirst()),
                place());
    }

    private Place place() {
        return new Place("of the test", random.nextInt());
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    private Duration millis(int least, int most) {
        return Duration.ofMillis(between(least, most));
    }

    private <T> T choice(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
