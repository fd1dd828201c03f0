package dev.gridlock.compare.statistic;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Known answers, worked out by hand. */
class HolmTest {

    @Test
    void theSmallestIsTakenTimesAllTheNextTimesOneLess() {
        assertThat(Holm.adjusted(new double[] {0.01, 0.04, 0.03, 0.005}, new double[] {1, 1, 1, 1}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, Offset.offset(1e-12));
    }

    @Test
    void oneWithHalfOfTheWeightIsTakenTwiceHoweverManyOthersThereAre() {
        assertThat(Holm.adjusted(new double[] {0.002, 0.3, 0.4, 0.5}, new double[] {3, 1, 1, 1}))
                .containsExactly(new double[] {0.004, 0.9, 0.9, 0.9}, Offset.offset(1e-12));
    }

    @Test
    void noneIsAboveOneAndNoneBelowASmallerOne() {
        assertThat(Holm.adjusted(new double[] {0.9, 0.8}, new double[] {1, 1})).containsExactly(1.0, 1.0);
        assertThat(Holm.adjusted(new double[] {0.02, 0.021}, new double[] {2, 2}))
                .containsExactly(new double[] {0.04, 0.04}, Offset.offset(1e-12));
        assertThat(Holm.adjusted(new double[0], new double[0])).isEmpty();
    }
}
