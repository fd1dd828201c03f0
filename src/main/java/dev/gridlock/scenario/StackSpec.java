package dev.gridlock.scenario;

import java.util.Optional;

/**
 * The containers of a stack; a provider without containers has no use for it.
 *
 * @param cpus most CPUs of PostgreSQL's container; empty: as many as there are
 * @param memoryBytes most memory of PostgreSQL's container, no swap besides; empty: as much as there is
 * @param shmBytes size of PostgreSQL's {@code /dev/shm}
 * @param postgresImage with its tag or digest; empty, as for the others: the one that Gridlock pins for the version
 */
public record StackSpec(
        Optional<Double> cpus,
        Optional<Long> memoryBytes,
        long shmBytes,
        Optional<String> postgresImage,
        Optional<String> pgbouncerImage,
        Optional<String> toxiproxyImage) {

    /** No limits, and the images that Gridlock pins. */
    public static final StackSpec DEFAULT = new StackSpec(
            Optional.empty(), Optional.empty(), 128L << 20, Optional.empty(), Optional.empty(), Optional.empty());
}
