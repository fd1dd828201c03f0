package dev.gridlock.scenario;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/** A service under test. */
public sealed interface TargetSpec {

    /** What it is: {@code naive}, {@code bounded} or {@code command}; a target of another name says it by {@code kind}. */
    default String kind() {
        return switch (this) {
            case Naive ignored -> "naive";
            case Bounded ignored -> "bounded";
            case Command ignored -> "command";
        };
    }

    /** Most connections of its pool; one that is not ours is only told so. */
    int pool();

    /** How long an operation waits for a connection of the pool before it fails. */
    Duration acquireTimeout();

    /** One of Gridlock's own two, in a JVM of its own, which writes a journal. */
    sealed interface BuiltIn extends TargetSpec {

        /** {@code -Xmx} of its JVM, bytes. */
        long heapBytes();
    }

    /** {@code Promise.all} over everything, no limit of its own. */
    record Naive(int pool, Duration acquireTimeout, long heapBytes) implements BuiltIn {}

    /**
     * A service of the user's own, in any language; it knows nothing of Gridlock.
     *
     * @param words program and arguments
     * @param workdir where it is started; what is relative is so to where Gridlock was started
     * @param environment variables beside those of the shell and {@link #GIVEN}
     * @param ready path that is answered 2xx when it can take calls
     * @param readyWithin from its start until then
     * @param stop program and arguments that end it, run in the same place before it is asked to end by a signal; empty: the signal alone
     * @param metrics path of its page in Prometheus' text format
     * @param poolMetrics names of gauges on that page by what of its pool they are, one of {@link #POOL}
     */
    record Command(
            List<String> words,
            String workdir,
            SequencedMap<String, String> environment,
            String ready,
            Duration readyWithin,
            List<String> stop,
            String metrics,
            SequencedMap<String, String> poolMetrics,
            int pool,
            Duration acquireTimeout)
            implements TargetSpec {

        /** Names of the variables that it gets from the harness. */
        public static final Set<String> GIVEN =
                Set.of("DATABASE_URL", "PORT", "POOL_SIZE", "ACQUIRE_TIMEOUT_MS", "GRIDLOCK_RUN");

        /** What can be said of a pool: connections that work, that wait for work, operations that wait for one, all connections. */
        public static final Set<String> POOL = Set.of("active", "idle", "pending", "total");

        public Command {
            words = List.copyOf(words);
            stop = List.copyOf(stop);
            poolMetrics = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(poolMetrics));
            environment = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(environment));
        }
    }

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
            implements BuiltIn {}
}
