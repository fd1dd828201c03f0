package dev.gridlock.target.builtin.naive;

import dev.gridlock.target.builtin.contract.LeastLoaded;
import dev.gridlock.target.builtin.contract.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A truck as it was read: its version, its candidate routes, and the load of every segment on them.
 *
 * @param loads trucks on a segment, by its id
 */
record TruckView(int version, List<Route> candidates, Map<Integer, Long> loads) {

    /** The segments' loads along a route, in its order. */
    long[] loadsAlong(Route route) {
        long[] values = new long[route.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = load(route.segment(i));
        }
        return values;
    }

    Route leastLoaded() {
        return candidates.get(LeastLoaded.of(candidates, this::load));
    }

    private long load(int segment) {
        return loads.getOrDefault(segment, 0L);
    }

    static Map<Integer, Long> newLoads() {
        return HashMap.newHashMap(24);
    }
}
