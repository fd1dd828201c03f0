package dev.gridlock.process;

import java.time.Duration;

/** A question that a part answers whatever the load is, as long as it gets to run at all. */
public interface LifeSign {

    /** The part, as faults name it where they can: {@code postgres}, {@code pgbouncer}. */
    String part();

    /**
     * Asks. A refusal is an answer too: it is no hang, and whether a part has died is found out elsewhere.
     *
     * @param wait for the answer
     * @return false: there was none
     */
    boolean shown(Duration wait) throws InterruptedException;

    /**
     * The failure to be told.
     *
     * @param what the part did, after its name
     * @return with its last log lines
     */
    MachineException missing(String what);
}
