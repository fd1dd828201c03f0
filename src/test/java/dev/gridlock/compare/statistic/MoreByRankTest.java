package dev.gridlock.compare.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Exact p of rank sums, by values that can be counted by hand. */
class MoreByRankTest {

    @Test
    void allOfNewAboveAllOfBaseIsOneWayOfTheMany() {
        assertThat(MoreByRank.p(new double[] {1, 2, 3, 4}, new double[] {5, 6, 7, 8}))
                .isCloseTo(1.0 / 70, within(1e-12));
    }

    @Test
    void tiesAreCountedNotApproximated() {
        // of the 6 ways to give two of four rounds to NEW, one has both that are not 0
        assertThat(MoreByRank.p(new double[] {0, 0}, new double[] {7, 7})).isCloseTo(1.0 / 6, within(1e-12));
        assertThat(MoreByRank.p(new double[] {0, 0}, new double[] {0, 0})).isEqualTo(1);
    }

    @Test
    void lessIsNoEvidenceOfMore() {
        assertThat(MoreByRank.p(new double[] {5, 6, 7, 8}, new double[] {1, 2, 3, 4}))
                .isEqualTo(1);
    }
}
