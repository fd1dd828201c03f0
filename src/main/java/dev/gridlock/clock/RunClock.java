package dev.gridlock.clock;

import java.time.Duration;
import java.time.Instant;

/**
 * The one clock of a run: nanoseconds since the run began.
 *
 * <p>The harness, the service and the injector are three JVMs on one machine. On Linux {@link System#nanoTime()} reads
 * {@code CLOCK_MONOTONIC}, which all processes of a machine share, so the epoch that the harness took is handed to its
 * children and their times need no correction.
 *
 * @param epochNanoTime {@link System#nanoTime()} when the run began, nanoseconds
 * @param epochWall wall-clock time of the same moment; the only use of the wall clock, to place the server's log lines
 */
public record RunClock(long epochNanoTime, Instant epochWall) {

    /** A clock whose zero is now. */
    public static RunClock startingNow() {
        return new RunClock(System.nanoTime(), Instant.now());
    }

    /**
     * The clock that another process of this run wrote with {@link #encoded()}.
     *
     * @throws IllegalArgumentException when the text is not {@code <nanoTime>@<ISO instant>}
     */
    public static RunClock decoded(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException("expected <nanoTime>@<ISO instant>, found \"" + text + "\"");
        }
        return new RunClock(Long.parseLong(text.substring(0, at)), Instant.parse(text.substring(at + 1)));
    }

    /** This clock as one argument for a child process. */
    public String encoded() {
        return epochNanoTime + "@" + epochWall;
    }

    /** Nanoseconds since the run began. */
    public long nanos() {
        return System.nanoTime() - epochNanoTime;
    }

    /** Nanoseconds since the run began, of a {@link System#nanoTime()} taken in any process of this run. */
    public long nanosOf(long nanoTime) {
        return nanoTime - epochNanoTime;
    }

    /** Nanoseconds since the run began, of a wall-clock time (resolution of its source: 1 ms for PostgreSQL's logs). */
    public long nanosOf(Instant wall) {
        return Duration.between(epochWall, wall).toNanos();
    }

    /** Wall-clock time of a moment of this run. */
    public Instant wall(long nanos) {
        return epochWall.plusNanos(nanos);
    }
}
