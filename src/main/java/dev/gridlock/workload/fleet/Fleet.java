package dev.gridlock.workload.fleet;

import dev.gridlock.scenario.FleetSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The reference workload: trucks whose candidate routes share a few hub segments, part of them listed in the opposite
 * direction (eastbound and westbound), which is what makes lock order differ in life.
 *
 * @param trucks ids 1…n in order
 * @param segments ids 1…n in order; the first {@link FleetSpec#hubs()} are the hubs
 */
public record Fleet(List<Truck> trucks, List<RoadSegment> segments) {

    private static final int CANDIDATES = 3;
    private static final int SHORTEST_ROUTE = 5;
    private static final int LONGEST_ROUTE = 12;
    private static final int FEWEST_HUBS = 2;
    private static final int MOST_HUBS = 4;

    public Fleet {
        trucks = List.copyOf(trucks);
        segments = List.copyOf(segments);
    }

    /** The fleet of a scenario: the same specification and seed give the same fleet, on every machine. */
    public static Fleet generate(FleetSpec spec, long seed) {
        // java.util.Random: its algorithm is specified, so a seed means the same on every JDK.
        Random random = new Random(seed);
        List<RoadSegment> segments = new ArrayList<>(spec.segments());
        List<List<Integer>> local = new ArrayList<>();
        for (int region = 0; region <= spec.regions(); region++) {
            local.add(new ArrayList<>());
        }
        for (int id = 1; id <= spec.segments(); id++) {
            int region = id <= spec.hubs() ? 0 : 1 + (id - spec.hubs() - 1) % spec.regions();
            segments.add(new RoadSegment(id, region, 500 + random.nextInt(1_500), random.nextInt(50)));
            local.get(region).add(id);
        }
        List<Truck> trucks = new ArrayList<>(spec.trucks());
        for (int id = 1; id <= spec.trucks(); id++) {
            int region = 1 + (id - 1) % spec.regions();
            List<List<Integer>> candidates = new ArrayList<>(CANDIDATES);
            for (int n = 0; n < CANDIDATES; n++) {
                candidates.add(route(local.get(0), local.get(region), spec.reversed(), random));
            }
            trucks.add(new Truck(id, region, List.copyOf(candidates)));
        }
        return new Fleet(trucks, segments);
    }

    /** A road has a direction: segments in ascending order one way, in descending order the other. */
    private static List<Integer> route(List<Integer> hubs, List<Integer> local, double reversed, Random random) {
        int length = between(SHORTEST_ROUTE, LONGEST_ROUTE, random);
        int throughHubs = Math.min(between(FEWEST_HUBS, MOST_HUBS, random), hubs.size());
        Set<Integer> chosen = new LinkedHashSet<>();
        pick(hubs, throughHubs, chosen, random);
        pick(local, Math.min(length - throughHubs, local.size()), chosen, random);
        List<Integer> route = new ArrayList<>(chosen);
        Collections.sort(route);
        return List.copyOf(random.nextDouble() < reversed ? route.reversed() : route);
    }

    private static void pick(List<Integer> from, int count, Set<Integer> into, Random random) {
        int wanted = into.size() + count;
        while (into.size() < wanted) {
            into.add(from.get(random.nextInt(from.size())));
        }
    }

    private static int between(int least, int most, Random random) {
        return least + random.nextInt(most - least + 1);
    }
}
