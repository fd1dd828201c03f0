package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

    /** The tail of a deadlocked target: 25 trucks in 20 s, after tens of thousands in five. */
    @Test
    void theRestIsReckonedAtThePaceOfItsOwnStage() {
        assertThat(Progress.left(25, Duration.ofSeconds(20).toNanos(), 71)).isEqualTo(", about 57 s left");
    }

    @Test
    void withoutAPaceOrARestNothingIsSaid() {
        assertThat(Progress.left(0, Duration.ofSeconds(20).toNanos(), 71)).isEmpty();
        assertThat(Progress.left(25, Duration.ofSeconds(20).toNanos(), 0)).isEmpty();
    }
}
