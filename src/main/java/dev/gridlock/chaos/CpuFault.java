package dev.gridlock.chaos;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec.Disruption.Cpu;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.stack.Containers;
import java.time.Duration;

/**
 * Limits a part's CPU time; proven by a burst of work inside the container that the kernel throttles, by its own count
 * ({@code cpu.stat} of the container's cgroup). A limit of more CPUs than the machine has throttles nothing, and the proof
 * says so.
 */
record CpuFault(Cpu cpu, Containers containers, ProxyName part) implements PartFault {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** Above this the burst alone would be a load of its own. */
    private static final int MOST_LOOPS = 8;

    /** The kernel hands out CPU time in slices of 5 ms. */
    private static final Duration LEAST = Duration.ofMillis(5);

    /** For 300 ms, as many loops as are needed to use more than the limit; cgroup version 2, else version 1. */
    private static final String BURST = """
            f=/sys/fs/cgroup/cpu.stat; [ -f $f ] || f=/sys/fs/cgroup/cpu/cpu.stat
            cat $f
            i=0
            while [ $i -lt %d ]; do timeout 0.3 sh -c 'while :; do :; done' & i=$((i+1)); done
            wait
            echo then
            cat $f
            """;

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public String parameters() {
        return "cpus=" + cpu.cpus();
    }

    @Override
    public void apply(Door door) throws MachineException {
        containers.limitCpus(part, cpu.cpus());
    }

    @Override
    public void heal() throws MachineException {
        containers.restoreCpus(part);
    }

    @Override
    public int connections() {
        return 1;
    }

    @Override
    public Trials probe(Door door, int connections) throws InterruptedException {
        return Trials.of(connections, this::burst);
    }

    private Trial burst() throws MachineException, InterruptedException {
        int loops = (int) Math.min(MOST_LOOPS, Math.ceil(cpu.cpus()) + 1);
        String said = containers.run(part, DEADLINE, "sh", "-c", BURST.formatted(loops));
        int middle = said.indexOf("then");
        if (middle < 0) {
            throw new MachineException("no cpu.stat in the container: " + said);
        }
        Duration throttled = throttled(said.substring(middle)).minus(throttled(said.substring(0, middle)));
        return new Trial(Trial.Ending.ANSWERED, throttled, 0, "");
    }

    /** Version 1 says {@code throttled_time} in nanoseconds, version 2 {@code throttled_usec}. */
    static Duration throttled(String stat) {
        for (String line : stat.lines().toList()) {
            String[] words = line.trim().split(" ");
            if (words[0].equals("throttled_time")) {
                return Duration.ofNanos(Long.parseLong(words[1]));
            }
            if (words[0].equals("throttled_usec")) {
                return Duration.ofNanos(Long.parseLong(words[1]) * 1_000);
            }
        }
        return Duration.ZERO;
    }

    /** A part with a limit of the scenario's own may be throttled without the fault. */
    @Override
    public boolean shows(Trial trial, Trials steady) {
        return trial.answered()
                && trial.elapsed().compareTo(steady.median().plus(LEAST)) > 0;
    }

    @Override
    public String expected(Trials steady) {
        return "the kernel throttles a burst of work in the container, where it was throttled for "
                + Figures.millis(steady.median());
    }

    @Override
    public String observed(Trials trials) {
        return "throttled for " + Figures.millis(trials.median()) + " (" + trials.endings() + ")";
    }
}
