package dev.gridlock.report.markdown;

import dev.gridlock.report.figures.Comparison;
import dev.gridlock.report.figures.ComparisonRow;
import dev.gridlock.report.figures.Headline;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.SqlState;
import dev.gridlock.report.figures.TargetFigures;
import dev.gridlock.scenario.GateSpec;
import dev.gridlock.verdict.GateResult;
import dev.gridlock.verdict.Status;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code summary.md}: a run as a comment of a pull request (GitHub and GitLab flavours). */
public final class SummaryMarkdown {

    private SummaryMarkdown() {}

    /** The document. */
    public static String render(RunFigures run) {
        StringBuilder out = new StringBuilder();
        out.append("## ").append(badge(run.verdict().status())).append(" Gridlock: ");
        out.append(MarkdownText.escaped(run.scenario().name())).append("\n\n");
        out.append("**").append(MarkdownText.escaped(Headline.title(run))).append("**\n\n");
        Headline.sentences(run)
                .forEach(sentence ->
                        out.append("- ").append(MarkdownText.escaped(sentence)).append("\n"));
        verdict(run, out);
        comparison(run.targets(), out);
        gates(run.verdict().gates(), out);
        out.append("\nScenario `")
                .append(run.scenario().name())
                .append("`, seed `")
                .append(run.scenario().seed());
        out.append("`. Pictures and more in `index.html`; ask `run.duckdb` anything else.\n");
        return out.toString();
    }

    private static String badge(Status status) {
        return switch (status) {
            case PASS -> "✅ pass:";
            case FAIL -> "❌ fail:";
            case INCONCLUSIVE -> "⚠️ inconclusive:";
        };
    }

    private static void verdict(RunFigures run, StringBuilder out) {
        out.append("\n### Verdict: ").append(run.verdict().status().name().toLowerCase(java.util.Locale.ROOT));
        out.append("\n\n");
        run.verdict()
                .reasons()
                .forEach(reason ->
                        out.append("- ").append(MarkdownText.escaped(reason)).append("\n"));
        run.verdict()
                .warnings()
                .forEach(warning -> out.append("- warning: ")
                        .append(MarkdownText.escaped(warning))
                        .append("\n"));
    }

    private static void comparison(List<TargetFigures> targets, StringBuilder out) {
        out.append("\n| |").append(cells(targets, target -> MarkdownText.escaped(target.name())));
        out.append("\n|:--|").append(cells(targets, target -> "--:").replace(" ", ""));
        for (ComparisonRow row : Comparison.rows()) {
            out.append("\n| ").append(row.label()).append(" |").append(cells(targets, row::cell));
        }
        for (String sqlstate : Comparison.sqlstates(targets)) {
            out.append("\n| errors ")
                    .append(MarkdownText.escaped(SqlState.named(sqlstate)))
                    .append(" |");
            out.append(cells(targets, target -> Comparison.errors(target, sqlstate)));
        }
        out.append("\n");
    }

    private static String cells(List<TargetFigures> targets, Function<TargetFigures, String> cell) {
        return targets.stream().map(target -> " " + cell.apply(target) + " |").collect(Collectors.joining());
    }

    private static void gates(List<GateResult> gates, StringBuilder out) {
        if (gates.isEmpty()) {
            return;
        }
        out.append("\n| gate | target | holds | found |\n|:--|:--|:--|:--|\n");
        for (GateResult gate : gates) {
            String prefix = gate.kind() == GateSpec.Kind.EXPECTATION ? "reproduces " : "";
            out.append("| ").append(prefix).append(MarkdownText.code(gate.expression()));
            out.append(" | ").append(MarkdownText.escaped(gate.target()));
            out.append(" | ").append(gate.status() == Status.FAIL ? "**no**" : gate.holds());
            out.append(" | ").append(MarkdownText.escaped(gate.message())).append(" |\n");
        }
    }
}
