package dev.gridlock.stack;

import dev.gridlock.scenario.FleetSpec;
import dev.gridlock.scenario.LoadSpec;
import dev.gridlock.scenario.PgBouncerSpec;
import dev.gridlock.scenario.PostgresSpec;
import dev.gridlock.scenario.RecordingSpec;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.StackSpec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scenarios of which only the stack matters. */
public final class Scenarios {

    private Scenarios() {}

    /** The limits of the outage. */
    static Scenario outage() {
        return with(new PostgresSpec(18, 100, Duration.ofSeconds(1), 128L << 20));
    }

    static Scenario with(PostgresSpec postgres) {
        return with(postgres, StackSpec.DEFAULT);
    }

    static Scenario with(StackSpec stack) {
        return with(outage().postgres(), stack);
    }

    static Scenario with(PostgresSpec postgres, StackSpec stack) {
        return of(postgres, new PgBouncerSpec(PgBouncerSpec.PoolMode.TRANSACTION, 50, 5_000), stack);
    }

    public static Scenario with(PostgresSpec postgres, PgBouncerSpec pgbouncer) {
        return of(postgres, pgbouncer, StackSpec.DEFAULT);
    }

    private static Scenario of(PostgresSpec postgres, PgBouncerSpec pgbouncer, StackSpec stack) {
        return new Scenario(
                "stack",
                "Only its stack matters.",
                1,
                new FleetSpec(100, 2, 40, 4, 0.5),
                postgres,
                pgbouncer,
                stack,
                new LinkedHashMap<>(),
                List.of(new LoadSpec.Bulk(Duration.ZERO, LoadSpec.Bulk.PER_REGION)),
                List.of(),
                Map.of(),
                new RecordingSpec(Optional.empty()),
                Optional.empty());
    }
}
