package dev.gridlock.cli;

import dev.gridlock.process.LifeSign;
import dev.gridlock.process.MachineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That every part shows signs of life while a target runs. One that is stopped, and not dead, answers nobody, and whoever waits
 * for it would wait for ever: after {@link #SILENT} it is named, and the thread on whose behalf it is watched is interrupted.
 */
final class LifeWatch implements AutoCloseable {

    /** Longer than anything that a busy machine does to a part, short enough to be told within a minute. */
    private static final Duration SILENT = Duration.ofSeconds(40);

    /** Asked once more: the harness itself may have been stopped meanwhile. */
    private static final Duration ONCE_MORE = Duration.ofSeconds(5);

    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(4);

    /** Whether a fault of the scenario kept a part from answering. */
    interface Excuse {

        /** @param sinceNanos by {@link System#nanoTime()} */
        boolean excuses(String part, long sinceNanos);
    }

    /** What is watched over. */
    interface Work {
        void run() throws MachineException, InterruptedException;
    }

    private final Thread harness = Thread.currentThread();
    private final List<Thread> watches = new ArrayList<>();
    private volatile Excuse excuse = (part, sinceNanos) -> false;
    private volatile @Nullable MachineException found;
    private volatile String silentPart = "";
    private volatile boolean closed;

    /** Watches on behalf of the current thread. */
    LifeWatch(List<LifeSign> signs) {
        signs.forEach(this::add);
    }

    /** Watches a part more, until the end of the watch. */
    Thread add(LifeSign sign) {
        Thread watch = Thread.ofVirtual().name("life-of-" + sign.part()).start(() -> ask(sign));
        watches.add(watch);
        return watch;
    }

    /** What the scenario's faults do is no hang. */
    void excusing(Excuse other) {
        excuse = other;
    }

    /**
     * Checks that no part is silent.
     *
     * @throws MachineException naming the one that is, with its last log lines
     */
    void requireLife() throws MachineException {
        MachineException silent = found;
        if (silent != null) {
            // It was for this that the thread was interrupted.
            boolean _ = Thread.interrupted();
            throw silent;
        }
    }

    /** Whether that part is the silent one, which nobody is to ask any more. */
    boolean isSilent(String part) {
        return silentPart.equals(part);
    }

    /**
     * Does the work.
     *
     * @throws MachineException naming a part that is silent, whatever came of it
     */
    void over(Work work) throws MachineException, InterruptedException {
        try {
            work.run();
        } catch (MachineException | InterruptedException e) {
            requireLife();
            throw e;
        }
    }

    private void ask(LifeSign sign) {
        try {
            while (!closed) {
                long asked = System.nanoTime();
                if (!sign.shown(SILENT)
                        && !excuse.excuses(sign.part(), asked)
                        && !sign.shown(ONCE_MORE)
                        && !excuse.excuses(sign.part(), asked)) {
                    tell(
                            sign.part(),
                            sign.missing(
                                    "shows no sign of life: no answer for " + SILENT.toSeconds()
                                            + " s, though it has not died; was it stopped (SIGSTOP, a debugger, a paused container)?"));
                    return;
                }
                Thread.sleep(BETWEEN_QUESTIONS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void tell(String part, MachineException silent) {
        if (!closed && found == null) {
            silentPart = part;
            found = silent;
            harness.interrupt();
        }
    }

    /** Ends the watch of one part. */
    static void end(Thread watch) {
        watch.interrupt();
        join(watch);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        watches.forEach(LifeWatch::end);
    }

    private static void join(Thread watch) {
        boolean interrupted = false;
        while (watch.isAlive()) {
            try {
                watch.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
