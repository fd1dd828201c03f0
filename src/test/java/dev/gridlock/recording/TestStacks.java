package dev.gridlock.recording;

import dev.gridlock.scenario.PgBouncerSpec;
import dev.gridlock.scenario.PostgresSpec;
import dev.gridlock.stack.NativeProvider;
import dev.gridlock.stack.Scenarios;
import dev.gridlock.stack.Stack;
import java.nio.file.Path;
import java.time.Duration;

/** Real stacks to record, all with deadlock_timeout 100 ms. */
final class TestStacks {

    static final PostgresSpec POSTGRES = new PostgresSpec(18, 100, Duration.ofMillis(100), 32L << 20);

    private TestStacks() {}

    /** PostgreSQL 18 behind PgBouncer. */
    static Stack nativeStack(int poolSize, Path logs) throws Exception {
        return new NativeProvider(progress -> {})
                .start(
                        Scenarios.with(POSTGRES, new PgBouncerSpec(PgBouncerSpec.PoolMode.TRANSACTION, poolSize, 100)),
                        logs);
    }
}
