package dev.gridlock.report.chart;

import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import dev.gridlock.report.figures.Words;
import java.awt.Color;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Trucks claimed and trucks verified over time, all targets on one clock. */
final class VerifiedChart implements Chart {

    @Override
    public List<Picture> draw(Timeline timeline, RunFigures run) throws SQLException {
        String title = run.targets().stream().map(VerifiedChart::finding).collect(Collectors.joining("; "));
        double until = 0;
        double highest = 0;
        for (TargetFigures target : run.targets()) {
            until = Math.max(until, timeline.seconds(target.name()));
            Double trucks = target.value("trucks");
            highest = Math.max(highest, trucks == null ? 0 : trucks);
        }
        LinePlot plot = new LinePlot(LinePlot.seconds(until * 1.02), LinePlot.count("trucks", highest));
        boolean any = false;
        for (TargetFigures target : run.targets()) {
            Color color = Palette.of(run, target);
            List<Point> claimed = timeline.cumulated(target.name(), Timeline.Happening.ACKNOWLEDGED);
            List<Point> verified = timeline.cumulated(target.name(), Timeline.Happening.VERIFIED);
            any |= claimed.size() > 1 || verified.size() > 1;
            plot.line(target.name() + " claimed", held(claimed, until), color, LinePlot.DOTTED);
            plot.line(target.name() + " verified", held(verified, until), color, LinePlot.SOLID);
        }
        if (!any) {
            return List.of(Picture.absent("verified", "verified", title, "No truck was acknowledged or verified."));
        }
        if (highest > 0) {
            plot.level(Words.counted(highest, "truck") + " in the plan", highest);
        }
        String alt = "Line chart over the seconds since the first request: trucks that each target claimed, and trucks"
                + " verified in the database. " + title + ".";
        return List.of(Picture.of("verified", "verified", title, alt, plot.chart()));
    }

    /** A count stays what it was until the end. */
    private static List<Point> held(List<Point> steps, double until) {
        List<Point> held = new ArrayList<>(steps);
        held.add(new Point(Math.max(until, steps.getLast().x()), steps.getLast().y()));
        return held;
    }

    private static String finding(TargetFigures target) {
        if (target.value("completion") != null) {
            return target.name() + ": all " + target.count("verified") + " verified within "
                    + target.time("completion");
        }
        if (target.value("verified") == null) {
            return target.name() + ": not measured";
        }
        return target.name() + ": " + target.count("acknowledged") + " claimed, " + target.count("verified")
                + " verified";
    }
}
