package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What only a container engine can do to the parts of a stack, and tell of them. A part is named by the proxy before it.
 *
 * <p>While a part is paused, killed, off the network or short of memory, {@link Stack#requireAlive} does not mind it.
 * Each method throws a {@link MachineException} with the engine's words when it refuses.
 */
public interface Containers {

    /** Freezes every process of it. */
    void pause(ProxyName part) throws MachineException;

    /** The reverse. */
    void unpause(ProxyName part) throws MachineException;

    /** Kills it by SIGKILL. */
    void kill(ProxyName part) throws MachineException;

    /** Starts it again after {@link #kill}; it may not answer yet. */
    void start(ProxyName part) throws MachineException;

    /** Stops it in order and starts it again; it may not answer yet. */
    void restart(ProxyName part) throws MachineException;

    /** Limits its CPU time, in CPUs. */
    void limitCpus(ProxyName part, double cpus) throws MachineException;

    /** Back to the scenario's limit, or none. */
    void restoreCpus(ProxyName part) throws MachineException;

    /** Limits its memory, in bytes, page cache included and no swap besides. */
    void limitMemory(ProxyName part, long bytes) throws MachineException;

    /** Back to the scenario's limit, or all that the machine has; started again when it has died of the limit. */
    void restoreMemory(ProxyName part) throws MachineException;

    /** Takes it off the stack's network. */
    void disconnect(ProxyName part) throws MachineException;

    /** The reverse. */
    void connect(ProxyName part) throws MachineException;

    /** When it was last started, as the engine says it. */
    String startedAt(ProxyName part) throws MachineException;

    /** Standard output of a command run in it. */
    String run(ProxyName part, Duration deadline, String... command) throws MachineException, InterruptedException;

    /** Its figures from now on. */
    UsageFeed watch(ProxyName part);

    /** Processes of the stack that the kernel killed for want of memory, in their order. */
    List<OomKill> oomKills();

    /** What was killed, and when. */
    record OomKill(ProxyName part, Instant at) {}

    /**
     * A container's figures, by its cgroup; totals since it was started.
     *
     * @param cpuNanos CPU time used
     * @param throttledPeriods periods of CPU time in which it had to wait for its limit
     * @param throttledNanos how long it had to wait
     * @param memoryBytes in use, page cache included
     * @param readBytes read from block devices; empty where the kernel does not say it
     * @param writtenBytes written to block devices; the same
     */
    record Usage(
            long cpuNanos,
            long throttledPeriods,
            long throttledNanos,
            long memoryBytes,
            OptionalLong readBytes,
            OptionalLong writtenBytes) {}

    /** Figures of one container as the engine sends them, about once a second. */
    interface UsageFeed extends AutoCloseable {

        /** The latest; empty before the first. */
        Optional<Usage> latest();

        @Override
        void close();
    }
}
