package dev.gridlock.scenario;

import java.time.Duration;

/** A service under test. */
public sealed interface TargetSpec {

    /** Which implementation: {@code naive} or {@code bounded}; a target of another name says it by {@code kind}. */
    default String kind() {
        return switch (this) {
            case Naive ignored -> "naive";
            case Bounded ignored -> "bounded";
        };
    }

    /** Most connections of its HikariCP pool. */
    int pool();

    /** How long an operation waits for a connection of the pool before it fails. */
    Duration acquireTimeout();

    /** {@code -Xmx} of its JVM, bytes. */
    long heapBytes();

    /** {@code Promise.all} over everything, no limit of its own. */
    record Naive(int pool, Duration acquireTimeout, long heapBytes) implements TargetSpec {}

    /**
     * The same work with limits on purpose.
     *
     * @param batch trucks in one transaction
     * @param inFlight batches (transactions) at once, over all calls
     * @param queue calls admitted at once, waiting ones included; one more is answered {@code 503} with Retry-After
     * @param deadline of one call, from its admission; a call over it is answered {@code 503}
     * @param attempts of one batch, the first included, when it fails with {@code 40P01} or {@code 40001}
     */
    record Bounded(
            int pool,
            Duration acquireTimeout,
            long heapBytes,
            int batch,
            int inFlight,
            int queue,
            Duration deadline,
            int attempts)
            implements TargetSpec {}
}
