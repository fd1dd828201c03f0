package dev.gridlock.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridlock.scenario.FleetSpec;
import dev.gridlock.scenario.LoadSpec;
import dev.gridlock.scenario.LoadSpec.Arrivals;
import dev.gridlock.scenario.LoadSpec.Bulk;
import dev.gridlock.scenario.LoadSpec.Profile;
import dev.gridlock.scenario.ScenarioException;
import dev.gridlock.workload.fleet.Fleet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadPlanTest {

    private static final Fleet FLEET = Fleet.generate(new FleetSpec(1_000, 8, 100, 10, 0.5), 7);

    private static final Arrivals ARRIVALS =
            new Arrivals(Duration.ofSeconds(1), Profile.CONSTANT, 10, 10, Duration.ofSeconds(5), 7);

    @Test
    void bulkPerRegionIsOneCallARegionWithAllItsTrucks() throws Exception {
        LoadPlan plan = plan(new Bulk(Duration.ofSeconds(2), Bulk.PER_REGION));

        assertThat(plan.calls())
                .extracting(PlannedCall::region)
                .containsExactly(java.util.stream.IntStream.rangeClosed(1, 8)
                        .mapToObj(OptionalInt::of)
                        .toArray(OptionalInt[]::new));
        assertThat(plan.calls()).allSatisfy(call -> {
            assertThat(call.truckIds())
                    .hasSize(125)
                    .allSatisfy(id -> assertThat(FLEET.trucks().get(id - 1).region())
                            .isEqualTo(call.region().getAsInt()));
            assertThat(call.intended()).isEqualTo(Duration.ofSeconds(2));
            assertThat(call.id("naive")).isEqualTo("naive-" + call.number());
        });
        assertThat(plan.trucks()).isEqualTo(1_000);
    }

    @Test
    void bulkInCallsSplitsTheFleetEvenly() throws Exception {
        LoadPlan plan = plan(new Bulk(Duration.ZERO, 3));

        assertThat(plan.calls()).extracting(call -> call.truckIds().size()).containsExactly(333, 333, 334);
        assertThat(plan.calls()).allSatisfy(call -> assertThat(call.region()).isEmpty());
        assertEachTruckAtMostOnce(plan);
        assertThat(plan.trucks()).isEqualTo(1_000);
    }

    @Test
    void eachArrivalTakesTrucksOfOneRegion() throws Exception {
        LoadPlan plan = plan(ARRIVALS);

        assertThat(plan.calls()).hasSize(50).allSatisfy(call -> {
            assertThat(call.kind()).isEqualTo(PlannedCall.Kind.ARRIVALS);
            assertThat(call.truckIds())
                    .hasSize(7)
                    .allSatisfy(id -> assertThat(FLEET.trucks().get(id - 1).region())
                            .isEqualTo(call.region().getAsInt()));
        });
        assertThat(plan.calls().stream().map(PlannedCall::region).distinct()).hasSizeGreaterThan(4);
    }

    @Test
    void bulkGetsWhatArrivalsLeaveWhateverTheOrderOfTheFile() throws Exception {
        LoadPlan plan = plan(new Bulk(Duration.ZERO, Bulk.PER_REGION), ARRIVALS);

        assertEachTruckAtMostOnce(plan);
        assertThat(plan.trucks()).isEqualTo(1_000);
        assertThat(plan.calls()).hasSize(58);
        assertThat(plan.calls()).extracting(PlannedCall::intended).isSorted();
        assertThat(plan.calls())
                .extracting(PlannedCall::number)
                .isSorted()
                .startsWith(1)
                .endsWith(58);
        assertThat(plan.calls().getFirst().kind()).isEqualTo(PlannedCall.Kind.BULK);
    }

    @Test
    void sameSeedSamePlanAndAnotherSeedAnother() throws Exception {
        assertThat(LoadPlan.of(List.of(ARRIVALS), FLEET, 1)).isEqualTo(LoadPlan.of(List.of(ARRIVALS), FLEET, 1));
        assertThat(LoadPlan.of(List.of(ARRIVALS), FLEET, 1)).isNotEqualTo(LoadPlan.of(List.of(ARRIVALS), FLEET, 2));
    }

    @Test
    void moreArrivalsThanTrucksIsTheScenariosMistake() {
        Arrivals many = new Arrivals(Duration.ZERO, Profile.CONSTANT, 100, 100, Duration.ofSeconds(2), 7);

        assertThatThrownBy(() -> plan(new Bulk(Duration.ZERO, 1), many))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("load[1].arrivals: 200 calls of 7 trucks")
                .hasMessageContaining("has trucks for 136");
    }

    @Test
    void bulkWithoutTrucksLeftIsTheScenariosMistake() {
        assertThatThrownBy(() -> plan(new Bulk(Duration.ZERO, 1), new Bulk(Duration.ZERO, 4)))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("load[1].bulk: 0 trucks are left for its 4 calls");
    }

    @Test
    void planSurvivesItsFile(@TempDir Path folder) throws Exception {
        LoadPlan plan = plan(new Bulk(Duration.ofMillis(1), 3), ARRIVALS);

        PlanFile.write(plan, folder.resolve("plan"));

        assertThat(PlanFile.read(folder.resolve("plan"))).isEqualTo(plan);
    }

    private static LoadPlan plan(LoadSpec... load) throws ScenarioException {
        return LoadPlan.of(List.of(load), FLEET, 7);
    }

    private static void assertEachTruckAtMostOnce(LoadPlan plan) {
        assertThat(plan.calls().stream().flatMap(call -> call.truckIds().stream()))
                .doesNotHaveDuplicates();
    }
}
