package dev.gridlock.compare.statistic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.baseline.MadeBaseline;
import dev.gridlock.baseline.Spread;
import dev.gridlock.baseline.Values;
import java.util.List;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class PercentileRatioTest {

    /** Values from 1 to n ms against a constant: the nearest rank is known, also where it is the last of a block. */
    @Test
    void thePointIsByNearestRankWhateverTheNumberOfValues() {
        for (int n = 4; n <= 520; n += 4) {
            List<Values> base = values(LongStream.rangeClosed(1, n).boxed().toList());
            List<Values> next = values(List.of(1_000L));
            assertThat(PercentileRatio.paired(base, next, 0.25).point())
                    .as("%d values", n)
                    .isCloseTo(1_000.0 / (n / 4), Percentage.withPercentage(0.7));
        }
    }

    private static List<Values> values(List<Long> ms) {
        return List.of(MadeBaseline.of(1)
                .always("any", "completion", 1)
                .latencies("any", List.of(ms))
                .make()
                .merged("any", Spread.LATENCY)
                .orElseThrow());
    }
}
