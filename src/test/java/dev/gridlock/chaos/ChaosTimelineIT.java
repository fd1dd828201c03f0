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
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When faults come and go, and what is recorded where they don't: taken away, refused, interrupted. */
class ChaosTimelineIT extends ChaosOnAStack {

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
                    toxiproxy().reset();
                }
            };
            FaultRun run = new FaultRun(1, first, Faults.of(first, stack), door, thief, log);
            run.steady();
            run.apply();
            run.heal();
        }
        assertThat(rows.of("steady").get("ok")).isEqualTo("true");
        assertThat(rows.of("apply").get("ok")).isEqualTo("true");
        assertThat(rows.of("proof").get("ok")).isEqualTo("false");
        assertThat(rows.of("heal").get("ok")).isEqualTo("false");
        assertThat(rows.of("heal").get("observed")).isEqualTo("was not there any more");
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
        assertThat(rows.of("healed").get("ok")).isEqualTo("false");
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
            await().atMost(Duration.ofSeconds(20)).until(() -> rows.phases().contains("healed"));
            assertThat(Duration.ofNanos(Long.parseLong(rows.of("apply").get("at_ns")) - began))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(400));
            assertThat(Duration.ofNanos(Long.parseLong(rows.of("heal").get("at_ns")) - began))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(1_200));
        }
        assertThat(rows.phases()).containsExactly("steady", "steady", "apply", "proof", "heal", "healed");
        assertThat(rows.all()).allSatisfy(ChaosOnAStack::assertOk);
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
        assertThat(rows.phases()).endsWith("heal");
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
            await().atMost(Duration.ofSeconds(20)).until(() -> rows.phases().contains("apply"));
            preparing.interrupt();
            preparing.join();
        }
        assertThat(toxics()).isZero();
        assertThat(rows.of("proof").get("ok")).isEqualTo("false");
        assertThat(rows.of("proof").get("observed")).contains("interrupted");
        assertThat(rows.of("healed").get("ok")).isEqualTo("true");
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
        assertThat(rows.of("apply").get("ok")).isEqualTo("false");
    }
}
