package dev.gridlock.report.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.scenario.GateSpec.Kind;
import dev.gridlock.scenario.GateSpec.Place;
import dev.gridlock.verdict.GateResult;
import dev.gridlock.verdict.Status;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GithubActionsTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();
    private Path summary;

    @BeforeEach
    void actions() {
        summary = folder.resolve("summary");
        environment.put("GITHUB_ACTIONS", "true");
        environment.put("GITHUB_WORKSPACE", "/checkout");
        environment.put("GITHUB_STEP_SUMMARY", summary.toString());
    }

    @Test
    void aGateIsAnnotatedAtItsLineFailuresFirst() {
        tell(
                List.of(
                        gate(Kind.GATE, Status.PASS, "deadlocks == 0", 9, "deadlocks is 0"),
                        gate(Kind.GATE, Status.INCONCLUSIVE, "errors == 0", 10, "not measured"),
                        gate(Kind.ADVISORY, Status.FAIL, "advisory completion <= 3s", 11, "it is 4 s"),
                        gate(Kind.GATE, Status.FAIL, "verified == trucks", 12, "it is 7"),
                        gate(Kind.EXPECTATION, Status.INCONCLUSIVE, "deadlocks > 0", 0, "it is 0")),
                List.of("it is 7", "a fault was not proven", "not measured"),
                "");
        assertThat(out.toString().lines())
                .containsExactly(
                        "::error file=scenarios/smoke.yml,line=12,title=bounded%3A verified == trucks::it is 7",
                        "::warning file=scenarios/smoke.yml,line=10,title=bounded%3A errors == 0::not measured",
                        "::warning file=scenarios/smoke.yml,title=bounded%3A reproduces deadlocks > 0::it is 0",
                        "::warning file=scenarios/smoke.yml,line=11,title=bounded%3A advisory completion <= 3s::it is 4 s",
                        "::warning title=Gridlock::a fault was not proven");
    }

    @Test
    void noMessageCanEndOrBeginACommand() {
        tell(
                List.of(gate(Kind.GATE, Status.FAIL, "sql: SELECT a, b", 1, "100 %\r\n::set-output name=x::y")),
                List.of(),
                "");
        assertThat(out.toString().lines())
                .containsExactly("::error file=scenarios/smoke.yml,line=1,title=bounded%3A sql%3A SELECT a%2C b::"
                        + "100 %25%0A::set-output name=x::y");
    }

    @Test
    void theSummaryIsAppendedToWhatIsThere() throws Exception {
        Files.writeString(summary, "of an earlier command\n");
        tell(List.of(), List.of(), "## pass\n");
        tell(List.of(), List.of(), "## again\n");
        assertThat(summary).hasContent("of an earlier command\n## pass\n## again\n");
    }

    @Test
    void theSummaryStaysBelowTheLimitAndSaysThatItIsCut() throws Exception {
        Files.writeString(summary, "x".repeat(1_000_000) + "\n");
        tell(List.of(), List.of(), "| ü | 🚚 |\n".repeat(100_000));
        assertThat(Files.size(summary)).isBetween(1_040_000L, (long) GithubActions.MOST_BYTES);
        assertThat(Files.readString(summary)).contains("(cut: GitHub shows at most 1 MiB a step");
        Files.writeString(summary, "x".repeat(GithubActions.MOST_BYTES));
        tell(List.of(), List.of(), "one more");
        assertThat(Files.size(summary)).isEqualTo(GithubActions.MOST_BYTES);
    }

    @Test
    void aSummaryThatCannotBeWrittenIsAWarning() {
        environment.put("GITHUB_STEP_SUMMARY", folder.toString());
        tell(List.of(), List.of(), "## pass\n");
        assertThat(out.toString()).startsWith("::warning title=Gridlock::the step summary could not be written");
    }

    @Test
    void elsewhereNothingIsTold() {
        environment.remove("GITHUB_ACTIONS");
        tell(List.of(gate(Kind.GATE, Status.FAIL, "deadlocks == 0", 9, "deadlocks is 1")), List.of("x"), "## fail\n");
        assertThat(out.toString()).isEmpty();
        assertThat(summary).doesNotExist();
    }

    private void tell(List<GateResult> gates, List<String> reasons, String markdown) {
        new GithubActions(environment, new PrintWriter(out)).tell(gates, reasons, markdown);
    }

    private static GateResult gate(Kind kind, Status status, String text, int line, String message) {
        Place place = new Place("/checkout/scenarios/smoke.yml", line);
        return new GateResult("bounded", "x", text, kind, place, 1.0, null, status == Status.PASS, status, message);
    }
}
