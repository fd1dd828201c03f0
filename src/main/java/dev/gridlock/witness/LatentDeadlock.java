package dev.gridlock.witness;

import java.util.List;

/**
 * Transactions that can deadlock: each holds what the one before it in the circle wants. They did not meet, or one waited in time.
 *
 * @param parts two or more; the last one's wanted row is held by the first
 */
public record LatentDeadlock(List<Part> parts) {

    public LatentDeadlock {
        parts = List.copyOf(parts);
    }

    /**
     * What one transaction has to do with it.
     *
     * @param xid of one transaction that did so
     * @param holds a row that the next part wants, in the mode that it had by then
     * @param wants the row that it would wait for
     */
    public record Part(long xid, LockedTransaction.Lock holds, LockedTransaction.Lock wants) {}
}
