package dev.gridlock.load;

import dev.gridlock.scenario.LoadSpec.Arrivals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When the calls of an arrival profile are intended: call k (from 0) comes when the integral of the rate reaches k.
 *
 * <p>So the first call comes at once, the rate is followed exactly rather than on average, and nothing is random.
 */
final class ArrivalTimes {

    /** Below this share of a call the end of the profile is not another call, but rounding. */
    private static final double ROUNDING = 1e-6;

    private ArrivalTimes() {}

    /** Times from the start of the load, ascending; at least one. */
    static List<Duration> of(Arrivals arrivals) {
        double seconds = arrivals.duration().toNanos() / 1e9;
        List<Piece> pieces = switch (arrivals.profile()) {
            case CONSTANT -> List.of(new Piece(arrivals.from(), arrivals.from(), seconds));
            case RAMP -> List.of(new Piece(arrivals.from(), arrivals.to(), seconds));
            case SPIKE ->
                List.of(
                        new Piece(arrivals.from(), arrivals.from(), seconds / 3),
                        new Piece(arrivals.to(), arrivals.to(), seconds / 3),
                        new Piece(arrivals.from(), arrivals.from(), seconds / 3));
        };
        List<Duration> times = new ArrayList<>();
        double start = 0;
        double callsBefore = 0;
        for (Piece piece : pieces) {
            double callsAfter = callsBefore + piece.calls();
            for (int k = times.size(); k < callsAfter - ROUNDING; k++) {
                double inPiece = piece.timeOf(Math.max(0, k - callsBefore));
                times.add(arrivals.at().plusNanos(Math.round((start + inPiece) * 1e9)));
            }
            callsBefore = callsAfter;
            start += piece.seconds();
        }
        return times;
    }

    /** A stretch of time in which the rate (calls per second) changes linearly. */
    private record Piece(double from, double to, double seconds) {

        double calls() {
            return (from + to) / 2 * seconds;
        }

        /** Solves {@code from·t + (to − from)·t²/(2·seconds) = calls}, in the form that does not divide by a zero slope. */
        double timeOf(double calls) {
            if (calls == 0) {
                return 0;
            }
            double slope = (to - from) / seconds;
            return 2 * calls / (from + Math.sqrt(Math.max(0, from * from + 2 * slope * calls)));
        }
    }
}
