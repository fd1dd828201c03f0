package dev.gridlock.chaos;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec.Disruption.Cpu;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.stack.Containers;
import java.time.Duration;

/**
 * Limits a part's CPU time; proven by the limit that the kernel itself says inside the container. A burst of work there
 * shows how much it is throttled: on a machine that is busy, or has fewer CPUs than the limit, not at all.
 */
record CpuFault(Cpu cpu, Containers containers, ProxyName part) implements PartFault {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** The kernel's period is 100 ms, unless somebody has changed it: quota and period are read together. */
    private static final int MILLIONTHS = 1_000_000;

    /** Two loops for 300 ms between two looks; cgroup version 2, else version 1. */
    private static final String BURST = """
            c=/sys/fs/cgroup; [ -f $c/cpu.max ] || c=/sys/fs/cgroup/cpu
            if [ -f $c/cpu.max ]; then cat $c/cpu.max; else echo $(cat $c/cpu.cfs_quota_us $c/cpu.cfs_period_us); fi
            cat $c/cpu.stat
            for i in 1 2; do timeout 0.3 sh -c 'while :; do :; done' & done
            wait
            echo then
            cat $c/cpu.stat
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
        String said = containers.run(part, DEADLINE, "sh", "-c", BURST);
        int middle = said.indexOf("then");
        if (middle < 0) {
            throw new MachineException("no cpu.stat in the container: " + said);
        }
        Duration throttled = throttled(said.substring(middle)).minus(throttled(said.substring(0, middle)));
        return new Trial(
                Trial.Ending.ANSWERED,
                throttled,
                millionths(said.lines().findFirst().orElse("")),
                "");
    }

    /** Of one CPU; {@code max 100000} and {@code -1 100000} are no limit. */
    static long millionths(String quotaAndPeriod) {
        String[] words = quotaAndPeriod.trim().split("\\s+");
        boolean none = words.length != 2 || words[0].equals("max") || words[0].startsWith("-");
        return none ? Long.MAX_VALUE : Long.parseLong(words[0]) * MILLIONTHS / Long.parseLong(words[1]);
    }

    private long limit() {
        return Math.round(cpu.cpus() * MILLIONTHS);
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

    @Override
    public boolean shows(Trial trial, Trials steady) {
        return trial.answered() && trial.bytes() == limit();
    }

    @Override
    public String expected(Trials steady) {
        return "the kernel's limit is " + cpu.cpus() + " CPUs";
    }

    @Override
    public String observed(Trials trials) {
        String limit = trials.all().stream()
                .filter(Trial::answered)
                .map(trial -> trial.bytes() == Long.MAX_VALUE ? "none" : (double) trial.bytes() / MILLIONTHS + " CPUs")
                .findFirst()
                .orElse("not to be read: " + trials.endings());
        return "limit " + limit + "; a burst of work was throttled for " + Figures.millis(trials.median());
    }
}
