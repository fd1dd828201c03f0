package dev.gridlock.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.clock.RunClock;
import dev.gridlock.scenario.FaultSpec;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.scenario.FaultSpec.Stream;
import dev.gridlock.scenario.FaultSpec.Toxic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each toxic on a real stack: proven from outside while it is there, and seen to be gone when it is healed. */
class ToxicFaultsIT extends ChaosOnAStack {

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

        String observed = rows.of("proof").get("observed");
        assertThat(observed).contains("reset").contains("answered");
    }

    private void assertProvenAndHealed(FaultSpec spec) throws Exception {
        try (ChaosTimeline timeline = ChaosTimeline.start(List.of(spec), stack, RunClock.startingNow(), raw)) {
            timeline.prepare();
            assertThat(toxics()).isOne();
            timeline.begin();
        }
        assertThat(toxics()).isZero();
        assertThat(rows.phases()).containsExactly("steady", "apply", "proof", "heal", "healed");
        assertThat(rows.all()).allSatisfy(ChaosOnAStack::assertOk);
    }
}
