package dev.gridlock.report.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Items below each other, in one column. */
final class Passage implements Item {

    private record Placed(Item item, float gap) {}

    private final Sheet sheet;
    private final float width;
    private final List<Placed> items = new ArrayList<>();

    Passage(Sheet sheet, float width) {
        this.sheet = sheet;
        this.width = width;
    }

    float width() {
        return width;
    }

    /** Adds an item, {@code gap} points below the last. */
    Passage add(float gap, Item item) {
        items.add(new Placed(item, gap));
        return this;
    }

    Passage heading(String text) {
        return add(0, new Text(TextBlock.fitted(text, sheet.bold(), 11, 8, width, 1), Ink.TEXT));
    }

    Passage text(float gap, String text, int maxLines) {
        return add(gap, new Text(TextBlock.fitted(text, sheet.regular(), 9, 7.5f, width, maxLines), Ink.TEXT));
    }

    Passage quiet(float gap, String text, int maxLines) {
        return add(gap, new Text(TextBlock.fitted(text, sheet.regular(), 7.5f, 6.5f, width, maxLines), Ink.QUIET));
    }

    Passage bullet(float gap, String text, int maxLines) {
        return add(gap, new Bullet(TextBlock.fitted(text, sheet.regular(), 8.5f, 7, width - Bullet.INDENT, maxLines)));
    }

    @Override
    public float height() {
        float height = 0;
        for (Placed placed : items) {
            height += placed.gap() + placed.item().height();
        }
        return height;
    }

    @Override
    public void draw(Sheet on, float x, float top) throws IOException {
        float at = top;
        for (Placed placed : items) {
            at += placed.gap();
            placed.item().draw(on, x, at);
            at += placed.item().height();
        }
    }

    /** Text in one colour. */
    record Text(TextBlock block, Ink ink) implements Item {
        @Override
        public float height() {
            return block.height();
        }

        @Override
        public void draw(Sheet sheet, float x, float top) {
            sheet.text(block, x, top, ink);
        }
    }

    /** A line of a list. */
    record Bullet(TextBlock block) implements Item {
        private static final float INDENT = 9;

        @Override
        public float height() {
            return block.height();
        }

        @Override
        public void draw(Sheet sheet, float x, float top) {
            sheet.box(x + 1, top + block.size() * 0.52f, 2.6f, 2.6f, Ink.QUIET);
            sheet.text(block, x + INDENT, top, Ink.TEXT);
        }
    }
}
