package dev.gridlock.target.builtin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTest {

    @Test
    void readsWhatPostgresqlWrites() {
        assertThat(Route.parse("{7,3,12}")).isEqualTo(Route.of(7, 3, 12)).hasToString("{7,3,12}");
        assertThat(Route.parse("{5}").toArray()).containsExactly(5);
        assertThat(Route.parse("{}").length()).isZero();
    }

    @Test
    void leastLoadedRouteIsTakenAndTheFirstOfEquals() {
        Map<Integer, Long> loads = Map.of(1, 5L, 2, 1L, 3, 4L, 4, 2L);
        assertThat(LeastLoaded.of(List.of(Route.of(1, 2), Route.of(2, 3), Route.of(3, 1)), loads::get))
                .isEqualTo(1);
        assertThat(LeastLoaded.of(List.of(Route.of(1, 2), Route.of(3, 4)), loads::get))
                .isZero();
    }
}
