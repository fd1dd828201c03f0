package dev.gridlock.workload.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.scenario.FleetSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetTest {

    private static final FleetSpec SPEC = new FleetSpec(5_000, 8, 400, 20, 0.5);

    @Test
    void sameSeedGivesTheSameFleet() {
        assertThat(Fleet.generate(SPEC, 20261124)).isEqualTo(Fleet.generate(SPEC, 20261124));
        assertThat(Fleet.generate(SPEC, 20261124)).isNotEqualTo(Fleet.generate(SPEC, 20261125));
    }

    @Test
    void halfOfTheRoutesRunInTheOppositeDirection() {
        List<List<Integer>> routes = Fleet.generate(SPEC, 1).trucks().stream()
                .flatMap(truck -> truck.candidates().stream())
                .toList();
        long descending =
                routes.stream().filter(r -> r.getFirst() > r.getLast()).count();
        assertThat((double) descending / routes.size()).isBetween(0.45, 0.55);
        assertThat(routes).allSatisfy(route -> {
            assertThat(route).hasSizeBetween(5, 12).doesNotHaveDuplicates();
            assertThat(route.stream().filter(id -> id <= 20)).hasSizeBetween(2, 4);
        });
    }
}
