package dev.gridlock.report.chart;

import dev.gridlock.report.figures.Quantity;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jfree.chart.axis.NumberAxis;

/** Distribution of the calls' latency: the share answered within a time. */
final class LatencyChart implements Chart {

    private static final LogScale SCALE = new LogScale(1, Quantity.MILLISECONDS);

    @Override
    public List<Picture> draw(Timeline timeline, RunFigures run) throws SQLException {
        String title = "99 of 100 calls were answered within "
                + run.targets().stream()
                        .map(target -> target.time("latency.p99") + " (" + target.name() + ")")
                        .collect(Collectors.joining(", "));
        double highest = 0;
        double lowest = Double.MAX_VALUE;
        List<List<Point>> latencies = new ArrayList<>();
        for (TargetFigures target : run.targets()) {
            List<Point> latency = timeline.latency(target.name());
            latencies.add(latency);
            for (Point point : latency) {
                highest = Math.max(highest, point.x());
                lowest = Math.min(lowest, point.x());
            }
        }
        if (latencies.stream().allMatch(List::isEmpty)) {
            return List.of(Picture.absent("latency", "latency", "Latency: not measured", "No request was sent."));
        }
        NumberAxis time = SCALE.axis("from the intended start to the answer (log scale)", highest);
        time.setRange(Math.floor(SCALE.position(lowest)), time.getUpperBound());
        NumberAxis share = LinePlot.count("calls answered", 100);
        share.setNumberFormatOverride(LinePlot.plain("0'%'"));
        share.setRange(0, 104);
        LinePlot plot = new LinePlot(time, share);
        for (int n = 0; n < run.targets().size(); n++) {
            TargetFigures target = run.targets().get(n);
            plot.line(target.name(), steps(latencies.get(n)), Palette.of(run, target), LinePlot.SOLID);
        }
        String alt = "Cumulative distribution of the latency of calls, a line a target. " + title + ".";
        return List.of(Picture.of("latency", "latency", title, alt, plot.chart()));
    }

    /** The share rises when a call is answered, not before. */
    private static List<Point> steps(List<Point> latency) {
        List<Point> steps = new ArrayList<>();
        double share = 0;
        for (Point point : latency) {
            double x = SCALE.position(point.x());
            steps.add(new Point(x, share));
            share = point.y();
            steps.add(new Point(x, share));
        }
        return steps;
    }
}
