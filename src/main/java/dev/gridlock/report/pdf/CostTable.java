package dev.gridlock.report.pdf;

import dev.gridlock.report.business.Cost;
import java.util.ArrayList;
import java.util.List;

/** The bill: what, the arithmetic below it, the amount at the right. */
final class CostTable implements Item {

    private static final float AMOUNT = 88;
    private static final float GAP = 4;

    private record Row(TextBlock what, TextBlock arithmetic, TextBlock amount, boolean sum) {
        float height() {
            return what.height() + (sum ? 0 : arithmetic.height()) + GAP;
        }
    }

    private final float width;
    private final List<Row> rows = new ArrayList<>();

    CostTable(Sheet sheet, float width, List<Cost.Line> lines) {
        this.width = width;
        for (Cost.Line line : lines) {
            boolean sum = line.arithmetic().isEmpty();
            float left = width - AMOUNT;
            rows.add(new Row(
                    TextBlock.fitted(line.what(), sum ? sheet.bold() : sheet.regular(), 8.5f, 6.5f, left, 1),
                    TextBlock.fitted(line.arithmetic(), sheet.regular(), 7.5f, 5.5f, left, 1),
                    TextBlock.fitted(line.amount().toString(), sheet.bold(), 9, 5, AMOUNT - 4, 1),
                    sum));
        }
    }

    @Override
    public float height() {
        return (float) rows.stream().mapToDouble(Row::height).sum();
    }

    @Override
    public void draw(Sheet sheet, float x, float top) {
        float at = top;
        for (Row row : rows) {
            sheet.text(row.what(), x, at, Ink.TEXT);
            sheet.textRight(row.amount(), x + width, at, Ink.TEXT);
            if (!row.sum()) {
                sheet.text(row.arithmetic(), x, at + row.what().height(), Ink.QUIET);
            }
            at += row.height();
            sheet.rule(x, width, at - GAP / 2);
        }
    }
}
