package dev.gridlock.load;

import dev.gridlock.scenario.LoadSpec;
import dev.gridlock.scenario.ScenarioException;
import dev.gridlock.workload.fleet.Fleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Every call of a run, known before it begins: the same specifications, fleet and seed give the same plan.
 *
 * @param calls numbered from 1, by intended time
 */
public record LoadPlan(List<PlannedCall> calls) {

    public LoadPlan {
        calls = List.copyOf(calls);
    }

    /**
     * Plans a load. Each truck is in at most one call; arrivals take theirs first, a bulk gets what they leave.
     *
     * @throws ScenarioException when the fleet has too few trucks for it
     */
    public static LoadPlan of(List<LoadSpec> load, Fleet fleet, long seed) throws ScenarioException {
        TruckYard yard = new TruckYard(fleet, seed);
        List<PlannedCall> calls = new ArrayList<>();
        for (int n = 0; n < load.size(); n++) {
            if (load.get(n) instanceof LoadSpec.Arrivals arrivals) {
                calls.addAll(yard.arrivals(arrivals, n));
            }
        }
        for (int n = 0; n < load.size(); n++) {
            if (load.get(n) instanceof LoadSpec.Bulk bulk) {
                calls.addAll(yard.bulk(bulk, n));
            }
        }
        calls.sort(Comparator.comparing(PlannedCall::intended));
        List<PlannedCall> numbered = new ArrayList<>(calls.size());
        for (PlannedCall call : calls) {
            numbered.add(
                    new PlannedCall(numbered.size() + 1, call.kind(), call.region(), call.truckIds(), call.intended()));
        }
        return new LoadPlan(numbered);
    }

    /** Trucks in the plan, each counted once. */
    public int trucks() {
        return calls.stream().mapToInt(call -> call.truckIds().size()).sum();
    }

    /** When the last call is to be sent, counted from the start of the load; zero for an empty plan. */
    public Duration lastIntended() {
        return calls.isEmpty() ? Duration.ZERO : calls.getLast().intended();
    }
}
