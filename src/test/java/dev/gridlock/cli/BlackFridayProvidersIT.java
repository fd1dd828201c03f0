package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridlock.stack.LiveEngine;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** {@code scenarios/black-friday.yml} on processes and on containers: the same verdict by the same gates, the same audit. */
@ExtendWith(LiveEngine.class)
@Isolated("its verdicts need the machine")
class BlackFridayProvidersIT {

    /** All that are counted. How long it took is the machine's, which runs other things beside a test. */
    private static final String COUNTED = "gates.bounded=[ deadlocks == 0, lost_updates == 0, torn_writes == 0,"
            + " zombie_writes == 0, verified == trucks ]";

    /** PostgreSQL finds each of some 70 deadlocks sooner than on that night, one after the other: half of the time. */
    private static final String SOONER = "postgres.deadlock_timeout=200ms";

    private static final int TRUCKS = 50_000;

    private static final Map<String, JsonNode> RUNS = new LinkedHashMap<>();
    private static Place place;

    @BeforeAll
    static void run() throws Exception {
        place = new Place();
        for (String provider : List.of("native", "docker")) {
            try (Launched run = place.run(
                    Place.CHECKOUT.resolve("scenarios/black-friday.yml"),
                    "--provider",
                    provider,
                    "--set",
                    COUNTED,
                    "--set",
                    SOONER)) {
                assertThat(run.exitCode())
                        .as("%s: %s%s", provider, run.said(), run.printed())
                        .isZero();
            }
            RUNS.put(
                    provider,
                    new ObjectMapper()
                            .readTree(place.lastRun().resolve("run.json").toFile()));
        }
    }

    @AfterAll
    static void delete() throws IOException {
        place.close();
    }

    @Test
    void eachSaysWhichProviderItWas() {
        RUNS.forEach(
                (provider, run) -> assertThat(run.at("/run/provider").asText()).isEqualTo(provider));
    }

    @Test
    void everyGateEndsTheSame() {
        assertThat(gates("docker")).isEqualTo(gates("native")).hasSize(9).doesNotContainValue("fail");
    }

    private static Map<String, String> gates(String provider) {
        Map<String, String> gates = new LinkedHashMap<>();
        Objects.requireNonNull(RUNS.get(provider))
                .get("gates")
                .forEach(gate -> gates.put(
                        gate.get("target").asText() + ": "
                                + gate.get("expression").asText(),
                        gate.get("status").asText()));
        return gates;
    }

    @Test
    void naiveShowsEverySymptomOnBoth() {
        RUNS.forEach((provider, run) -> {
            JsonNode naive = run.at("/targets/naive");
            for (String symptom : List.of(
                    "/deadlocks/server", "/pool/timeouts", "/zombie_writes", "/lost_updates", "/calls/rejected")) {
                assertThat(naive.at(symptom).asLong())
                        .as("%s%s", provider, symptom)
                        .isPositive();
            }
        });
    }

    @Test
    void theAuditOfBoundedIsTheSameToTheLastTruck() {
        for (String figure : List.of(
                "trucks",
                "acknowledged",
                "acknowledged_client",
                "verified",
                "lost_updates",
                "torn_writes",
                "indeterminate",
                "zombie_writes",
                "duplicates",
                "unexpected")) {
            long expected = figure.matches("trucks|acknowledged.*|verified") ? TRUCKS : 0;
            RUNS.forEach((provider, run) -> assertThat(
                            run.at("/targets/bounded/" + figure).asLong(-1))
                    .as("%s, %s", provider, figure)
                    .isEqualTo(expected));
        }
    }
}
