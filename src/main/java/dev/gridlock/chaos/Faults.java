package dev.gridlock.chaos;

import dev.gridlock.scenario.FaultSpec;
import dev.gridlock.scenario.FaultSpec.Disruption;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.scenario.FaultSpec.Toxic;
import dev.gridlock.stack.Containers;
import dev.gridlock.stack.Stack;

/** The faults that there are. */
final class Faults {

    private Faults() {}

    static Fault of(FaultSpec spec, Stack stack) {
        return switch (spec.kind()) {
            case Toxic toxic -> of(toxic);
            case Disruption disruption ->
                of(
                        disruption,
                        stack.containers()
                                .orElseThrow(() -> new IllegalStateException(
                                        "the provider " + stack.provider() + " has no containers")),
                        spec.on());
        };
    }

    private static ToxicFault of(Toxic toxic) {
        return switch (toxic) {
            case Toxic.Latency latency -> new LatencyFault(latency);
            case Toxic.Bandwidth bandwidth -> new BandwidthFault(bandwidth);
            case Toxic.Timeout timeout -> new TimeoutFault(timeout);
            case Toxic.ResetPeer resetPeer -> new ResetPeerFault(resetPeer);
        };
    }

    private static PartFault of(Disruption disruption, Containers containers, ProxyName part) {
        return switch (disruption) {
            case Disruption.Pause _ -> new PauseFault(containers, part);
            case Disruption.Kill _ -> new KillFault(containers, part);
            case Disruption.Restart _ -> new RestartFault(containers, part);
            case Disruption.Cpu cpu -> new CpuFault(cpu, containers, part);
            case Disruption.Memory memory -> new MemoryFault(memory, containers, part);
            case Disruption.NetworkPartition _ -> new PartitionFault(containers, part);
        };
    }
}
