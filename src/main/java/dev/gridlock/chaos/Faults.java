package dev.gridlock.chaos;

import dev.gridlock.scenario.FaultSpec.Toxic;

/** The faults that there are. */
final class Faults {

    private Faults() {}

    static Fault of(Toxic toxic) {
        return switch (toxic) {
            case Toxic.Latency latency -> new LatencyFault(latency);
            case Toxic.Bandwidth bandwidth -> new BandwidthFault(bandwidth);
            case Toxic.Timeout timeout -> new TimeoutFault(timeout);
            case Toxic.ResetPeer resetPeer -> new ResetPeerFault(resetPeer);
        };
    }
}
