package dev.gridlock.target.builtin.journal;

import dev.gridlock.target.builtin.contract.Route;
import org.jspecify.annotations.Nullable;

/**
 * One truck's operation while it goes on; its row of {@code operations.csv} when it has ended. Used by one thread at a time.
 *
 * <p>All times are nanoseconds: moments since the run began, durations plain.
 */
public final class TruckOperation {

    private final String callId;
    private final int truckId;
    private final long startedNanos;
    private final @Nullable String batch;
    private int attempts = 1;
    private long poolWaitNanos;
    private final @Nullable Long[] stepNanos = new Long[Step.values().length];
    private boolean acknowledged;
    private boolean replayed;
    private @Nullable Failure failure;
    private Write truckWrite = Write.NONE;
    private @Nullable Long truckCommittedNanos;
    private Write segmentWrite = Write.NONE;
    private @Nullable Long segmentsCommittedNanos;
    private @Nullable Long selectedNanos;
    private @Nullable Integer versionRead;
    private @Nullable Integer versionWritten;
    private @Nullable Route route;
    private long @Nullable [] valuesRead;
    private long @Nullable [] valuesWritten;

    public TruckOperation(String callId, int truckId, @Nullable String batch, long startedNanos) {
        this.callId = callId;
        this.truckId = truckId;
        this.batch = batch;
        this.startedNanos = startedNanos;
    }

    public void attempts(int count) {
        attempts = count;
    }

    public void waited(long nanos) {
        poolWaitNanos += nanos;
    }

    /** Time of a statement, or of the commit; times of the same step add up. */
    public void took(Step step, long nanos) {
        Long before = stepNanos[step.ordinal()];
        stepNanos[step.ordinal()] = before == null ? nanos : before + nanos;
    }

    /** When what was read without a lock was known; the audit tells by it which write a value was computed from. */
    public void selected(long atNanos) {
        selectedNanos = atNanos;
    }

    /** The decision: the route, the truck's version, and each segment's load as read and as it is to be written. */
    public void chose(Route newRoute, int read, int written, long[] loadsRead, long[] loadsWritten) {
        route = newRoute;
        versionRead = read;
        versionWritten = written;
        valuesRead = loadsRead;
        valuesWritten = loadsWritten;
    }

    /** This call had assigned the truck before: acknowledged without writing. */
    public void replayed(Route stored, int version) {
        replayed = true;
        route = stored;
        versionRead = version;
    }

    /**
     * A write is known to be committed.
     *
     * @param step {@link Step#TRUCK} or {@link Step#SEGMENTS}
     */
    public void committed(Step step, long atNanos) {
        if (step == Step.TRUCK) {
            truckWrite = Write.COMMITTED;
            truckCommittedNanos = atNanos;
        } else if (step == Step.SEGMENTS) {
            segmentWrite = Write.COMMITTED;
            segmentsCommittedNanos = atNanos;
        }
    }

    /** A write was sent and its answer was lost; other steps write nothing. */
    public void unknown(Step step) {
        if (step == Step.TRUCK) {
            truckWrite = Write.UNKNOWN;
        } else if (step == Step.SEGMENTS) {
            segmentWrite = Write.UNKNOWN;
        }
    }

    /** The service says success for this truck. An operation that ends without this is not acknowledged. */
    public void acknowledged() {
        acknowledged = true;
    }

    public void failed(Failure newFailure) {
        failure = newFailure;
    }

    public String callId() {
        return callId;
    }

    public int truckId() {
        return truckId;
    }

    boolean isAcknowledged() {
        return acknowledged;
    }

    /** In the order of {@link JournalColumns#OPERATIONS}. */
    @Nullable
    Object[] row(long endedNanos) {
        Failure why = failure;
        boolean open = truckWrite == Write.UNKNOWN || segmentWrite == Write.UNKNOWN;
        return new @Nullable Object[] {
            callId,
            truckId,
            batch,
            attempts,
            startedNanos,
            endedNanos,
            poolWaitNanos,
            selectedNanos,
            stepNanos[Step.SELECT.ordinal()],
            stepNanos[Step.TRUCK.ordinal()],
            stepNanos[Step.SEGMENTS.ordinal()],
            stepNanos[Step.COMMIT.ordinal()],
            acknowledged ? "acknowledged" : open ? "indeterminate" : "rejected",
            replayed,
            why == null ? null : why.at().column(),
            why == null ? null : why.sqlState(),
            why == null ? null : why.message(),
            truckWrite.column(),
            truckCommittedNanos,
            segmentWrite.column(),
            segmentsCommittedNanos,
            versionRead,
            versionWritten,
            route == null ? null : route.toArray(),
            valuesRead,
            valuesWritten
        };
    }
}
