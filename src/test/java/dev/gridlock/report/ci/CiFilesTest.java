package dev.gridlock.report.ci;

import static dev.gridlock.report.MadeRun.gate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gridlock.report.MadeRun;
import dev.gridlock.verdict.Status;
import dev.gridlock.verdict.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CiFilesTest {

    private static final Verdict MIXED = new Verdict(
            Status.FAIL,
            List.of("found 3"),
            List.of(
                    gate("bounded", "deadlocks", "deadlocks == 0", 3.0, false, "found 3"),
                    gate("bounded", "errors", "errors == \"0\" \\ \n", null, false, "not <measured>"),
                    gate("bounded", "verified", "verified == trucks", 5.0, true, "5 of 5")));

    /** What GitLab's documentation asks of each issue. */
    private static final String GITLAB = """
            {"type": "array", "items": {"type": "object",
                "required": ["description", "check_name", "fingerprint", "severity", "location"],
                "additionalProperties": false,
                "properties": {
                    "description": {"type": "string", "minLength": 1},
                    "check_name": {"type": "string", "minLength": 1},
                    "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                    "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                    "location": {"type": "object", "required": ["path", "lines"], "properties": {
                        "path": {"type": "string", "pattern": "^[^/.]"},
                        "lines": {"type": "object", "required": ["begin"],
                            "properties": {"begin": {"type": "integer", "minimum": 1}}}}}}}}
            """;

    @Test
    void codeQualityHoldsEveryGateThatIsNoPassAsGitlabReadsIt() throws Exception {
        try (MadeRun run = MadeRun.plausible().judged(MIXED)) {
            String json = CodeQuality.render(run.figures());
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(GITLAB, InputFormat.JSON)
                            .validate(json, InputFormat.JSON))
                    .isEmpty();
            JsonNode issues = new ObjectMapper().readTree(json);
            assertThat(issues).hasSize(2);
            assertThat(issues.at("/0/severity").textValue()).isEqualTo("critical");
            assertThat(issues.at("/1/severity").textValue()).isEqualTo("major");
            assertThat(issues.at("/0/location/path").textValue()).isEqualTo("scenarios/made.yml");
            assertThat(issues.at("/0/fingerprint")).isNotEqualTo(issues.at("/1/fingerprint"));
            assertThat(CodeQuality.render(run.figures())).isEqualTo(json);
        }
    }

    @Test
    void aRunThatPassedHasNoIssue() {
        try (MadeRun run = MadeRun.plausible()) {
            assertThat(CodeQuality.render(run.figures()).strip()).isEqualTo("[ ]");
        }
    }

    /** The grammar of OpenMetrics 1.0 as far as gauges go. */
    private static final Pattern LINE = Pattern.compile("# (TYPE|UNIT|HELP) [a-z_][a-z0-9_]* [^\\n]*"
            + "|[a-z_][a-z0-9_]*\\{[a-z]+=\"([^\"\\\\\\n]|\\\\[n\"\\\\])*\""
            + "(,[a-z]+=\"([^\"\\\\\\n]|\\\\[n\"\\\\])*\")*\\} -?[0-9.]+(E-?[0-9]+)?");

    @Test
    void everyLineOfTheFiguresIsOpenMetrics() {
        try (MadeRun run = MadeRun.plausible().judged(MIXED)) {
            List<String> lines = OpenMetrics.render(run.figures()).lines().toList();
            assertThat(lines).last().isEqualTo("# EOF");
            assertThat(lines.subList(0, lines.size() - 1))
                    .allMatch(line -> LINE.matcher(line).matches());
            assertThat(lines)
                    .contains(
                            "# UNIT gridlock_completion_seconds seconds",
                            "gridlock_completion_seconds{scenario=\"black-friday\",target=\"bounded\"} 0.6094",
                            "gridlock_verified{scenario=\"black-friday\",target=\"naive\"} 30000.0",
                            "gridlock_gate{gate=\"deadlocks == 0\",kind=\"gate\",scenario=\"black-friday\","
                                    + "status=\"fail\",target=\"bounded\"} 1.0")
                    .noneMatch(line ->
                            line.startsWith("gridlock_completion_seconds{scenario=\"black-friday\",target=\"naive\""));
            Set<String> seen = new HashSet<>();
            assertThat(lines.stream().filter(line -> line.startsWith("# TYPE ")))
                    .allMatch(seen::add);
        }
    }
}
