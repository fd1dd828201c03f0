package dev.gridlock.load;

import dev.gridlock.scenario.LoadSpec;
import dev.gridlock.scenario.ScenarioException;
import dev.gridlock.workload.fleet.Fleet;
import dev.gridlock.workload.fleet.Truck;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** The trucks that no call has taken yet, by region; a call that takes some gets number 0, the plan numbers them. */
final class TruckYard {

    private final Map<Integer, Deque<Integer>> free = new TreeMap<>();
    private final Map<Integer, Integer> regionOf = new TreeMap<>();
    private final Random random;

    TruckYard(Fleet fleet, long seed) {
        this.random = new Random(seed);
        for (Truck truck : fleet.trucks()) {
            free.computeIfAbsent(truck.region(), region -> new ArrayDeque<>()).add(truck.id());
            regionOf.put(truck.id(), truck.region());
        }
    }

    /** One call an arrival, its region drawn by the seed among those that still have enough trucks. */
    List<PlannedCall> arrivals(LoadSpec.Arrivals arrivals, int position) throws ScenarioException {
        List<Duration> times = ArrivalTimes.of(arrivals);
        int size = arrivals.trucksPerCall();
        int possible =
                free.values().stream().mapToInt(trucks -> trucks.size() / size).sum();
        if (times.size() > possible) {
            throw new ScenarioException(List.of("load[" + position + "].arrivals: " + times.size() + " calls of " + size
                    + " trucks of one region each; the fleet has trucks for " + possible
                    + " (each truck is sent once in a run); lower the rate, `for` or `trucks_per_call`, or raise"
                    + " `fleet.trucks`"));
        }
        List<PlannedCall> calls = new ArrayList<>(times.size());
        for (Duration time : times) {
            List<Map.Entry<Integer, Deque<Integer>>> regions = free.entrySet().stream()
                    .filter(region -> region.getValue().size() >= size)
                    .toList();
            Map.Entry<Integer, Deque<Integer>> region = regions.get(random.nextInt(regions.size()));
            List<Integer> trucks = new ArrayList<>(size);
            for (int n = 0; n < size; n++) {
                trucks.add(region.getValue().remove());
            }
            calls.add(new PlannedCall(0, PlannedCall.Kind.ARRIVALS, OptionalInt.of(region.getKey()), trucks, time));
        }
        return calls;
    }

    /** All trucks that are left: one call a region, or split evenly, in the order of their ids, into so many calls. */
    List<PlannedCall> bulk(LoadSpec.Bulk bulk, int position) throws ScenarioException {
        int left = free.values().stream().mapToInt(Deque::size).sum();
        int fewest = Math.max(1, bulk.calls());
        if (left < fewest) {
            throw new ScenarioException(List.of("load[" + position + "].bulk: " + left + " trucks are left for "
                    + (bulk.calls() == LoadSpec.Bulk.PER_REGION ? "it" : "its " + bulk.calls() + " calls")
                    + " (each truck is sent once in a run); keep one bulk only, or raise `fleet.trucks`"));
        }
        List<List<Integer>> shares = bulk.calls() == LoadSpec.Bulk.PER_REGION ? byRegion() : evenly(bulk.calls());
        free.values().forEach(Deque::clear);
        return shares.stream()
                .map(share -> new PlannedCall(0, PlannedCall.Kind.BULK, commonRegion(share), share, bulk.at()))
                .toList();
    }

    private List<List<Integer>> byRegion() {
        return free.values().stream()
                .filter(trucks -> !trucks.isEmpty())
                .map(List::copyOf)
                .toList();
    }

    private List<List<Integer>> evenly(int calls) {
        TreeSet<Integer> ids = new TreeSet<>();
        free.values().forEach(ids::addAll);
        List<Integer> trucks = List.copyOf(ids);
        List<List<Integer>> shares = new ArrayList<>(calls);
        for (int n = 0; n < calls; n++) {
            int from = (int) ((long) trucks.size() * n / calls);
            int to = (int) ((long) trucks.size() * (n + 1) / calls);
            shares.add(trucks.subList(from, to));
        }
        return shares;
    }

    private OptionalInt commonRegion(List<Integer> trucks) {
        int[] regions =
                trucks.stream().mapToInt(regionOf::get).distinct().limit(2).toArray();
        return regions.length == 1 ? OptionalInt.of(regions[0]) : OptionalInt.empty();
    }
}
