package dev.gridlock.target.builtin.bounded;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The limits over all calls: so many calls admitted, so many transactions in flight; first come, first served. */
final class Limits {

    private final int inFlight;
    private final Semaphore calls;
    private final Semaphore transactions;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong typicalNanos = new AtomicLong(TimeUnit.MILLISECONDS.toNanos(100));

    Limits(int queue, int inFlight) {
        this.inFlight = inFlight;
        this.calls = new Semaphore(queue);
        this.transactions = new Semaphore(inFlight, true);
    }

    /** Whether one more call is admitted; if so, {@link #leave()} must follow. */
    boolean admit() {
        return calls.tryAcquire();
    }

    void leave() {
        calls.release();
    }

    /**
     * Waits for a turn; if there was one before the deadline, {@link #ended} must follow.
     *
     * @return whether there was
     */
    boolean begin(Deadline deadline) throws InterruptedException {
        waiting.incrementAndGet();
        try {
            return transactions.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** A transaction ended, after so long. */
    void ended(Duration took) {
        typicalNanos.updateAndGet(typical -> (typical * 7 + took.toNanos()) / 8);
        transactions.release();
    }

    /** When a refused caller may expect its turn: the time that those before it need, in whole seconds, at least one. */
    Duration retryAfter() {
        long nanos = typicalNanos.get() * (waiting.get() + inFlight) / inFlight;
        return Duration.ofSeconds(Math.max(1, Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1))));
    }
}
