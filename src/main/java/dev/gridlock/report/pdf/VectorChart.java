package dev.gridlock.report.pdf;

import dev.gridlock.report.chart.Picture;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.Marker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.Layer;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.FontMapper;
import org.openpdf.text.pdf.PdfGraphics2D;
import org.openpdf.text.pdf.PdfTemplate;

/** A picture of the page as vectors, its text as text in the page's own font. */
final class VectorChart implements Item {

    private static final float LETTERS = 8;
    /** Pictures are made for letters of 13 points. */
    private static final float SCALE = LETTERS / 13;

    private final Picture picture;
    private final float width;
    private final float height;

    VectorChart(Picture picture, float width, float height) {
        this.picture = picture;
        this.width = width;
        this.height = height;
    }

    @Override
    public float height() {
        return height;
    }

    @Override
    public void draw(Sheet sheet, float x, float top) throws IOException {
        JFreeChart original = picture.chart();
        if (original == null) {
            sheet.text(
                    TextBlock.fitted(picture.note(), sheet.regular(), 9, 7, width, 3), x, top + height / 3, Ink.QUIET);
            return;
        }
        JFreeChart chart = readable(original, sheet.regular().awt().deriveFont(13f));
        PdfTemplate template = sheet.canvas().createTemplate(width, height);
        Graphics2D graphics = new PdfGraphics2D(
                template, width, height, new OneFont(sheet.regular().pdf()), false, false, 0);
        graphics.scale(SCALE, SCALE);
        chart.draw(graphics, new Rectangle2D.Double(0, 0, width / SCALE, height / SCALE));
        graphics.dispose();
        sheet.canvas().addTemplate(template, x, Sheet.HEIGHT - top - height);
    }

    private JFreeChart readable(JFreeChart original, Font font) {
        JFreeChart chart;
        try {
            chart = (JFreeChart) original.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("a picture of lines can be copied", e);
        }
        XYPlot plot = chart.getXYPlot();
        plot.getDomainAxis().setLabelFont(font);
        plot.getDomainAxis().setTickLabelFont(font);
        plot.getRangeAxis().setLabelFont(font);
        plot.getRangeAxis().setTickLabelFont(font);
        if (plot.getRangeMarkers(Layer.FOREGROUND) != null) {
            // Room for a label above the highest line: this picture is lower than the page's.
            plot.getRangeAxis().setUpperBound(plot.getRangeAxis().getUpperBound() * room());
            for (Object marker : plot.getRangeMarkers(Layer.FOREGROUND)) {
                ((Marker) marker).setLabelFont(font);
            }
        }
        LegendTitle legend = chart.getLegend();
        if (legend != null) {
            legend.setItemFont(font);
        }
        return chart;
    }

    /** A label takes about 26 points; axis and legend take about 75 of the height. */
    private double room() {
        return 1 + 26 / Math.max(26, height / SCALE - 75);
    }

    private record OneFont(BaseFont font) implements FontMapper {
        @Override
        public BaseFont awtToPdf(Font any) {
            return font;
        }

        @Override
        public Font pdfToAwt(BaseFont any, int size) {
            return new Font(Font.SANS_SERIF, Font.PLAIN, size);
        }
    }
}
