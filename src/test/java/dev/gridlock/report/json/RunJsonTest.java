package dev.gridlock.report.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gridlock.report.MadeRun;
import dev.gridlock.verdict.Status;
import dev.gridlock.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunJsonTest {

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("docs/run.schema.json")), InputFormat.JSON);
    }

    private static JsonNode parsed(String json) throws IOException {
        return new ObjectMapper().readTree(json);
    }

    @Test
    void aPlausibleRunFollowsTheSchema() throws IOException {
        try (MadeRun run = MadeRun.plausible()) {
            assertThat(schema().validate(RunJson.render(run.figures()), InputFormat.JSON))
                    .isEmpty();
        }
    }

    @Test
    void theWitnessesOfATargetAreNamed() throws IOException {
        try (MadeRun run = MadeRun.plausible().with("INSERT INTO events VALUES ('naive', 1, 'changes', 'read', '7')")) {
            String json = RunJson.render(run.figures());
            assertThat(schema().validate(json, InputFormat.JSON)).isEmpty();
            assertThat(parsed(json).at("/targets/naive/witnesses").toString())
                    .isEqualTo("[\"answers\",\"journal\",\"log_of_changes\"]");
        }
    }

    @Test
    void aRunThatRecordedNothingFollowsTheSchema() throws IOException {
        try (MadeRun run =
                MadeRun.empty().judged(new Verdict(Status.INCONCLUSIVE, List.of("nothing recorded"), List.of()))) {
            String json = RunJson.render(run.figures());
            assertThat(schema().validate(json, InputFormat.JSON)).isEmpty();
            JsonNode naive = parsed(json).at("/targets/naive");
            assertThat(naive.get("verified").isNull()).isTrue();
            assertThat(naive.at("/pool/acquire_ms/p99").isNull()).isTrue();
            assertThat(naive.get("partial").booleanValue()).isTrue();
        }
    }

    @Test
    void theSchemaRefusesAnotherShape() throws IOException {
        try (MadeRun run = MadeRun.plausible()) {
            String json = RunJson.render(run.figures());
            assertThat(schema().validate(json.replace("\"verified\"", "\"verifeid\""), InputFormat.JSON))
                    .isNotEmpty();
            assertThat(schema().validate(json.replace("\"pass\"", "\"passed\""), InputFormat.JSON))
                    .isNotEmpty();
            assertThat(schema().validate(json.replace(RunJson.SCHEMA, "gridlock.run/0"), InputFormat.JSON))
                    .isNotEmpty();
        }
    }

    @Test
    void figuresAreThoseOfTheMetrics() throws IOException {
        try (MadeRun run = MadeRun.plausible()) {
            JsonNode root = parsed(RunJson.render(run.figures()));
            assertThat(root.get("seed").longValue()).isEqualTo(20_261_124);
            assertThat(root.get("verdict").textValue()).isEqualTo("pass");
            assertThat(root.at("/targets/naive/verified").longValue()).isEqualTo(30_000);
            assertThat(root.at("/targets/naive/completion_ms").isNull()).isTrue();
            assertThat(root.at("/targets/bounded/completion_ms").doubleValue()).isEqualTo(609.4);
            assertThat(root.at("/targets/naive/errors/40P01").longValue()).isEqualTo(79);
            assertThat(root.at("/targets/naive/errors/POOL_TIMEOUT").longValue())
                    .isEqualTo(12_418);
            assertThat(root.at("/targets/bounded/errors").isEmpty()).isTrue();
            assertThat(root.at("/targets/naive/pool/acquire_ms/p50").doubleValue())
                    .isEqualTo(4_213.7);
            assertThat(root.at("/targets/naive/postgres/wal_bytes").longValue()).isEqualTo(418_293_012);
            assertThat(root.at("/gates/3/kind").textValue()).isEqualTo("expectation");
        }
    }

    /** A metric that stands nowhere in the file would be forgotten; {@code deadlocks} and {@code errors} are objects there. */
    @Test
    void everyRecordedMetricHasItsPlace() {
        try (MadeRun run = MadeRun.plausible()) {
            List<String> placed =
                    MetricPath.ALL.stream().map(MetricPath::metric).toList();
            assertThat(run.figures().targets().getLast().metrics().keySet().stream()
                            .filter(name -> !List.of("deadlocks", "errors").contains(name)))
                    .allSatisfy(name -> assertThat(placed).contains(name));
        }
    }
}
