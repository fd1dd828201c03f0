package dev.gridlock.audit;

import java.util.ArrayList;
import java.util.List;

/** One version of a segment's row, and the increments that it holds. */
final class SegmentVersion {

    /** The server's clock is known in the run's to much less. */
    private static final long CLOCKS_DIFFER_NANOS = 1_000_000;

    private final int place;
    private final long xid;
    private final long before;
    private final long after;
    private final long committedNanos;
    private final List<ClaimedIncrement> increments = new ArrayList<>();

    /** When others could see it, as far as is known: it is stamped before it is on disk, and a client knows of it later. */
    private long visibleNanos;

    SegmentVersion(int place, long xid, long before, long after, long committedNanos) {
        this.place = place;
        this.xid = xid;
        this.before = before;
        this.after = after;
        this.committedNanos = committedNanos;
    }

    long xid() {
        return xid;
    }

    int place() {
        return place;
    }

    long before() {
        return before;
    }

    long after() {
        return after;
    }

    long committedNanos() {
        return committedNanos;
    }

    long visibleNanos() {
        return visibleNanos;
    }

    List<ClaimedIncrement> increments() {
        return increments;
    }

    boolean isFree() {
        return increments.isEmpty();
    }

    boolean mayHold(ClaimedIncrement increment) {
        return isFree() && after == increment.value();
    }

    boolean isAfterItWasSent(ClaimedIncrement increment) {
        return committedNanos >= increment.sentNanos() - CLOCKS_DIFFER_NANOS;
    }

    boolean isInTimeFor(ClaimedIncrement increment) {
        return isAfterItWasSent(increment) && committedNanos <= increment.writtenNanos() + CLOCKS_DIFFER_NANOS;
    }

    /** When what it was computed from was read, as far as is known. */
    long readNanos() {
        return increments.stream().mapToLong(ClaimedIncrement::readNanos).max().orElse(Long.MAX_VALUE);
    }

    /** @param next when the next version was committed, which somebody wrote who saw this one */
    void seenBefore(long next) {
        long known = increments.stream()
                .mapToLong(ClaimedIncrement::writtenNanos)
                .min()
                .orElse(committedNanos);
        visibleNanos = (committedNanos + Math.max(committedNanos, Math.min(known, next))) / 2;
    }
}
