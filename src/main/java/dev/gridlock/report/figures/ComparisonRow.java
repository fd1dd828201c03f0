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
        return metrics.stream()
                .map(metric -> quantity.format(target.value(metric)))
                .collect(Collectors.joining(" / "));
    }
}
