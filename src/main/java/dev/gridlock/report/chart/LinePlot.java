package dev.gridlock.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The look that all pictures share: lines on a light grid, no frame, a legend under the axis. */
final class LinePlot {

    /** The main line of a picture. */
    static final Stroke SOLID = new BasicStroke(2.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    /** A line that the main one is to be compared with. */
    static final Stroke DASHED =
            new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {7, 4}, 0);

    static final Stroke DOTTED =
            new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {2, 3}, 0);

    private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Stroke HAIR = new BasicStroke(1f);

    private final XYSeriesCollection series = new XYSeriesCollection();
    private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    private final XYPlot plot;

    LinePlot(NumberAxis x, NumberAxis y) {
        plot = new XYPlot(series, style(x), style(y), renderer);
        renderer.setDrawSeriesLineAsPath(true);
        style(plot);
    }

    static void style(XYPlot plot) {
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(Palette.GRID.color());
        plot.setRangeGridlineStroke(HAIR);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    }

    /** To stand in a chart of several plots. */
    XYPlot plot() {
        return plot;
    }

    /** Seconds since the target's first request, from 0 to at least {@code until}. */
    static NumberAxis seconds(double until) {
        NumberAxis axis = new NumberAxis("seconds since the first request");
        axis.setRange(0, until > 0 ? until : 1);
        axis.setNumberFormatOverride(plain("#,##0.###"));
        return axis;
    }

    /** A count from 0 to a little over the highest. */
    static NumberAxis count(String label, double highest) {
        NumberAxis axis = new NumberAxis(label);
        axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        axis.setRange(0, highest > 0 ? highest * 1.08 : 1);
        axis.setNumberFormatOverride(plain("#,##0"));
        return axis;
    }

    static DecimalFormat plain(String pattern) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
    }

    /** Adds a line; one of a single point is drawn as a dot. */
    LinePlot line(String name, List<Point> points, Color color, Stroke stroke) {
        XYSeries line = new XYSeries(unique(name), false, true);
        points.forEach(point -> line.add(point.x(), point.y()));
        int index = series.getSeriesCount();
        series.addSeries(line);
        renderer.setSeriesPaint(index, color);
        renderer.setSeriesStroke(index, stroke);
        if (points.size() == 1) {
            renderer.setSeriesShapesVisible(index, true);
            renderer.setSeriesShape(index, new Ellipse2D.Double(-3.5, -3.5, 7, 7));
        }
        return this;
    }

    /** A level to compare with, e.g. the size of the pool. */
    LinePlot level(String label, double y) {
        ValueMarker marker = new ValueMarker(y, Palette.QUIET.color(), HAIR);
        marker.setAlpha(1f);
        marker.setLabel(label);
        marker.setLabelFont(SMALL);
        marker.setLabelPaint(Palette.QUIET.color());
        marker.setLabelBackgroundColor(new Color(0, 0, 0, 0));
        marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
        marker.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
        plot.addRangeMarker(marker);
        return this;
    }

    JFreeChart chart() {
        JFreeChart chart = new JFreeChart(null, null, plot, false);
        chart.setBackgroundPaint(null);
        chart.setPadding(new RectangleInsets(6, 4, 4, 12));
        LegendTitle legend = new LegendTitle(plot);
        legend.setPosition(RectangleEdge.BOTTOM);
        legend.setItemFont(SMALL);
        legend.setItemPaint(Palette.INK.color());
        legend.setBackgroundPaint(null);
        legend.setFrame(BlockBorder.NONE);
        chart.addLegend(legend);
        return chart;
    }

    private String unique(String name) {
        String unique = name;
        while (series.getSeriesIndex(unique) >= 0) {
            unique += " ";
        }
        return unique;
    }

    static ValueAxis style(NumberAxis axis) {
        axis.setLabelFont(SMALL);
        axis.setTickLabelFont(SMALL);
        axis.setLabelPaint(Palette.INK.color());
        axis.setTickLabelPaint(Palette.INK.color());
        axis.setAxisLinePaint(Palette.QUIET.color());
        axis.setTickMarkPaint(Palette.QUIET.color());
        return axis;
    }
}
