package dev.gridlock.target;

import dev.gridlock.process.LifeSign;
import dev.gridlock.process.MachineException;
import dev.gridlock.target.builtin.http.Health;
import java.net.URI;
import java.util.Optional;

/** A target that was started and answers, as the harness sees it. */
public interface RunningTarget extends AutoCloseable {

    /** Where it listens, without a trailing slash. */
    URI baseUrl();

    /**
     * What it says of itself; empty where it is not one of Gridlock's own, and says nothing that is understood here.
     *
     * @throws MachineException when it is dead or does not answer in time
     */
    Optional<Health> health() throws MachineException, InterruptedException;

    /** Shown to the watch over the parts' lives. */
    LifeSign lifeSign();

    /**
     * Checks that it still lives.
     *
     * @throws MachineException with its exit code and its last lines of output
     */
    void requireAlive() throws MachineException;

    /**
     * Stops it after the load.
     *
     * @throws MachineException when what it should have left is not whole
     */
    void finish() throws MachineException;

    /** Stops it, with its children. */
    @Override
    void close();
}
