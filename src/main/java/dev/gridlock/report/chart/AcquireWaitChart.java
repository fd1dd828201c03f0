package dev.gridlock.report.chart;

import dev.gridlock.report.figures.Quantity;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** How long a connection was waited for, over time, a panel a target, on the same logarithmic scale. */
final class AcquireWaitChart implements Chart {

    private static final LogScale SCALE = new LogScale(0.1, Quantity.MILLISECONDS);

    @Override
    public List<Picture> draw(Timeline timeline, RunFigures run) throws SQLException {
        double highest = 10;
        for (TargetFigures target : run.targets()) {
            for (Point point : timeline.longestAcquire(target.name())) {
                highest = Math.max(highest, point.y());
            }
        }
        List<Picture> pictures = new ArrayList<>();
        for (TargetFigures target : run.targets()) {
            pictures.add(panel(timeline, run, target, highest));
        }
        return pictures;
    }

    private static Picture panel(Timeline timeline, RunFigures run, TargetFigures target, double highest)
            throws SQLException {
        String id = "acquire-" + target.name();
        String title = finding(target);
        List<Point> longest = timeline.longestAcquire(target.name());
        if (longest.isEmpty()) {
            return Picture.absent("acquire", id, title, target.name() + ": no acquire was recorded.");
        }
        LinePlot plot = new LinePlot(
                        LinePlot.seconds(timeline.seconds(target.name())), SCALE.axis("waited (log scale)", highest))
                .line("longest", scaled(longest), Palette.of(run, target), LinePlot.SOLID)
                .line("median", scaled(timeline.medianAcquire(target.name())), Palette.INK.color(), LinePlot.DOTTED);
        String alt = "Line chart over the seconds since the first request: longest and median wait of " + target.name()
                + " for a connection of its pool. " + title + ".";
        return Picture.of("acquire", id, title, alt, plot.chart());
    }

    private static List<Point> scaled(List<Point> points) {
        return points.stream()
                .map(point -> new Point(Math.max(0, point.x()), SCALE.position(point.y())))
                .toList();
    }

    private static String finding(TargetFigures target) {
        if (target.value("pool.acquire.p99") == null) {
            return target.name() + ": waits for a connection were not measured";
        }
        String gaveUp = target.any("pool.timeouts") ? "; " + target.count("pool.timeouts") + " gave up" : "";
        return target.name() + ": half of the waits for a connection took " + target.time("pool.acquire.p50")
                + " or more, the longest " + target.time("pool.acquire.max") + gaveUp;
    }
}
