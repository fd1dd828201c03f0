package dev.gridlock.chaos;

import java.util.Map;

/**
 * A fault of the data, which Toxiproxy makes.
 *
 * <p>To add one: a record that implements this, its name below and in {@link Faults#of}.
 */
sealed interface ToxicFault extends Fault permits LatencyFault, BandwidthFault, TimeoutFault, ResetPeerFault {

    /** Its parameters as Toxiproxy's API takes them: milliseconds, KB/s. */
    Map<String, Long> attributes();
}
