package dev.gridlock.chaos;

import java.util.Map;

/**
 * A kind of fault: the toxic that makes it, the probe that sees it from outside, and what proves it.
 *
 * <p>To add one: a record that implements this, its name below and in {@link Faults#of}.
 */
sealed interface Fault permits LatencyFault, BandwidthFault, TimeoutFault, ResetPeerFault {

    /** Toxiproxy's name of it. */
    String toxic();

    /** Its parameters, as Toxiproxy names them, with units. */
    String parameters();

    /** Its parameters as Toxiproxy's API takes them: milliseconds, KB/s. */
    Map<String, Long> attributes();

    /** Connections that a probe tries when the fault is on all of them. */
    int connections();

    /** Tries connections through the proxy; ends within seconds, whatever the fault does. */
    Trials probe(Door door, int connections) throws InterruptedException;

    /** Whether the steady state is good enough to tell the fault from it; if not, more of it is tried. */
    default boolean comparable(Trials steady) {
        return true;
    }

    /** Whether a connection shows the fault, against what was seen before it was applied. */
    boolean shows(Trial trial, Trials steady);

    /** Whether each connection shows it; false when chance (jitter) lets some look untouched. */
    boolean onEvery();

    /**
     * Whether the fault is seen to be gone.
     *
     * @param shows how many of the trials show it
     * @param share of connections that it was on
     */
    default boolean gone(Trials trials, int shows, double share) {
        return trials.allAnswered() && shows == 0;
    }

    /** What a connection that has the fault is expected to do. */
    String expected(Trials steady);

    /** What the connections did. */
    String observed(Trials trials);
}
