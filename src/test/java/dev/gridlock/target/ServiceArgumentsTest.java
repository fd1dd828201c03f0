package dev.gridlock.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridlock.clock.RunClock;
import dev.gridlock.scenario.RecordingSpec;
import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.stack.DatabaseAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceArgumentsTest {

    static List<ServiceArguments> everyKind() {
        DatabaseAddress database = new DatabaseAddress("127.0.0.1", 6432, "gridlock", "app", "s3cret");
        Path folder = Path.of("/runs/raw/x");
        RunClock clock = RunClock.startingNow();
        return List.of(
                new ServiceArguments(
                        "old",
                        new TargetSpec.Naive(100, Duration.ofSeconds(5), 512L << 20),
                        database,
                        new Listen("127.0.0.1", 0),
                        folder,
                        clock,
                        new RecordingSpec(Optional.of(Duration.ofMillis(100)))),
                new ServiceArguments(
                        "new",
                        new TargetSpec.Bounded(
                                8, Duration.ofMillis(250), 1L << 30, 5_000, 4, 64, Duration.ofSeconds(30), 3),
                        database,
                        new Listen("0.0.0.0", 8080),
                        folder,
                        clock,
                        new RecordingSpec(Optional.empty())));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void readBackAsTheyWereWritten(ServiceArguments arguments) {
        assertThat(ServiceArguments.parse(arguments.words(), "s3cret")).isEqualTo(arguments);
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void neverHoldThePassword(ServiceArguments arguments) {
        assertThat(arguments.words()).noneMatch(word -> word.contains("s3cret"));
    }

    @Test
    void nameWhatIsMissingOrUnknown() {
        List<String> words = new ArrayList<>(everyKind().getFirst().words());
        words.addAll(List.of("--bath", "1"));
        assertThatThrownBy(() -> ServiceArguments.parse(words, "")).hasMessageContaining("bath");
        assertThatThrownBy(() -> ServiceArguments.parse(List.of("--kind", "naive"), ""))
                .hasMessageContaining("--target is missing");
    }
}
