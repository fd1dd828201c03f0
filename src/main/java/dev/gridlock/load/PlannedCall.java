package dev.gridlock.load;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * One call that the plan wants sent: {@code POST /assignments} with these trucks.
 *
 * @param number from 1, in the order of intended times
 * @param region of all its trucks; empty when they are of several
 * @param truckIds at least one
 * @param intended when it is to be sent, counted from the start of the load
 */
public record PlannedCall(int number, Kind kind, OptionalInt region, List<Integer> truckIds, Duration intended) {

    public PlannedCall {
        truckIds = List.copyOf(truckIds);
    }

    /** Where the call comes from. */
    public enum Kind {
        BULK("bulk"),
        ARRIVALS("arrivals");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As in the recording, e.g. {@code bulk}. */
        public String word() {
            return word;
        }

        static Kind of(String word) {
            return BULK.word.equals(word) ? BULK : ARRIVALS;
        }
    }

    /** The call's id, which is also its idempotency key: {@code <target>-<number>}. */
    public String id(String target) {
        return target + "-" + number;
    }
}
