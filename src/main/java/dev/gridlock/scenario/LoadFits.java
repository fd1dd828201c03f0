package dev.gridlock.scenario;

import dev.gridlock.scenario.LoadBlock.Placed;
import dev.gridlock.scenario.LoadSpec.Arrivals;
import dev.gridlock.scenario.LoadSpec.Bulk;
import java.util.List;

/** Whether the fleet has the trucks that the load sends, each at most once. */
final class LoadFits {

    private LoadFits() {}

    static void check(List<Placed> loads, FleetSpec fleet, Problems problems) {
        long needed = 0;
        int largestCall = 0;
        Position last = null;
        for (Placed placed : loads) {
            if (placed.load() instanceof Arrivals arrivals) {
                requireACall(arrivals, placed.at(), problems);
                needed += arrivals.trucks();
                largestCall = Math.max(largestCall, arrivals.trucksPerCall());
                last = placed.at();
            }
        }
        if (last != null && needed > fleet.trucks()) {
            problems.add(
                    last,
                    "the load needs more trucks than the fleet has, and each is sent at most once",
                    Amount.grouped(needed) + " trucks needed by arrivals, " + Amount.grouped(fleet.trucks())
                            + " in the fleet",
                    "fleet.trucks of at least " + Amount.grouped(needed)
                            + ", a lower rate, a shorter time or fewer trucks_per_call");
        } else if (last != null && needed > inWholeCalls(fleet, largestCall)) {
            problems.add(
                    last,
                    "the load needs more calls than the regions can fill, and the trucks of a call are of one region",
                    Amount.grouped(needed) + " trucks needed, " + Amount.grouped(inWholeCalls(fleet, largestCall))
                            + " to be had in calls of " + Amount.grouped(largestCall) + " from " + fleet.regions()
                            + " regions",
                    "more fleet.trucks, fewer fleet.regions or fewer trucks_per_call");
        }
        checkBulks(loads, Math.max(0, fleet.trucks() - needed), problems);
    }

    private static void requireACall(Arrivals arrivals, Position at, Problems problems) {
        if (arrivals.calls() == 0) {
            problems.add(
                    at,
                    "the arrivals would send no call",
                    Amount.plain(arrivals.from()) + "/s to " + Amount.plain(arrivals.to()) + "/s for "
                            + arrivals.duration().toMillis() + "ms",
                    "a rate and a time that make at least one call");
        }
    }

    /** Trucks go to regions in turn, so the first {@code trucks % regions} regions have one more. */
    private static long inWholeCalls(FleetSpec fleet, int trucksPerCall) {
        int least = fleet.trucks() / fleet.regions();
        int larger = fleet.trucks() % fleet.regions();
        long calls = (long) larger * ((least + 1) / trucksPerCall)
                + (long) (fleet.regions() - larger) * (least / trucksPerCall);
        return calls * trucksPerCall;
    }

    private static void checkBulks(List<Placed> loads, long left, Problems problems) {
        List<Placed> bulks =
                loads.stream().filter(placed -> placed.load() instanceof Bulk).toList();
        for (Placed more : bulks.subList(Math.min(1, bulks.size()), bulks.size())) {
            problems.add(
                    more.at(),
                    "a second bulk: no truck is left for it",
                    "another bulk at " + bulks.getFirst().at(),
                    "one bulk with more calls, or arrivals");
        }
        for (Placed placed : bulks.subList(0, Math.min(1, bulks.size()))) {
            int calls = ((Bulk) placed.load()).calls();
            if (left < Math.max(1, calls)) {
                problems.add(
                        placed.at(),
                        "the bulk has fewer trucks than calls",
                        Amount.grouped(left) + " trucks left for it",
                        "fewer calls, more fleet.trucks, or fewer arrivals");
            }
        }
    }
}
