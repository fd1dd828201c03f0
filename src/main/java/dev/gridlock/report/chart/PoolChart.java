package dev.gridlock.report.chart;

import dev.gridlock.report.figures.Quantity;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import dev.gridlock.report.figures.Words;
import dev.gridlock.scenario.TargetSpec;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The queue for connections over time, a panel a target, on the same logarithmic scale. */
final class PoolChart implements Chart {

    private static final LogScale SCALE = new LogScale(1, Quantity.COUNT);

    @Override
    public List<Picture> draw(Timeline timeline, RunFigures run) throws SQLException {
        double highest = 10;
        for (TargetFigures target : run.targets()) {
            for (String series : List.of("pool.pending", "pool.active", "pgbouncer.cl_waiting")) {
                for (Point point : timeline.samples(target.name(), series)) {
                    highest = Math.max(highest, point.y());
                }
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
        String id = "pool-" + target.name();
        String title = finding(run, target);
        List<Point> pending = during(timeline, target, "pool.pending");
        List<Point> active = during(timeline, target, "pool.active");
        List<Point> waiting = during(timeline, target, "pgbouncer.cl_waiting");
        if (pending.isEmpty() && active.isEmpty() && waiting.isEmpty()) {
            return Picture.absent("pool", id, title, target.name() + ": no sample was taken while its load ran.");
        }
        LinePlot plot = new LinePlot(
                        LinePlot.seconds(timeline.seconds(target.name())), SCALE.axis("at once (log scale)", highest))
                .line("wait for the pool", pending, Palette.of(run, target), LinePlot.SOLID)
                .line("hold a connection", active, Palette.INK.color(), LinePlot.DOTTED)
                .line("wait in PgBouncer", waiting, Palette.GREEN.color(), LinePlot.DASHED);
        String alt = "Line chart over the seconds since the first request: operations of " + target.name()
                + " that wait for a connection of the pool, hold one, or wait in PgBouncer. " + title + ".";
        return Picture.of("pool", id, title, alt, plot.chart());
    }

    /** The samplers run before and after the load too. */
    private static List<Point> during(Timeline timeline, TargetFigures target, String series) throws SQLException {
        double until = timeline.seconds(target.name());
        List<Point> points = new ArrayList<>();
        for (Point point : timeline.samples(target.name(), series)) {
            if (point.x() >= 0 && (until <= 0 || point.x() <= until)) {
                points.add(new Point(point.x(), SCALE.position(point.y())));
            }
        }
        return points;
    }

    private static String finding(RunFigures run, TargetFigures target) {
        Double pending = target.value("pool.pending.max");
        if (pending == null) {
            return target.name() + ": the pool was not sampled";
        }
        TargetSpec spec = run.scenario().targets().get(target.name());
        String pool = spec == null ? "" : " for " + Words.counted(spec.pool(), "connection");
        return pending == 0
                ? target.name() + ": nobody ever waited in line for a connection"
                : target.name() + ": up to " + Words.counted(pending, "operation") + " in line" + pool;
    }
}
