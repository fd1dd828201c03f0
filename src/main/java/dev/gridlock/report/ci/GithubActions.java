package dev.gridlock.report.ci;

import dev.gridlock.report.figures.Visible;
import dev.gridlock.verdict.GateResult;
import dev.gridlock.verdict.Status;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What GitHub Actions reads of a step: workflow commands on its standard output, which become annotations at the gate's line
 * in the scenario, and the file that {@code GITHUB_STEP_SUMMARY} names. Elsewhere it does nothing.
 */
public final class GithubActions {

    /** GitHub drops the whole summary of a step that has more. */
    static final int MOST_BYTES = 1024 * 1024;

    private static final String CUT = "\n\n(cut: GitHub shows at most 1 MiB a step; the whole is summary.md)\n";

    private final Map<String, String> environment;
    private final PrintWriter out;

    /**
     * For one step.
     *
     * @param out the step's standard output
     */
    public GithubActions(Map<String, String> environment, PrintWriter out) {
        this.environment = Map.copyOf(environment);
        this.out = out;
    }

    /**
     * Tells what is not a pass.
     *
     * @param reasons of the verdict; those that no gate told stand without a line
     * @param summary Markdown
     */
    public void tell(List<GateResult> gates, List<String> reasons, String summary) {
        if (!"true".equals(environment.get("GITHUB_ACTIONS"))) {
            return;
        }
        annotations(gates, reasons).forEach(out::println);
        out.flush();
        String file = environment.getOrDefault("GITHUB_STEP_SUMMARY", "");
        if (!file.isEmpty()) {
            append(Path.of(file), summary);
        }
    }

    /** Failures first: GitHub shows ten of a kind a step. */
    private List<String> annotations(List<GateResult> gates, List<String> reasons) {
        List<String> annotations = new ArrayList<>();
        Set<String> told = new HashSet<>();
        List<GateResult> open = gates.stream()
                .filter(gate -> gate.status() != Status.PASS)
                .sorted(Comparator.comparing(GateResult::weight).reversed())
                .toList();
        for (GateResult gate : open) {
            told.add(gate.message());
            String level = gate.weight() == Status.FAIL ? "error" : "warning";
            String line = gate.place().line() > 0 ? ",line=" + gate.place().line() : "";
            annotations.add("::" + level + " file=" + property(ScenarioPath.of(gate.place(), environment)) + line
                    + ",title=" + property(gate.target() + ": " + gate.title()) + "::" + data(gate.message()));
        }
        for (String reason : reasons) {
            if (told.stream().noneMatch(reason::contains)) {
                annotations.add("::warning title=Gridlock::" + data(reason));
            }
        }
        return annotations;
    }

    /** As GitHub's own toolkit escapes what follows the {@code ::}. */
    private static String data(String text) {
        return Visible.of(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    /** The same for a property's value, which a comma or a colon would end. */
    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    /** Never in place of what an earlier command of the step wrote there. */
    private void append(Path file, String summary) {
        try {
            long room = MOST_BYTES - (Files.exists(file) ? Files.size(file) : 0);
            Files.writeString(file, cut(summary, room), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            out.println("::warning title=Gridlock::" + data("the step summary could not be written: " + e));
            out.flush();
        }
    }

    /** As much of the text as fits, up to the end of a line. */
    private static String cut(String text, long room) {
        if (text.getBytes(StandardCharsets.UTF_8).length <= room) {
            return text;
        }
        StringBuilder fits = new StringBuilder();
        long left = room - CUT.length();
        for (String line : text.split("(?<=\n)")) {
            left -= line.getBytes(StandardCharsets.UTF_8).length;
            if (left < 0) {
                break;
            }
            fits.append(line);
        }
        return room < CUT.length() ? "" : fits + CUT;
    }
}
