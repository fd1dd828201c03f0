package dev.gridlock.target.builtin.bounded;

import dev.gridlock.target.builtin.contract.LeastLoaded;
import dev.gridlock.target.builtin.contract.Route;
import dev.gridlock.target.builtin.journal.TruckOperation;
import java.util.ArrayList;
import java.util.List;

/**
 * The routes chosen for a batch, one truck after the other, each seeing what those before it added.
 *
 * @param choices in the order of the trucks
 */
record BatchPlan(List<Choice> choices) {

    /**
     * @param candidate number of the chosen route, from 1
     * @param steps each segment's load before this truck, in driving order
     */
    record Choice(LockedTruck truck, int candidate, List<Long> steps) {

        Route route() {
            return truck.candidates().get(candidate - 1);
        }

        /** Its step of the batch's sum, in the journal. */
        void into(TruckOperation operation) {
            long[] read = steps.stream().mapToLong(Long::longValue).toArray();
            long[] written = steps.stream().mapToLong(load -> load + 1).toArray();
            operation.chose(route(), truck.version(), truck.version() + 1, read, written);
        }
    }

    /** Chooses, and adds each truck to the loads. */
    static BatchPlan choose(List<LockedTruck> trucks, SegmentLoads loads) {
        List<Choice> choices = new ArrayList<>(trucks.size());
        for (LockedTruck truck : trucks) {
            int n = LeastLoaded.of(truck.candidates(), loads::load);
            Route route = truck.candidates().get(n);
            List<Long> steps = new ArrayList<>(route.length());
            for (int i = 0; i < route.length(); i++) {
                steps.add(loads.load(route.segment(i)));
                loads.add(route.segment(i));
            }
            choices.add(new Choice(truck, n + 1, steps));
        }
        return new BatchPlan(choices);
    }

    int[] truckIds() {
        return choices.stream().mapToInt(choice -> choice.truck().id()).toArray();
    }

    int[] candidates() {
        return choices.stream().mapToInt(Choice::candidate).toArray();
    }
}
