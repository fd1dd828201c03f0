package dev.gridlock.scenario;

import java.time.Duration;

/** What is sent to a target. Each truck is sent at most once in a run, so that every row is accountable. */
public sealed interface LoadSpec {

    /** When it begins, counted from the start of the load. */
    Duration at();

    /**
     * All calls at once.
     *
     * @param calls how many calls the fleet (or what other loads leave of it) is split into; 0 means one per region
     */
    record Bulk(Duration at, int calls) implements LoadSpec {
        public static final int PER_REGION = 0;
    }

    /**
     * An open arrival profile: calls come at their own rate whether or not earlier ones were answered.
     *
     * @param from calls per second at the beginning (CONSTANT: throughout)
     * @param to calls per second at the end (RAMP) or at the peak in the middle third (SPIKE); equals from for CONSTANT
     * @param duration of the profile
     * @param trucksPerCall trucks in one call, all of one region
     */
    record Arrivals(Duration at, Profile profile, double from, double to, Duration duration, int trucksPerCall)
            implements LoadSpec {

        /** A thousand-millionth of a call: less than any rate and duration of a file mean, more than doubles lose. */
        private static final double ROUNDING = 1e-9;

        /** Calls of the whole profile: the integral of its rate, rounded down. */
        public long calls() {
            return (long) Math.floor(meanRate() * duration.toNanos() / 1e9 + ROUNDING);
        }

        /** Trucks that all of its calls need, none twice. */
        public long trucks() {
            return calls() * trucksPerCall;
        }

        private double meanRate() {
            return switch (profile) {
                case CONSTANT -> from;
                case RAMP -> (from + to) / 2;
                case SPIKE -> (2 * from + to) / 3;
            };
        }
    }

    /** Shape of an arrival profile. */
    enum Profile {
        CONSTANT,
        RAMP,
        SPIKE
    }
}
