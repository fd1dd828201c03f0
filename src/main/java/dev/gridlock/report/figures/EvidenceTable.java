package dev.gridlock.report.figures;

import java.util.List;

/**
 * Figures set side by side, each with a sentence on what it means.
 *
 * @param targets the columns
 */
public record EvidenceTable(String caption, List<String> targets, List<Row> rows) {

    public EvidenceTable {
        targets = List.copyOf(targets);
        rows = List.copyOf(rows);
    }

    /**
     * One figure.
     *
     * @param cells one a target; {@link Quantity#NOT_MEASURED} where the run did not measure it
     */
    public record Row(String label, List<String> cells, String meaning) {

        public Row {
            cells = List.copyOf(cells);
        }
    }
}
