package dev.gridlock.report.chart;

import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import dev.gridlock.report.figures.Words;
import java.awt.Color;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Deadlocks summed over time, by two witnesses: the server's log and the client's errors. */
final class DeadlocksChart implements Chart {

    @Override
    public List<Picture> draw(Timeline timeline, RunFigures run) throws SQLException {
        String title = run.targets().stream().map(DeadlocksChart::finding).collect(Collectors.joining("; "));
        double until = 0;
        for (TargetFigures target : run.targets()) {
            until = Math.max(until, timeline.seconds(target.name()));
        }
        double highest = 0;
        List<Line> lines = new ArrayList<>();
        for (TargetFigures target : run.targets()) {
            Line logged = new Line(
                    target.name() + ", server's log",
                    timeline.cumulated(target.name(), Timeline.Happening.LOGGED_DEADLOCK),
                    Palette.of(run, target),
                    true);
            Line client = new Line(
                    target.name() + ", client's errors",
                    timeline.cumulated(target.name(), Timeline.Happening.CLIENT_DEADLOCK),
                    Palette.INK.color(),
                    false);
            // JFreeChart draws the first line last: the dotted one stays visible where both witnesses agree.
            if (client.last().y() > 0) {
                lines.add(client);
            }
            lines.add(logged);
            highest =
                    Math.max(highest, Math.max(logged.last().y(), client.last().y()));
        }
        if (highest == 0) {
            boolean measured = run.targets().stream().anyMatch(target -> target.value("deadlocks") != null);
            String why = measured
                    ? "Neither the server's log nor the clients' errors hold a deadlock."
                    : "The recording holds neither the server's log nor the clients' errors.";
            return List.of(Picture.absent("deadlocks", "deadlocks", title, why));
        }
        LinePlot plot = new LinePlot(LinePlot.seconds(until * 1.02), LinePlot.count("deadlocks so far", highest));
        for (Line line : lines) {
            List<Point> points = new ArrayList<>(line.points());
            points.add(new Point(Math.max(until, line.last().x()), line.last().y()));
            plot.line(line.name(), points, line.color(), line.logged() ? LinePlot.SOLID : LinePlot.DOTTED);
        }
        String alt = "Line chart over the seconds since the first request: deadlocks so far. " + title + ".";
        return List.of(Picture.of("deadlocks", "deadlocks", title, alt, plot.chart()));
    }

    private record Line(String name, List<Point> points, Color color, boolean logged) {
        Point last() {
            return points.getLast();
        }
    }

    private static String finding(TargetFigures target) {
        Double deadlocks = target.value("deadlocks");
        return target.name() + ": " + (deadlocks == null ? "not measured" : Words.counted(deadlocks, "deadlock"));
    }
}
