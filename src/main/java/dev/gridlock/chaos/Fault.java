package dev.gridlock.chaos;

/**
 * A kind of fault: the probe that sees it from outside, and what proves it. How it is put on and taken off is in
 * {@link ToxicFault} and {@link PartFault}.
 */
sealed interface Fault permits ToxicFault, PartFault {

    /** As in the scenario, e.g. {@code latency}; Toxiproxy's name of a toxic. */
    String name();

    /** Its parameters with units; empty where it has none. */
    String parameters();

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
