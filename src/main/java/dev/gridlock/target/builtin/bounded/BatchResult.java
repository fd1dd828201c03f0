package dev.gridlock.target.builtin.bounded;

import dev.gridlock.target.builtin.contract.Assignment;
import java.util.List;

/** How a batch ended. */
sealed interface BatchResult {

    Batch batch();

    /** Committed, and known to be. */
    record Committed(Batch batch, List<Assignment> assignments) implements BatchResult {}

    /**
     * Known not to be written.
     *
     * @param temporary whether a later try may work: overload, a deadline, an unreachable database
     */
    record RolledBack(Batch batch, String message, boolean temporary) implements BatchResult {}

    /** The commit was sent and its answer was lost. */
    record Indeterminate(Batch batch, String message) implements BatchResult {}

    /** Never begun, because another batch of the call had failed. */
    record Dropped(Batch batch) implements BatchResult {}
}
