package dev.gridlock.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.scenario.FaultSpec.Stream;
import dev.gridlock.scenario.FaultSpec.Toxic;
import dev.gridlock.scenario.FleetSpec;
import dev.gridlock.scenario.LoadSpec;
import dev.gridlock.scenario.PgBouncerSpec;
import dev.gridlock.scenario.PostgresSpec;
import dev.gridlock.scenario.RecordingSpec;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.StackSpec;
import dev.gridlock.stack.NativeProvider;
import dev.gridlock.stack.Stack;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault on a real stack. */
class ChaosIT {

    private static final Duration NOW = Duration.ZERO;

    @TempDir
    private static Path logs;

    private static Stack stack;

    @TempDir
    private Path raw;

    @BeforeAll
    static void startStack() throws MachineException, InterruptedException {
        Scenario scenario = new Scenario(
                "chaos",
                "Only its stack matters.",
                1,
                new FleetSpec(100, 2, 40, 4, 0.5),
                new PostgresSpec(18, 40, Duration.ofSeconds(1), 64L << 20),
                new PgBouncerSpec(PgBouncerSpec.PoolMode.TRANSACTION, 5, 500),
                StackSpec.DEFAULT,
                new LinkedHashMap<>(),
                List.of(new LoadSpec.Bulk(Duration.ZERO, LoadSpec.Bulk.PER_REGION)),
                List.of(),
                Map.of(),
                new RecordingSpec(Optional.empty()),
                Optional.empty());
        stack = new NativeProvider(System.out::println).start(scenario, logs);
    }

    @AfterAll
    static void stopStack() {
        stack.close();
    }

    @ParameterizedTest
    @EnumSource
    void latencyIsProvenAndHealed(ProxyName on) throws Exception {
        assertProvenAndHealed(fault(on, new Toxic.Latency(Duration.ofMillis(60), Duration.ZERO), Stream.DOWNSTREAM, 1));
    }

    /** The outage's own: a busy machine's delays are longer than it. */
    @ParameterizedTest
    @EnumSource
    void shortLatencyIsProvenAndHealed(ProxyName on) throws Exception {
        for (int time = 0; time < 5; time++) {
            assertProvenAndHealed(
                    fault(on, new Toxic.Latency(Duration.ofMillis(5), Duration.ZERO), Stream.DOWNSTREAM, 1));
        }
    }

    @Test
    void latencyOnAShareOfConnectionsShowsOnThatShare() throws Exception {
        assertProvenAndHealed(fault(
                ProxyName.PGBOUNCER, new Toxic.Latency(Duration.ofMillis(150), Duration.ZERO), Stream.DOWNSTREAM, 0.3));
    }

    @ParameterizedTest
    @EnumSource
    void latencyWithJitterIsProvenAndHealed(ProxyName on) throws Exception {
        assertProvenAndHealed(
                fault(on, new Toxic.Latency(Duration.ofMillis(80), Duration.ofMillis(80)), Stream.UPSTREAM, 1));
    }

    @ParameterizedTest
    @EnumSource
    void bandwidthIsProvenAndHealedDownstream(ProxyName on) throws Exception {
        assertProvenAndHealed(fault(on, new Toxic.Bandwidth(20), Stream.DOWNSTREAM, 1));
    }

    @ParameterizedTest
    @EnumSource
    void bandwidthIsProvenAndHealedUpstream(ProxyName on) throws Exception {
        // slow enough that Toxiproxy would cut the console's longest commands
        assertProvenAndHealed(fault(on, new Toxic.Bandwidth(5), Stream.UPSTREAM, 1));
        assertProvenAndHealed(fault(on, new Toxic.Bandwidth(20), Stream.UPSTREAM, 1));
    }

    @ParameterizedTest
    @EnumSource
    void timeoutThatClosesIsProvenAndHealed(ProxyName on) throws Exception {
        assertProvenAndHealed(fault(on, new Toxic.Timeout(Duration.ofMillis(300)), Stream.UPSTREAM, 1));
        assertProvenAndHealed(fault(on, new Toxic.Timeout(Duration.ofMillis(300)), Stream.DOWNSTREAM, 1));
    }

    @Test
    void timeoutThatNeverClosesIsProvenAndHealed() throws Exception {
        assertProvenAndHealed(fault(ProxyName.POSTGRES, new Toxic.Timeout(Duration.ZERO), Stream.DOWNSTREAM, 1));
    }

    @ParameterizedTest
    @EnumSource
    void resetIsProvenAndHealed(ProxyName on) throws Exception {
        assertProvenAndHealed(fault(on, new Toxic.ResetPeer(Duration.ZERO), Stream.DOWNSTREAM, 1));
        assertProvenAndHealed(fault(on, new Toxic.ResetPeer(Duration.ofMillis(200)), Stream.UPSTREAM, 1));
    }

    @Test
    void faultOnAShareOfConnectionsShowsOnThatShare() throws Exception {
        FaultSpec some = fault(ProxyName.PGBOUNCER, new Toxic.ResetPeer(Duration.ZERO), Stream.UPSTREAM, 0.5);
        assertProvenAndHealed(some);

        String observed = row("proof").get("observed");
        assertThat(observed).contains("reset").contains("answered");
    }

    @Test
    void proofFailsWhenTheToxicIsTakenAwayBehindOurBack() throws Exception {
        FaultSpec first = fault(
                ProxyName.PGBOUNCER, new Toxic.Latency(Duration.ofMillis(60), Duration.ZERO), Stream.DOWNSTREAM, 1);
        Door door = new Door(stack.through(first.on()), first.on(), first.stream());
        try (FaultLog log = new FaultLog(raw, RunClock.startingNow())) {
            Toxics thief = new Toxics(stack.toxiproxyApi()) {
                @Override
                void add(String name, FaultSpec spec, ToxicFault fault) throws IOException, InterruptedException {
                    super.add(name, spec, fault);
                    new ToxiproxyClient(
                                    stack.toxiproxyApi().getHost(),
                                    stack.toxiproxyApi().getPort())
                            .reset();
                }
            };
            FaultRun run = new FaultRun(1, first, Faults.of(first, stack), door, thief, log);
            run.steady();
            run.apply();
            run.heal();
        }
        assertThat(row("steady").get("ok")).isEqualTo("true");
        assertThat(row("apply").get("ok")).isEqualTo("true");
        assertThat(row("proof").get("ok")).isEqualTo("false");
        assertThat(row("heal").get("ok")).isEqualTo("false");
        assertThat(row("heal").get("observed")).isEqualTo("was not there any more");
    }

    @Test
    void faultThatIsStillThereIsNotHealed() throws Exception {
        FaultSpec spec = fault(
                ProxyName.POSTGRES, new Toxic.Latency(Duration.ofMillis(60), Duration.ZERO), Stream.DOWNSTREAM, 1);
        Door door = new Door(stack.through(spec.on()), spec.on(), spec.stream());
        Toxics toxics = new Toxics(stack.toxiproxyApi());
        try (FaultLog log = new FaultLog(raw, RunClock.startingNow())) {
            FaultRun run = new FaultRun(1, spec, Faults.of(spec, stack), door, toxics, log);
            run.steady();
            run.apply();
            run.provenHealed();
            run.heal();
        }
        assertThat(row("healed").get("ok")).isEqualTo("false");
    }

    @Test
    void laterFaultComesAndGoesAtItsTimesFromTheLoadsStart() throws Exception {
        FaultSpec later = new FaultSpec(
                "later",
                Duration.ofMillis(400),
                Optional.of(Duration.ofMillis(1_200)),
                ProxyName.POSTGRES,
                new Toxic.Latency(Duration.ofMillis(40), Duration.ZERO),
                Stream.DOWNSTREAM,
                1);
        RunClock clock = RunClock.startingNow();
        try (ChaosTimeline timeline = ChaosTimeline.start(List.of(later), stack, clock, raw)) {
            timeline.prepare();
            assertThat(toxics()).isZero();
            long began = clock.nanos();
            timeline.begin();
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            rows().stream().anyMatch(row -> row.get("phase").equals("healed")));
            assertThat(Duration.ofNanos(Long.parseLong(row("apply").get("at_ns")) - began))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(400));
            assertThat(Duration.ofNanos(Long.parseLong(row("heal").get("at_ns")) - began))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(1_200));
        }
        assertThat(rows())
                .extracting(row -> row.get("phase"))
                .containsExactly("steady", "steady", "apply", "proof", "heal", "healed");
        assertThat(rows()).allSatisfy(row -> assertThat(row.get("ok")).isEqualTo("true"));
    }

    @Test
    void interruptedTimelineStillHeals() throws Exception {
        FaultSpec cut = fault(ProxyName.POSTGRES, new Toxic.Timeout(Duration.ZERO), Stream.DOWNSTREAM, 1);
        ChaosTimeline timeline = ChaosTimeline.start(List.of(cut), stack, RunClock.startingNow(), raw);
        timeline.prepare();
        assertThat(toxics()).isOne();

        Thread.currentThread().interrupt();
        timeline.end();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(toxics()).isZero();
        assertThat(rows()).extracting(row -> row.get("phase")).endsWith("heal");
    }

    @Test
    void interruptedProofStillHeals() throws Exception {
        FaultSpec cut = fault(ProxyName.POSTGRES, new Toxic.Timeout(Duration.ZERO), Stream.DOWNSTREAM, 1);
        try (ChaosTimeline timeline = ChaosTimeline.start(List.of(cut), stack, RunClock.startingNow(), raw)) {
            Thread preparing = Thread.ofPlatform().start(() -> {
                try {
                    timeline.prepare();
                } catch (MachineException | InterruptedException e) {
                    // what this test is about
                }
            });
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            rows().stream().anyMatch(row -> row.get("phase").equals("apply")));
            preparing.interrupt();
            preparing.join();
        }
        assertThat(toxics()).isZero();
        assertThat(row("proof").get("ok")).isEqualTo("false");
        assertThat(row("proof").get("observed")).contains("interrupted");
        assertThat(row("healed").get("ok")).isEqualTo("true");
    }

    @Test
    void refusedFaultIsReportedWithTheServersWords() throws Exception {
        FaultSpec spec =
                fault(ProxyName.POSTGRES, new Toxic.Latency(Duration.ofMillis(1), Duration.ZERO), Stream.DOWNSTREAM, 1);
        Toxics another = new Toxics(stack.toxiproxyApi());
        another.add("gridlock-1", spec, (ToxicFault) Faults.of(spec, stack));
        try (ChaosTimeline timeline = ChaosTimeline.start(List.of(spec), stack, RunClock.startingNow(), raw)) {
            assertThatThrownBy(timeline::prepare)
                    .isInstanceOf(MachineException.class)
                    .hasMessageContaining("fault 1 (latency latency=1ms jitter=0ms on postgres) was refused")
                    .hasMessageContaining("toxic already exists");
        } finally {
            another.remove("gridlock-1", ProxyName.POSTGRES);
        }
        assertThat(row("apply").get("ok")).isEqualTo("false");
    }

    private void assertProvenAndHealed(FaultSpec spec) throws Exception {
        try (ChaosTimeline timeline = ChaosTimeline.start(List.of(spec), stack, RunClock.startingNow(), raw)) {
            timeline.prepare();
            assertThat(toxics()).isOne();
            timeline.begin();
        }
        assertThat(toxics()).isZero();
        assertThat(rows())
                .extracting(row -> row.get("phase"))
                .containsExactly("steady", "apply", "proof", "heal", "healed");
        assertThat(rows())
                .allSatisfy(row -> assertThat(row.get("ok"))
                        .as("%s: %s; %s", row.get("phase"), row.get("expected"), row.get("observed"))
                        .isEqualTo("true"));
    }

    private static FaultSpec fault(ProxyName on, Toxic toxic, Stream stream, double toxicity) {
        return new FaultSpec("fault", NOW, Optional.empty(), on, toxic, stream, toxicity);
    }

    private static int toxics() {
        try {
            int count = 0;
            for (var proxy : new ToxiproxyClient(
                            stack.toxiproxyApi().getHost(), stack.toxiproxyApi().getPort())
                    .getProxies()) {
                count += proxy.toxics().getAll().size();
            }
            return count;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private CSVRecord row(String phase) throws IOException {
        return rows().stream()
                .filter(row -> row.get("phase").equals(phase))
                .findFirst()
                .orElseThrow();
    }

    private List<CSVRecord> rows() throws IOException {
        try (Reader in = Files.newBufferedReader(raw.resolve("faults.csv"))) {
            return CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(in)
                    .getRecords();
        }
    }
}
