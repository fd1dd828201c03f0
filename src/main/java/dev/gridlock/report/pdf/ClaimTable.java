package dev.gridlock.report.pdf;

import dev.gridlock.report.business.Finding;
import dev.gridlock.report.figures.Quantity;

/** The claim beside the truth: a row a service, figures large enough to be read from across a table. */
final class ClaimTable implements Item {

    private static final float HEAD = 26;
    private static final float ROW = 27;
    private static final float COLUMN = 84;
    private static final int RIGHT_IN_THE_DATABASE = 2;

    private final Finding finding;

    ClaimTable(Finding finding) {
        this.finding = finding;
    }

    @Override
    public float height() {
        return HEAD + finding.rows().size() * ROW;
    }

    @Override
    public void draw(Sheet sheet, float x, float top) {
        float right = x + Sheet.MEASURE;
        int columns = Finding.COLUMNS.size();
        for (int column = 0; column < columns; column++) {
            TextBlock head = TextBlock.fitted(Finding.COLUMNS.get(column), sheet.regular(), 8, 6.5f, COLUMN - 6, 1);
            sheet.textRight(head, right - (columns - 1 - column) * COLUMN, top + 9, Ink.QUIET);
        }
        float at = top + HEAD;
        for (Finding.Row row : finding.rows()) {
            sheet.rule(x, Sheet.MEASURE, at - 3);
            float name = Sheet.MEASURE - columns * COLUMN;
            TextBlock service = TextBlock.fitted(row.service(), sheet.bold(), 9.5f, 7, name, 2);
            sheet.text(service, x, at + (ROW - 5 - service.height()) / 2, Ink.TEXT);
            for (int column = 0; column < columns; column++) {
                TextBlock figure = TextBlock.fitted(row.figures().get(column), sheet.bold(), 16, 8, COLUMN - 8, 1);
                Ink ink = ink(column, row);
                sheet.textRight(
                        figure, right - (columns - 1 - column) * COLUMN, at + (ROW - 7 - figure.size()) / 2, ink);
            }
            at += ROW;
        }
    }

    private static Ink ink(int column, Finding.Row row) {
        if (row.figures().get(column).equals(Quantity.NOT_MEASURED)) {
            return Ink.QUIET;
        }
        return column < RIGHT_IN_THE_DATABASE ? Ink.TEXT : row.good() ? Ink.GOOD : Ink.BAD;
    }
}
