package dev.gridlock.recording.sampler;

import dev.gridlock.clock.RunClock;
import dev.gridlock.segment.SegmentFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes samples at a fixed period on a platform thread of its own (the CPU time of virtual threads cannot be asked for).
 *
 * <p>A sampler that fails ends with an event; the run goes on, and its verdict sees that there are no samples.
 */
final class SamplerThread implements AutoCloseable {

    /** Often enough that the compiler has seen every path before the first sample that counts. */
    private static final long REHEARSAL_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Sampler sampler;
    private final long periodNs;
    private final RunClock clock;
    private final SampleFile samples;
    private final SegmentFile events;
    private final Thread thread;
    private volatile boolean begun;
    private volatile boolean stopping;
    private volatile long cpuNs;

    SamplerThread(Sampler sampler, Duration period, RunClock clock, SampleFile samples, SegmentFile events) {
        this.sampler = sampler;
        this.periodNs = period.toNanos();
        this.clock = clock;
        this.samples = samples;
        this.events = events;
        this.thread =
                Thread.ofPlatform().daemon().name("sampler-" + sampler.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Ends the rehearsal: from now on it keeps to its period. */
    void begin() {
        begun = true;
    }

    String name() {
        return sampler.name();
    }

    /** CPU time that its thread has used since {@link #begin}, nanoseconds. */
    long cpuNs() {
        return cpuNs;
    }

    private void run() {
        long due = clock.nanos();
        long rehearsalCpuNs = 0;
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
                sampler.sample(now);
                long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                rehearsalCpuNs = begun ? rehearsalCpuNs : cpu;
                cpuNs = cpu - rehearsalCpuNs;
            }
        } catch (SQLException | IOException | RuntimeException e) {
            if (!stopping) {
                events.append(
                        clock.nanos(), "sampler-" + sampler.name(), "sampler_ended", "ended early: " + e.getMessage());
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
        return "%s %d ms".formatted(name(), TimeUnit.NANOSECONDS.toMillis(cpuNs))
                + " (%.1f%% of a core)".formatted(100.0 * cpuNs / Math.max(1, clock.nanos() - sinceNs));
    }
}
