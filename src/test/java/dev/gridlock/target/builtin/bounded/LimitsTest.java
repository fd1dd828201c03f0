package dev.gridlock.target.builtin.bounded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {

    @Test
    void admitOneCallLessThanOneTooMany() {
        Limits limits = new Limits(2, 1);
        assertThat(limits.admit()).isTrue();
        assertThat(limits.admit()).isTrue();
        assertThat(limits.admit()).isFalse();
        limits.leave();
        assertThat(limits.admit()).isTrue();
    }

    @Test
    void noTurnAfterTheDeadline() throws InterruptedException {
        Limits limits = new Limits(10, 1);
        assertThat(limits.begin(Deadline.in(Duration.ofSeconds(10)))).isTrue();
        assertThat(limits.begin(Deadline.in(Duration.ofMillis(20)))).isFalse();
        limits.ended(Duration.ofMillis(5));
        assertThat(limits.begin(Deadline.in(Duration.ofSeconds(10)))).isTrue();
    }

    @Test
    void retryAfterIsWholeSecondsAndGrowsWithWhatTransactionsTake() throws InterruptedException {
        Limits limits = new Limits(10, 1);
        assertThat(limits.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        for (int i = 0; i < 20; i++) {
            limits.begin(Deadline.in(Duration.ofSeconds(10)));
            limits.ended(Duration.ofSeconds(8));
        }
        assertThat(limits.retryAfter()).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(8));
    }
}
