package dev.gridlock.report.figures;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One line of the comparison: a label and the metrics whose values stand in its cells, separated by {@code /}.
 *
 * @param label e.g. {@code deadlocks (server / client / log)}
 * @param meaning one sentence for who does not know the word
 * @param quantity unit of all its metrics
 * @param metrics names of the view {@code metrics}
 */
public record ComparisonRow(String label, String meaning, Quantity quantity, List<String> metrics) {

    public ComparisonRow {
        metrics = List.copyOf(metrics);
    }

    /** The cell of a target. */
    public String cell(TargetFigures target) {
        return metrics.stream().map(metric -> cell(target, metric)).collect(Collectors.joining(" / "));
    }

    /** The audit looked and the plan was never complete: that is not the same as not measured. */
    private String cell(TargetFigures target, String metric) {
        boolean never = metric.equals("completion") && target.value(metric) == null && target.value("verified") != null;
        return never ? "never" : quantity.format(target.value(metric));
    }
}
