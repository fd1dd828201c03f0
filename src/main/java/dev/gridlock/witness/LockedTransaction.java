package dev.gridlock.witness;

import java.util.List;

/**
 * The row locks of one transaction.
 *
 * @param xid its id
 * @param locks in the order in which it got them; a row once more where it got a stronger lock on it
 * @param committed false: it was rolled back, which takes nothing from what could have happened
 */
public record LockedTransaction(long xid, List<Lock> locks, boolean committed) {

    public LockedTransaction {
        locks = List.copyOf(locks);
    }

    /** One lock. */
    public record Lock(Row row, LockMode mode) {}
}
