package dev.gridlock.target.builtin.journal;

import dev.gridlock.clock.RunClock;
import dev.gridlock.segment.SegmentFile;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The service's journal: {@code operations.csv}, {@code errors.csv}, {@code calls.csv}, {@code acquires.csv} in one
 * folder. Every method returns at once; the files are written by threads of their own.
 */
public final class Journal implements AutoCloseable {

    private final RunClock clock;
    private final SegmentFile operations;
    private final SegmentFile errors;
    private final SegmentFile calls;
    private final SegmentFile acquires;
    private final AtomicInteger operationsInFlight = new AtomicInteger();
    private final AtomicInteger operationsEnded = new AtomicInteger();
    private final AtomicInteger operationsFailed = new AtomicInteger();
    private final AtomicInteger callsInFlight = new AtomicInteger();

    /**
     * Opens the files; those of an earlier service are replaced.
     *
     * @param folder {@code RUN/raw/<target>/}, made when absent
     */
    public Journal(Path folder, RunClock clock) {
        this.clock = clock;
        this.operations = new SegmentFile(folder.resolve("operations.csv"), JournalColumns.OPERATIONS);
        this.errors = new SegmentFile(folder.resolve("errors.csv"), JournalColumns.ERRORS);
        this.calls = new SegmentFile(folder.resolve("calls.csv"), JournalColumns.CALLS);
        this.acquires = new SegmentFile(folder.resolve("acquires.csv"), JournalColumns.ACQUIRES);
    }

    public RunClock clock() {
        return clock;
    }

    /** A call was received. */
    public void callBegan() {
        callsInFlight.incrementAndGet();
    }

    /** A call was answered. */
    public void callEnded(String callId, @Nullable Integer trucks, long receivedNanos, int status, String message) {
        calls.append(callId, trucks, receivedNanos, clock.nanos(), status, message.isEmpty() ? null : message);
        callsInFlight.decrementAndGet();
    }

    /** So many truck operations of a call are in flight from now on. */
    public void operationsBegan(int count) {
        operationsInFlight.addAndGet(count);
    }

    /** Its row; the operation is in flight no more. */
    public void operationEnded(TruckOperation operation) {
        operations.append(operation.row(clock.nanos()));
        operationsInFlight.decrementAndGet();
        operationsEnded.incrementAndGet();
        if (!operation.isAcknowledged()) {
            operationsFailed.incrementAndGet();
        }
    }

    /** A failed statement or acquire; truck null for a batch's, batch null for a truck's. */
    public void error(
            String callId, @Nullable Integer truckId, @Nullable String batch, Failure failure, boolean retried) {
        errors.append(
                clock.nanos(),
                callId,
                truckId,
                batch,
                failure.at().column(),
                failure.sqlState(),
                failure.message(),
                retried,
                failure.code());
    }

    /** One wait for a connection of the pool, however it ended. */
    public void acquire(long waitedNanos, boolean acquired) {
        acquires.append(clock.nanos(), waitedNanos, acquired ? "acquired" : "timeout");
    }

    public int operationsInFlight() {
        return operationsInFlight.get();
    }

    public int operationsEnded() {
        return operationsEnded.get();
    }

    /** Ended and not acknowledged. */
    public int operationsFailed() {
        return operationsFailed.get();
    }

    public int callsInFlight() {
        return callsInFlight.get();
    }

    /** Writes what is queued and closes the files. */
    @Override
    public void close() {
        operations.close();
        errors.close();
        calls.close();
        acquires.close();
    }
}
