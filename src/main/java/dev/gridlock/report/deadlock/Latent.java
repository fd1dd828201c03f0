package dev.gridlock.report.deadlock;

import java.util.List;
import java.util.OptionalLong;

/**
 * The deadlocks that a target's orders of row locks make possible, by the server's write-ahead log.
 *
 * @param transactions that locked rows; empty: the log was not read
 * @param rowLocks that they took
 * @param circles of rows; empty: not all was looked at
 * @param unread why the log was not read; {@code ""} where it was
 * @param shapes the clearest first
 */
public record Latent(
        String target,
        OptionalLong transactions,
        OptionalLong rowLocks,
        OptionalLong circles,
        String unread,
        List<LatentShape> shapes) {

    public Latent {
        shapes = List.copyOf(shapes);
    }
}
