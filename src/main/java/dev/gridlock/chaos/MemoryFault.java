package dev.gridlock.chaos;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec.Disruption.Memory;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.stack.Containers;
import java.time.Duration;

/**
 * Limits a part's memory; proven by the limit that the kernel itself says inside the container, or by what it has killed
 * there since. With cgroup version 1 the kernel refuses a limit below what is in use and cannot be given back.
 */
final class MemoryFault implements PartFault {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final String LIMIT =
            "cat /sys/fs/cgroup/memory.max 2>/dev/null" + " || cat /sys/fs/cgroup/memory/memory.limit_in_bytes";
    private static final String UNLIMITED = "max";

    private final Memory memory;
    private final Containers containers;
    private final ProxyName part;
    private long killedBefore;

    MemoryFault(Memory memory, Containers containers, ProxyName part) {
        this.memory = memory;
        this.containers = containers;
        this.part = part;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String parameters() {
        return "memory=" + (memory.bytes() >> 20) + "MiB";
    }

    @Override
    public void apply(Door door) throws MachineException {
        killedBefore = killed();
        containers.limitMemory(part, memory.bytes());
    }

    @Override
    public void heal() throws MachineException {
        containers.restoreMemory(part);
    }

    private long killed() {
        return containers.oomKills().stream()
                .filter(kill -> kill.part() == part)
                .count();
    }

    @Override
    public int connections() {
        return 1;
    }

    @Override
    public Trials probe(Door door, int connections) throws InterruptedException {
        return Trials.of(connections, this::limit);
    }

    private Trial limit() throws MachineException, InterruptedException {
        String said = containers.run(part, DEADLINE, "sh", "-c", LIMIT).strip();
        if (said.isEmpty()) {
            throw new MachineException("the kernel ended what asked for the limit");
        }
        long bytes = said.equals(UNLIMITED) ? Long.MAX_VALUE : Long.parseLong(said);
        return new Trial(Trial.Ending.ANSWERED, Duration.ZERO, bytes, "");
    }

    @Override
    public boolean shows(Trial trial, Trials steady) {
        return trial.answered() ? trial.bytes() == memory.bytes() : killed() > killedBefore;
    }

    @Override
    public String expected(Trials steady) {
        return "the kernel's limit is " + (memory.bytes() >> 20) + " MiB";
    }

    @Override
    public String observed(Trials trials) {
        long kills = killed() - killedBefore;
        String limits = trials.all().stream()
                .filter(Trial::answered)
                .map(trial ->
                        trial.bytes() >= Long.MAX_VALUE - Integer.MAX_VALUE ? "none" : (trial.bytes() >> 20) + " MiB")
                .findFirst()
                .orElse("not to be read: " + trials.endings());
        return "limit " + limits + (kills == 0 ? "" : "; OOM kills since: " + kills);
    }
}
