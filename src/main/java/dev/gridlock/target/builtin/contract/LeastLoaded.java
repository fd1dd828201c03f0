package dev.gridlock.target.builtin.contract;

import java.util.List;
import java.util.function.IntToLongFunction;

/** The route choice of both targets: the candidate with the fewest trucks on its segments. */
public final class LeastLoaded {

    private LeastLoaded() {}

    /**
     * Index of the candidate with the least load, summed over its segments; the first of equals.
     *
     * @param candidates at least one
     * @param load trucks on a segment, by its id
     */
    public static int of(List<Route> candidates, IntToLongFunction load) {
        int best = 0;
        long least = Long.MAX_VALUE;
        for (int n = 0; n < candidates.size(); n++) {
            Route route = candidates.get(n);
            long sum = 0;
            for (int i = 0; i < route.length(); i++) {
                sum += load.applyAsLong(route.segment(i));
            }
            if (sum < least) {
                least = sum;
                best = n;
            }
        }
        return best;
    }
}
