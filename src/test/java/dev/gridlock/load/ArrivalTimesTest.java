package dev.gridlock.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.scenario.LoadSpec.Arrivals;
import dev.gridlock.scenario.LoadSpec.Profile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalTimesTest {

    @Test
    void constantRateIsEvenlySpaced() {
        List<Duration> times = times(Profile.CONSTANT, 10, 10, Duration.ofSeconds(3));

        assertThat(times).hasSize(30);
        assertThat(times.get(0)).isEqualTo(Duration.ZERO);
        assertThat(times.get(29)).isEqualTo(Duration.ofMillis(2_900));
    }

    @Test
    void rampHasTheIntegralOfItsRate() {
        // 10/s to 200/s in 30 s: (10 + 200) / 2 × 30; a quarter of the calls of the steep end are in the first 14.5 s
        List<Duration> times = times(Profile.RAMP, 10, 200, Duration.ofSeconds(30));

        assertThat(times).hasSize(3_150).isSorted();
        double t = 15;
        long expected = (long) Math.ceil(10 * t + 190 * t * t / 60);
        assertThat(times.stream().filter(time -> time.compareTo(Duration.ofSeconds(15)) < 0))
                .hasSize((int) expected);
        assertThat(times.getLast()).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void rampFromZeroAndRampDownWork() {
        assertThat(times(Profile.RAMP, 0, 20, Duration.ofSeconds(10)))
                .hasSize(100)
                .isSorted();
        assertThat(times(Profile.RAMP, 20, 0, Duration.ofSeconds(10)))
                .hasSize(100)
                .isSorted()
                .allSatisfy(time -> assertThat(time).isLessThan(Duration.ofSeconds(10)));
    }

    @Test
    void spikeHasItsPeakInTheMiddleThird() {
        List<Duration> times = times(Profile.SPIKE, 5, 50, Duration.ofSeconds(9));

        assertThat(times).hasSize(15 + 150 + 15).isSorted();
        assertThat(times.stream().filter(time -> time.toMillis() >= 3_000).filter(time -> time.toMillis() < 6_000))
                .hasSize(150);
    }

    @Test
    void fractionOfACallIsOneCall() {
        assertThat(times(Profile.CONSTANT, 0.1, 0.1, Duration.ofSeconds(1))).containsExactly(Duration.ZERO);
    }

    @Test
    void profileBeginsWhenTheScenarioSays() {
        Arrivals later = new Arrivals(Duration.ofSeconds(2), Profile.CONSTANT, 2, 2, Duration.ofSeconds(1), 1);

        assertThat(ArrivalTimes.of(later)).containsExactly(Duration.ofSeconds(2), Duration.ofMillis(2_500));
    }

    private static List<Duration> times(Profile profile, double from, double to, Duration duration) {
        return ArrivalTimes.of(new Arrivals(Duration.ZERO, profile, from, to, duration, 1));
    }
}
