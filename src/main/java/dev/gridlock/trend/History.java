package dev.gridlock.trend;

import dev.gridlock.serve.runs.RunEntry;
import dev.gridlock.serve.runs.RunState;
import dev.gridlock.serve.runs.TargetEntry;
import dev.gridlock.serve.runs.TrendMetric;
import dev.gridlock.trend.ChangePoints.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The past runs of a scenario, and where their metrics shifted.
 *
 * @param runs that ended with a verdict that is not in doubt, oldest first
 */
public record History(List<RunEntry> runs) {

    /** A shift smaller than this share is not told. */
    private static final double FLOOR = 0.05;

    /** Chance of a false alarm over all series together. */
    private static final double SIGNIFICANCE = 0.05;

    /** Fewer runs say nothing: two levels of three, and two to spare. */
    public static final int LEAST_RUNS = 8;

    public History {
        runs = List.copyOf(runs);
    }

    /**
     * A metric of a target that shifted.
     *
     * @param run the first one of the new level
     */
    public record Shift(String target, TrendMetric metric, RunEntry run, double before, double after) {}

    /** One metric of one target over those runs that measured it. */
    private record Series(String target, TrendMetric metric, List<RunEntry> runs, double[] values) {}

    /** Those of a list that say something of a scenario, oldest first. */
    public static List<RunEntry> usable(List<RunEntry> all, String scenario) {
        return all.stream()
                .filter(run -> run.scenario().equals(scenario))
                .filter(run -> run.state() == RunState.PASS || run.state() == RunState.FAIL)
                .filter(run -> run.started() != null)
                .sorted(Comparator.comparing(run -> Objects.requireNonNullElse(run.started(), Instant.MIN)))
                .toList();
    }

    /**
     * The newest of runs that belong to one series.
     *
     * @param runs oldest first
     * @param most so many at most
     */
    public static History newest(List<RunEntry> runs, int most) {
        return new History(runs.subList(Math.max(0, runs.size() - most), runs.size()));
    }

    /** Every shift, oldest run first. */
    public List<Shift> shifts() {
        List<Series> series = series();
        double each = Math.max(ChangePoints.LEAST_SIGNIFICANCE, SIGNIFICANCE / Math.max(1, series.size()));
        List<Shift> shifts = new ArrayList<>();
        for (Series one : series) {
            for (Change change : ChangePoints.of(one.values(), each)) {
                if (isLarge(change)) {
                    shifts.add(new Shift(
                            one.target(),
                            one.metric(),
                            one.runs().get(change.first()),
                            change.before(),
                            change.after()));
                }
            }
        }
        shifts.sort(Comparator.comparing(shift -> runs.indexOf(shift.run())));
        return List.copyOf(shifts);
    }

    private static boolean isLarge(Change change) {
        double larger = Math.max(Math.abs(change.before()), Math.abs(change.after()));
        return Math.abs(change.after() - change.before()) >= FLOOR * larger && larger > 0;
    }

    /** Those with enough values, and not always the same one. */
    private List<Series> series() {
        TreeSet<String> targets = new TreeSet<>();
        runs.forEach(run -> run.targets().forEach(target -> targets.add(target.name())));
        List<Series> all = new ArrayList<>();
        for (String target : targets) {
            for (TrendMetric metric : TrendMetric.values()) {
                Series one = series(target, metric);
                boolean varies = Arrays.stream(one.values()).distinct().count() > 1;
                if (one.values().length >= LEAST_RUNS && varies) {
                    all.add(one);
                }
            }
        }
        return all;
    }

    private Series series(String name, TrendMetric metric) {
        List<RunEntry> measured = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (RunEntry run : runs) {
            for (TargetEntry target : run.targets()) {
                Double value = target.metrics().get(metric);
                if (target.name().equals(name) && !target.partial() && value != null) {
                    measured.add(run);
                    values.add(value);
                }
            }
        }
        return new Series(
                name,
                metric,
                measured,
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
