package dev.gridlock.recording;

import dev.gridlock.scenario.FleetSpec;
import dev.gridlock.scenario.LoadSpec;
import dev.gridlock.scenario.PgBouncerSpec;
import dev.gridlock.scenario.PostgresSpec;
import dev.gridlock.scenario.RecordingSpec;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.StackSpec;
import dev.gridlock.stack.NativeProvider;
import dev.gridlock.stack.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Real stacks to record, all with deadlock_timeout 100 ms. */
final class TestStacks {

    private TestStacks() {}

    /** PostgreSQL 18 behind PgBouncer. */
    static Stack nativeStack(int poolSize, Path logs) throws Exception {
        Scenario scenario = new Scenario(
                "recording",
                "Only its stack matters.",
                1,
                new FleetSpec(100, 2, 40, 4, 0.5),
                new PostgresSpec(18, 100, Duration.ofMillis(100), 32L << 20),
                new PgBouncerSpec(PgBouncerSpec.PoolMode.TRANSACTION, poolSize, 100),
                StackSpec.DEFAULT,
                new LinkedHashMap<>(),
                List.of(new LoadSpec.Bulk(Duration.ZERO, LoadSpec.Bulk.PER_REGION)),
                List.of(),
                Map.of(),
                new RecordingSpec(Optional.empty()),
                Optional.empty());
        return new NativeProvider(progress -> {}).start(scenario, logs);
    }
}
