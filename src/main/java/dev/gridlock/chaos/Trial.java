package dev.gridlock.chaos;

import java.time.Duration;

/**
 * One try of one connection through a proxy.
 *
 * @param ending how it ended
 * @param elapsed from the first byte sent to the ending
 * @param bytes transferred in that time in the direction that was tried, or a limit that was read; 0 for a round trip
 * @param refusal why there was no connection or an error for an answer; empty otherwise
 */
record Trial(Ending ending, Duration elapsed, long bytes, String refusal) {

    /** How a try ended. */
    enum Ending {
        ANSWERED,
        /** nothing came until the deadline */
        SILENT,
        /** closed in order (FIN) without an answer */
        CLOSED,
        /** cut off (RST) */
        RESET,
        /** no connection at all, or an answer that is an error */
        REFUSED
    }

    boolean answered() {
        return ending == Ending.ANSWERED;
    }

    double kilobytesPerSecond() {
        return bytes / 1_024.0 / Math.max(1e-6, elapsed.toNanos() / 1e9);
    }
}
