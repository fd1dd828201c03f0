package dev.gridlock.stack;

import dev.gridlock.process.MachineException;

/** One running part of a stack. */
interface Part extends AutoCloseable {

    /**
     * Checks that it still lives.
     *
     * @throws MachineException naming it, with its last log lines
     */
    void requireAlive() throws MachineException;

    /** A failure of it: its name, what it did, its last log lines. */
    MachineException failure(String what);

    /** Stops it. */
    @Override
    void close();
}
