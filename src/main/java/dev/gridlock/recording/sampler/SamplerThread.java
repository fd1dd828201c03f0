package dev.gridlock.recording.sampler;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.MachineException;
import dev.gridlock.segment.SegmentFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes samples at a fixed period on a platform thread of its own (the CPU time of virtual threads cannot be asked for).
 *
 * <p>A sampler that fails ends with an event and is opened again once a second, with another: a part that a fault has
 * killed comes back. While it is gone there are no samples, which the verdict sees.
 */
final class SamplerThread implements AutoCloseable {

    /** Often enough that the compiler has seen every path before the first sample that counts. */
    private static final long REHEARSAL_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final long REOPEN_NS = TimeUnit.SECONDS.toNanos(1);

    private final Opening opening;
    private final String name;
    private final long periodNs;
    private final RunClock clock;
    private final SampleFile samples;
    private final SegmentFile events;
    private final Thread thread;
    private volatile Sampler sampler;
    private volatile boolean begun;
    private volatile boolean stopping;
    private volatile long cpuNs;
    // Used by its thread only.
    private long rehearsalCpuNs;
    private boolean told;

    /** Connects a sampler to its part. */
    interface Opening {
        Sampler open() throws MachineException, SQLException;
    }

    /** Opens the sampler for the first time; {@link #start} takes the first sample. */
    SamplerThread(Opening opening, Duration period, RunClock clock, SampleFile samples, SegmentFile events)
            throws MachineException, SQLException {
        this.opening = opening;
        this.sampler = opening.open();
        this.name = sampler.name();
        this.periodNs = period.toNanos();
        this.clock = clock;
        this.samples = samples;
        this.events = events;
        this.thread = Thread.ofPlatform().daemon().name("sampler-" + name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Ends the rehearsal: from now on it keeps to its period. */
    void begin() {
        begun = true;
    }

    String name() {
        return name;
    }

    /** CPU time that its thread has used since {@link #begin}, nanoseconds. */
    long cpuNs() {
        return cpuNs;
    }

    private void run() {
        sample();
        while (!stopping && reopened()) {
            sample();
        }
    }

    private boolean reopened() {
        while (!stopping) {
            LockSupport.parkNanos(REOPEN_NS);
            try {
                sampler = opening.open();
                event("sampler_resumed", "its part answers again");
                return true;
            } catch (SQLException | MachineException | RuntimeException e) {
                continue; // still gone
            }
        }
        return false;
    }

    private void event(String kind, String message) {
        events.append(clock.nanos(), "sampler-" + name, kind, message);
    }

    private void sample() {
        long due = clock.nanos();
        try {
            while (!stopping) {
                long now = clock.nanos();
                if (now < due) {
                    LockSupport.parkNanos(due - now);
                    continue;
                }
                // A tick that was missed counts as late as it would have been: else a stall would hide itself.
                for (; due <= now; due += begun ? periodNs : REHEARSAL_NS) {
                    samples.append(now, "recorder.lag_ms", (now - due) / 1e6);
                }
                if (begun && !told) {
                    told = true;
                    sampler.begin();
                }
                sampler.sample(now);
                long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                rehearsalCpuNs = begun ? rehearsalCpuNs : cpu;
                cpuNs = cpu - rehearsalCpuNs;
            }
        } catch (SQLException | IOException | RuntimeException e) {
            if (!stopping) {
                event("sampler_ended", "ended early: " + e.getMessage());
            }
        } finally {
            sampler.close();
        }
    }

    /** Lets it finish the sample that it is taking; one that hangs is cut off. */
    @Override
    public void close() {
        stopping = true;
        if (thread.getState() == Thread.State.NEW) {
            sampler.close();
            return;
        }
        LockSupport.unpark(thread);
        boolean interrupted = false;
        try {
            if (!thread.join(GRACE)) {
                sampler.close();
                thread.join(GRACE);
            }
        } catch (InterruptedException e) {
            interrupted = true;
            sampler.close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** How much of the time since a moment its thread was on a CPU, for messages. */
    String cost(long sinceNs) {
        return String.format(Locale.ROOT, "%s %d ms", name(), TimeUnit.NANOSECONDS.toMillis(cpuNs))
                + String.format(
                        Locale.ROOT, " (%.1f%% of a core)", 100.0 * cpuNs / Math.max(1, clock.nanos() - sinceNs));
    }
}
