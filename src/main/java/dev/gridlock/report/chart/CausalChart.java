package dev.gridlock.report.chart;

import dev.gridlock.report.figures.Quantity;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import dev.gridlock.report.figures.Words;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTitleAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYAreaRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The causal timeline: from the arrivals down to the deadlocks on one axis of time, a picture a target. */
final class CausalChart implements Chart {

    private static final LogScale SCALE = new LogScale(1, Quantity.COUNT);
    private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final List<Integer> WEIGHTS = List.of(5, 4, 3, 5, 3);

    private final Connection duckdb;

    CausalChart(Connection duckdb) {
        this.duckdb = duckdb;
    }

    @Override
    public List<Picture> draw(Timeline timeline, RunFigures run) throws SQLException {
        List<Picture> pictures = new ArrayList<>();
        for (TargetFigures target : run.targets()) {
            CausalGrid grid = new CausalGrid(duckdb, timeline, target);
            String title = finding(target, grid);
            String id = "timeline-" + target.name();
            if (grid.isEmpty()) {
                pictures.add(Picture.absent(
                        "timeline", id, title, target.name() + ": no sample was taken while its load ran."));
                continue;
            }
            String alt = "Five line charts under each other over the seconds since the first request of "
                    + target.name()
                    + ": trucks that arrived, are in flight, claimed and verified; the application's pool; PgBouncer;"
                    + " PostgreSQL's active backends by wait event; deadlocks and failed calls so far. " + title + ".";
            pictures.add(Picture.wide("timeline", id, title, alt, chart(CausalPanels.of(grid))));
        }
        return pictures;
    }

    private static JFreeChart chart(CausalPanels panels) throws SQLException {
        NumberAxis time = LinePlot.seconds(panels.grid().seconds());
        LinePlot.style(time);
        CombinedDomainXYPlot plot = new CombinedDomainXYPlot(time);
        plot.setGap(14);
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        List<Integer> deadlocks = CausalGrid.rises(panels.grid().deadlocks());
        for (int i = 0; i < panels.panels().size(); i++) {
            CausalPanels.Panel panel = panels.panels().get(i);
            XYPlot sub = panel.title().startsWith("PostgreSQL") ? stacked(panels.grid(), panel) : lines(panels, panel);
            mark(sub, panels.grid(), deadlocks, i == 0);
            plot.add(sub, WEIGHTS.get(i));
        }
        JFreeChart chart = new JFreeChart(null, null, plot, false);
        chart.setBackgroundPaint(null);
        chart.setPadding(new RectangleInsets(8, 4, 4, 12));
        return chart;
    }

    private static XYPlot lines(CausalPanels panels, CausalPanels.Panel panel) {
        double highest = 0;
        for (CausalPanels.Series series : panel.series()) {
            highest = Math.max(highest, CausalGrid.highest(series.values()));
        }
        NumberAxis axis = panel.log()
                ? SCALE.axis(panel.axis() + " (log)", highest * 2)
                : LinePlot.count(panel.axis(), highest * 1.25);
        LinePlot plot = new LinePlot(LinePlot.seconds(panels.grid().seconds()), axis);
        for (CausalPanels.Series series : panel.series()) {
            List<Point> points = bends(panels.grid(), series.values()).stream()
                    .map(point -> panel.log() ? new Point(point.x(), SCALE.position(point.y())) : point)
                    .toList();
            plot.line(
                    series.name(), points, series.colour().color(), series.dotted() ? LinePlot.DOTTED : LinePlot.SOLID);
        }
        // The last line lies on top, as in the interactive timeline.
        plot.plot().setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        return legend(plot.plot());
    }

    /** Areas on each other: each series is drawn as the sum up to it, the highest sum at the back. */
    private static XYPlot stacked(CausalGrid grid, CausalPanels.Panel panel) {
        XYSeriesCollection data = new XYSeriesCollection();
        XYAreaRenderer renderer = new XYAreaRenderer(XYAreaRenderer.AREA);
        renderer.setLegendArea(new Rectangle2D.Double(-5, -4, 10, 8));
        double[] sums = CausalGrid.nothing();
        for (int i = 0; i < panel.series().size(); i++) {
            CausalPanels.Series series = panel.series().get(i);
            XYSeries area = new XYSeries(series.name(), false, true);
            for (int cell = 0; cell < CausalGrid.CELLS; cell++) {
                double value = series.values()[cell];
                if (!Double.isNaN(value)) {
                    sums[cell] = value + (Double.isNaN(sums[cell]) ? 0 : sums[cell]);
                }
            }
            bends(grid, sums.clone()).forEach(point -> area.add(point.x(), point.y()));
            data.addSeries(area);
            renderer.setSeriesPaint(i, series.colour().color());
        }
        NumberAxis axis = LinePlot.count(panel.axis(), CausalGrid.highest(sums) * 1.3);
        LinePlot.style(axis);
        XYPlot plot = new XYPlot(data, null, axis, renderer);
        LinePlot.style(plot);
        return legend(plot);
    }

    /** The cells that were sampled, without those on a level stretch: they would add to the page and not to the line. */
    private static List<Point> bends(CausalGrid grid, double[] values) {
        List<Point> points = new ArrayList<>();
        for (int cell = 0; cell < CausalGrid.CELLS; cell++) {
            if (Double.isNaN(values[cell])) {
                continue;
            }
            int last = points.size() - 1;
            boolean level = last > 0
                    && points.get(last).y() == values[cell]
                    && points.get(last - 1).y() == values[cell];
            if (level) {
                points.removeLast();
            }
            points.add(new Point(grid.second(cell), values[cell]));
        }
        return points;
    }

    private static XYPlot legend(XYPlot plot) {
        LegendTitle legend = new LegendTitle(plot);
        legend.setItemFont(SMALL);
        legend.setItemPaint(Palette.INK.color());
        legend.setBackgroundPaint(null);
        legend.setFrame(BlockBorder.NONE);
        legend.setPosition(RectangleEdge.TOP);
        plot.addAnnotation(new XYTitleAnnotation(0.995, 1, legend, RectangleAnchor.TOP_RIGHT));
        return plot;
    }

    private static void mark(XYPlot plot, CausalGrid grid, List<Integer> deadlocks, boolean labelled)
            throws SQLException {
        for (CausalGrid.Span fault : grid.faults()) {
            IntervalMarker band = new IntervalMarker(fault.from(), fault.until(), Palette.PURPLE.color());
            band.setAlpha(0.08f);
            plot.addDomainMarker(band, Layer.BACKGROUND);
            if (labelled) {
                // A band's label would be as faint as the band.
                ValueMarker name = new ValueMarker(fault.from(), Palette.PURPLE.color(), new BasicStroke(0.7f));
                label(name, "fault: " + fault.name(), RectangleAnchor.TOP_RIGHT, TextAnchor.TOP_LEFT);
                plot.addDomainMarker(name, Layer.FOREGROUND);
            }
        }
        for (int cell : deadlocks) {
            ValueMarker tick = new ValueMarker(grid.second(cell), Palette.VERMILLION.color(), new BasicStroke(0.7f));
            tick.setAlpha(0.35f);
            plot.addDomainMarker(tick, Layer.BACKGROUND);
        }
        double last = grid.lastAnswer();
        if (last > 0 && last < grid.seconds() * 0.9) {
            ValueMarker told = new ValueMarker(
                    last,
                    Palette.INK.color(),
                    new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {4, 3}, 0));
            told.setAlpha(1f);
            if (labelled) {
                label(told, "the last caller has its answer", RectangleAnchor.BOTTOM_RIGHT, TextAnchor.BOTTOM_LEFT);
            }
            plot.addDomainMarker(told, Layer.FOREGROUND);
        }
    }

    private static void label(org.jfree.chart.plot.Marker marker, String text, RectangleAnchor at, TextAnchor anchor) {
        marker.setLabel(text);
        marker.setLabelFont(SMALL);
        marker.setLabelPaint(Palette.INK.color());
        marker.setLabelBackgroundColor(new Color(0, 0, 0, 0));
        marker.setLabelAnchor(at);
        marker.setLabelTextAnchor(anchor);
        marker.setLabelOffset(new RectangleInsets(4, 4, 4, 4));
    }

    private static String finding(TargetFigures target, CausalGrid grid) throws SQLException {
        List<String> found = new ArrayList<>();
        double pending = CausalGrid.highest(grid.sampled("pool.pending"));
        double active = CausalGrid.highest(grid.sampled("pool.active"));
        if (pending > 0) {
            found.add("up to " + Words.counted(pending, "operation") + " in line for "
                    + Words.counted(active, "connection"));
        } else if (active > 0) {
            found.add("nobody in line, at most " + Words.counted(active, "connection") + " in use");
        }
        if (target.any("deadlocks")) {
            found.add(target.count("deadlocks") + " deadlocks");
        }
        double after = grid.lastOperation() - grid.lastAnswer();
        if (after > 1 && grid.lastAnswer() > 0) {
            found.add("work went on for " + Quantity.MILLISECONDS.format(after * 1_000)
                    + " after the last caller had been answered");
        }
        if (target.value("completion") != null) {
            found.add("all " + target.count("verified") + " trucks verified in " + target.time("completion"));
        }
        return target.name() + ": " + (found.isEmpty() ? "what happened when" : Words.list(found));
    }
}
