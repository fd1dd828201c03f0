package dev.gridlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.scenario.LoadSpec.Arrivals;
import dev.gridlock.scenario.LoadSpec.Profile;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrivalsTest {

    @ParameterizedTest
    @CsvSource({
        "CONSTANT, 10, 10, 30000, 300",
        "CONSTANT, 0.1, 0.1, 30000, 3",
        "CONSTANT, 1, 1, 999, 0",
        "RAMP, 10, 200, 30000, 3150",
        "RAMP, 0, 1, 3000, 1",
        "SPIKE, 10, 100, 30000, 1200",
        "SPIKE, 0, 90, 3000, 90",
        "CONSTANT, 100000, 100000, 86400000, 8640000000",
    })
    void callsAreTheIntegralOfTheRateRoundedDown(Profile profile, double from, double to, long millis, long calls) {
        Arrivals arrivals = new Arrivals(Duration.ZERO, profile, from, to, Duration.ofMillis(millis), 50);

        assertThat(arrivals.calls()).isEqualTo(calls);
        assertThat(arrivals.trucks()).isEqualTo(50 * calls);
    }
}
