package dev.gridlock.report.ci;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.Visible;
import dev.gridlock.verdict.GateResult;
import dev.gridlock.verdict.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * {@code code-quality.json}: every gate that is not a pass, at its line of the scenario, in the subset of Code Climate's format
 * that GitLab's merge requests show.
 */
public final class CodeQuality {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CodeQuality() {}

    /** The document. */
    public static String render(RunFigures run) {
        ArrayNode issues = JSON.createArrayNode();
        for (GateResult gate : run.verdict().gates()) {
            if (gate.status() != Status.PASS) {
                issues.add(issue(run.scenario().name(), gate));
            }
        }
        return issues.toPrettyString() + "\n";
    }

    private static ObjectNode issue(String scenario, GateResult gate) {
        ObjectNode issue = JSON.createObjectNode();
        issue.put("description", Visible.of(gate.message()));
        issue.put("check_name", "gridlock/" + gate.name());
        issue.put("fingerprint", fingerprint(scenario + "\n" + gate.target() + "\n" + gate.title()));
        issue.put(
                "severity",
                switch (gate.weight()) {
                    case FAIL -> "critical";
                    case INCONCLUSIVE -> "major";
                    case PASS -> "minor";
                });
        ObjectNode location = issue.putObject("location");
        location.put("path", ScenarioPath.of(gate.place(), System.getenv()));
        location.putObject("lines").put("begin", Math.max(1, gate.place().line()));
        return issue;
    }

    /** The same for the same gate in every run: by it GitLab tells a new one from one that was there before. */
    private static String fingerprint(String gate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(gate.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
