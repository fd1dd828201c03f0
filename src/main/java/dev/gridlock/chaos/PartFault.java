package dev.gridlock.chaos;

import dev.gridlock.process.MachineException;

/**
 * A fault of a part, which the container engine makes.
 *
 * <p>To add one: a class that implements this, its name below and in {@link Faults#of}.
 */
sealed interface PartFault extends Fault permits PauseFault, RestartFault, CpuFault, MemoryFault, UnreachableFault {

    /**
     * Does it.
     *
     * @throws MachineException with the engine's words when it refuses
     */
    void apply(Door door) throws MachineException, InterruptedException;

    /**
     * Undoes it; the part may not answer yet.
     *
     * @throws MachineException with the engine's words when it refuses
     */
    void heal() throws MachineException;

    @Override
    default String parameters() {
        return "";
    }

    @Override
    default boolean onEvery() {
        return true;
    }

    @Override
    default String observed(Trials trials) {
        return trials.size() + " connections: " + trials.endings();
    }
}
