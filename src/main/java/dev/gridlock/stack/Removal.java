package dev.gridlock.stack;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Removes something from the container engine. While a JVM ends, Testcontainers' own hook removes containers too: what
 * both are at, or what such a container still holds, is free a moment later.
 */
final class Removal {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    private Removal() {}

    /**
     * Tries for ten seconds; what is not there any more counts as removed.
     *
     * @return why it is still there, in the engine's words; empty when it is gone
     */
    static Optional<String> of(Runnable request) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (true) {
            try {
                request.run();
                return Optional.empty();
            } catch (NotFoundException e) {
                return Optional.empty();
            } catch (DockerException e) {
                if (System.nanoTime() > end) {
                    return Optional.of(Causes.deepest(e));
                }
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }

    /** The same; what stays is said, and left to the next start. */
    static void atTheEnd(String what, Runnable request) {
        of(request)
                .ifPresent(why -> System.err.println(
                        "gridlock: " + what + " could not be removed, the next start tries again: " + why));
    }
}
