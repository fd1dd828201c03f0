package dev.gridlock.target.builtin.bounded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.target.builtin.contract.Call;
import dev.gridlock.target.builtin.contract.Route;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest {

    @Test
    void areAscendingOfEvenSizeAndTogetherTheCall() {
        List<Integer> ids =
                IntStream.iterate(6_250, n -> n > 0, n -> n - 1).boxed().toList();
        List<Batch> batches = Batch.split(new Call("b-1", 1, ids), 5_000);
        assertThat(batches).extracting(Batch::name).containsExactly("b-1/1", "b-1/2");
        assertThat(batches).extracting(batch -> batch.truckIds().size()).containsExactly(3_125, 3_125);
        assertThat(batches.stream().flatMap(batch -> batch.truckIds().stream()))
                .isSorted()
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void neverExceedTheLimit() {
        for (int trucks = 1; trucks < 60; trucks++) {
            Call call =
                    new Call("c", null, IntStream.rangeClosed(1, trucks).boxed().toList());
            assertThat(Batch.split(call, 7))
                    .allSatisfy(batch -> assertThat(batch.truckIds()).hasSizeBetween(1, 7));
        }
    }

    @Test
    void eachTruckOfABatchSeesWhatThoseBeforeItAdded() {
        LockedTruck first = new LockedTruck(1, 0, null, List.of(Route.of(1, 2), Route.of(3)));
        LockedTruck second = new LockedTruck(2, 4, null, List.of(Route.of(3), Route.of(2, 1)));
        SegmentLoads loads = new SegmentLoads(new int[] {1, 2, 3}, new long[] {10, 10, 19});

        BatchPlan plan = BatchPlan.choose(List.of(first, second), loads);

        assertThat(plan.choices()).extracting(BatchPlan.Choice::candidate).containsExactly(2, 1);
        assertThat(plan.choices().get(0).steps()).containsExactly(19L);
        assertThat(plan.choices().get(1).steps()).containsExactly(20L);
        assertThat(loads.changed()).containsExactly(3);
        assertThat(loads.increments()).containsExactly(2);
    }
}
