package dev.gridlock.chaos;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec;
import dev.gridlock.stack.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The faults of a run: {@link #start}, {@link #prepare}, {@link #begin} at the load's start, {@link #end}.
 *
 * <p>Each fault is proven from outside when it is applied and when it is healed, in {@code faults.csv}. A proof that
 * fails is no error: the recording has it, and the verdict is inconclusive.
 */
public final class ChaosTimeline implements AutoCloseable {

    private static final Duration LONGEST_PROBE = Duration.ofSeconds(15);

    private static final Duration STEADY_AGAIN = Duration.ofSeconds(1);

    private final List<FaultRun> faults = new ArrayList<>();
    private final FaultLog log;
    private final ScheduledExecutorService timer;
    private final Thread healOnExit = new Thread(this::heal, "chaos-heal");
    private boolean ended;

    private ChaosTimeline(List<FaultSpec> specs, Stack stack, RunClock clock, Path raw) {
        this.log = new FaultLog(raw, clock);
        Toxics toxics = new Toxics(stack.toxiproxyApi());
        for (FaultSpec spec : specs) {
            Door door = Door.of(spec, stack);
            faults.add(new FaultRun(faults.size() + 1, spec, Faults.of(spec, stack), door, toxics, log));
        }
        this.timer = Executors.newScheduledThreadPool(
                Math.max(1, specs.size()),
                Thread.ofPlatform().daemon().name("chaos-", 1).factory());
    }

    /**
     * A timeline that has not touched anything yet.
     *
     * @param faults in the order of the scenario; may be empty
     * @param raw folder of the recording's CSV files
     */
    public static ChaosTimeline start(List<FaultSpec> faults, Stack stack, RunClock clock, Path raw) {
        ChaosTimeline timeline = new ChaosTimeline(faults, stack, clock, raw);
        // a stack that is not ours outlives this JVM, and must not keep our toxics
        Runtime.getRuntime().addShutdownHook(timeline.healOnExit);
        return timeline;
    }

    /**
     * Probes the steady state of every fault's proxy, then applies and proves the faults that are there from the start;
     * call it before the load. Takes a few seconds at most.
     *
     * @throws MachineException when Toxiproxy or the container engine refuses a fault, with its words
     */
    public void prepare() throws MachineException, InterruptedException {
        for (FaultRun fault : faults) {
            fault.steady();
        }
        for (FaultRun fault : faults) {
            if (fault.spec().at().isZero()) {
                try {
                    fault.apply();
                } catch (IOException e) {
                    throw new MachineException(
                            e.getMessage()
                                    + "\n  see the fault's parameters in the scenario; a toxic that an earlier run left in this"
                                    + " Toxiproxy is removed by POST /reset",
                            e);
                }
            }
        }
    }

    /** The load starts now: later faults come, and faults go, at their times from here. */
    public synchronized void begin() {
        if (ended) {
            return;
        }
        for (FaultRun fault : faults) {
            if (!fault.spec().at().isZero()) {
                // under load the steady state is another than before
                at(shortlyBefore(fault.spec().at()), fault::steady);
                at(fault.spec().at(), () -> applyLater(fault));
            }
            fault.spec().until().ifPresent(until -> at(until, () -> healAndProve(fault)));
        }
    }

    /**
     * The load has ended: heals, with proof, the faults of parts that last until then. Nobody can ask a part that is down
     * whether it is quiet; toxics stay until {@link #end}.
     */
    public void endOfLoad() throws InterruptedException {
        for (FaultRun fault : faults) {
            if (fault.isOfPart()) {
                fault.retire();
                healAndProve(fault);
            }
        }
    }

    /**
     * Whether a fault kept a part from answering at some time since then.
     *
     * @param part {@code postgres} or {@code pgbouncer}
     * @param sinceNanos by {@link System#nanoTime()}
     */
    public boolean disrupted(String part, long sinceNanos) {
        return faults.stream().anyMatch(fault -> fault.disrupted(part, sinceNanos));
    }

    /**
     * Heals what is still applied, with proof, and closes the recording's files. Also when this thread is interrupted:
     * then without the proof, which takes longer. Later calls do nothing.
     */
    public synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        boolean interrupted = Thread.interrupted();
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(LONGEST_PROBE.toSeconds(), TimeUnit.SECONDS)) {
                log.event("probe_stuck", "a probe did not end within " + LONGEST_PROBE.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        // All of them first: a probe through a proxy that another fault still cuts off would prove nothing.
        for (FaultRun fault : faults.stream().filter(FaultRun::heal).toList()) {
            if (!interrupted) {
                try {
                    fault.provenHealed();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        log.close();
        try {
            Runtime.getRuntime().removeShutdownHook(healOnExit);
        } catch (IllegalStateException e) {
            // the JVM is ending already, and the hook has nothing left to heal
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The same as {@link #end}. */
    @Override
    public void close() {
        end();
    }

    private void at(Duration time, Step step) {
        var _ = timer.schedule(
                () -> {
                    try {
                        step.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                time.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /** A refusal is in the recording as a fault that was not applied. */
    private static void applyLater(FaultRun fault) throws InterruptedException {
        try {
            fault.apply();
        } catch (IOException e) {
            // recorded by the fault itself, with Toxiproxy's words
        }
    }

    private void healAndProve(FaultRun fault) throws InterruptedException {
        if (fault.heal()) {
            fault.provenHealed();
        }
    }

    private static Duration shortlyBefore(Duration at) {
        return at.compareTo(STEADY_AGAIN) > 0 ? at.minus(STEADY_AGAIN) : Duration.ZERO;
    }

    private void heal() {
        faults.forEach(FaultRun::heal);
    }

    private interface Step {
        void run() throws InterruptedException;
    }
}
