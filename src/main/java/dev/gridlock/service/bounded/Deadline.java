package dev.gridlock.service.bounded;

import java.time.Duration;

/** When a call must have been answered. */
record Deadline(long nanoTime) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** What is left; negative when it has passed. */
    Duration left() {
        return Duration.ofNanos(nanoTime - System.nanoTime());
    }

    boolean hasPassed() {
        return nanoTime - System.nanoTime() <= 0;
    }
}
