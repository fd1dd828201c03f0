package dev.gridlock.report.pdf;

import java.io.IOException;

/** An item on a tint, with a bar of colour at its left. */
record Framed(Item item, Ink bar) implements Item {

    static final float PADDING = 10;

    @Override
    public float height() {
        return item.height() + 2 * PADDING - 3;
    }

    @Override
    public void draw(Sheet sheet, float x, float top) throws IOException {
        sheet.box(x, top, Sheet.MEASURE, height(), Ink.TINT);
        sheet.box(x, top, 3, height(), bar);
        item.draw(sheet, x + PADDING, top + PADDING - 2);
    }
}
