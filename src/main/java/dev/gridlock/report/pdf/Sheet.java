package dev.gridlock.report.pdf;

import org.openpdf.text.pdf.PdfContentByte;

/** An A4 page that is drawn from the top down: lengths in points, {@code top} counted from the upper edge. */
final class Sheet {

    static final float WIDTH = 595;
    static final float HEIGHT = 842;
    static final float MARGIN = 40;
    /** Between the margins. */
    static final float MEASURE = WIDTH - 2 * MARGIN;

    private final PdfContentByte canvas;
    private final Typeface regular;
    private final Typeface bold;

    Sheet(PdfContentByte canvas, Typeface regular, Typeface bold) {
        this.canvas = canvas;
        this.regular = regular;
        this.bold = bold;
    }

    Typeface regular() {
        return regular;
    }

    Typeface bold() {
        return bold;
    }

    PdfContentByte canvas() {
        return canvas;
    }

    /** The first line's letters begin at {@code top}. */
    void text(TextBlock block, float x, float top, Ink ink) {
        float baseline = top + block.size();
        for (String line : block.lines()) {
            line(line, block.face(), block.size(), x, baseline, ink);
            baseline += block.leading();
        }
    }

    /** One line that ends at {@code right}. */
    void textRight(TextBlock block, float right, float top, Ink ink) {
        String line = block.lines().getFirst();
        line(line, block.face(), block.size(), right - block.face().width(line, block.size()), top + block.size(), ink);
    }

    void rule(float x, float width, float top) {
        box(x, top, width, 0.7f, Ink.RULE);
    }

    void box(float x, float top, float width, float height, Ink ink) {
        canvas.saveState();
        canvas.setColorFill(ink.color());
        canvas.rectangle(x, HEIGHT - top - height, width, height);
        canvas.fill();
        canvas.restoreState();
    }

    private void line(String text, Typeface face, float size, float x, float baseline, Ink ink) {
        canvas.beginText();
        canvas.setColorFill(ink.color());
        canvas.setFontAndSize(face.pdf(), size);
        canvas.setTextMatrix(x, HEIGHT - baseline);
        canvas.showText(text);
        canvas.endText();
    }
}
