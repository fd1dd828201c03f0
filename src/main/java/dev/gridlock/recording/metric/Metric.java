package dev.gridlock.recording.metric;

import dev.gridlock.scenario.MetricCatalogue;
import dev.gridlock.scenario.MetricCatalogue.Unit;
import java.util.Set;

/**
 * One metric.
 *
 * @param name as in a gate
 * @param unit of its value
 * @param meaning one sentence, with the source of the figure
 * @param source a table or view of run.duckdb with a column {@code target}
 * @param value expression over the source, in the metric's unit; null where it was not measured
 * @param condition which rows of the source: at most one a target
 * @param leastSamples fewer are no evidence; 0: it is counted, not sampled. Above 0 the source has a column {@code samples}
 * @param longestHoleMs what its value may not have been sampled for while the load ran; 0: it is not sampled over time. Above 0 the
 *     source has a column {@code hole_ms}
 */
record Metric(
        String name,
        Unit unit,
        String meaning,
        String source,
        String value,
        String condition,
        int leastSamples,
        int longestHoleMs) {

    private static final String SERIES = "series_extent";

    /** Views of {@code views.sql} that are macros over a window: {@code call_latency_in(from_ns, to_ns)}. */
    private static final Set<String> WINDOWED =
            Set.of("call_latency", "call_counts", "error_counts", "pool_acquire", SERIES, "log_counts");

    static Metric of(String name, Unit unit, String meaning, String source, String value) {
        return new Metric(name, unit, meaning, source, value, "true", 0, 0);
    }

    /** The same, over those rows of its source only. */
    Metric where(String rows) {
        return new Metric(name, unit, meaning, source, value, rows, leastSamples, longestHoleMs);
    }

    /** The same, as a figure of samples that needs so many of them. */
    Metric samples(int least) {
        return new Metric(name, unit, meaning, source, value, condition, least, longestHoleMs);
    }

    /**
     * The same, as a percentile: ten values beyond it, so that no single one decides; of fewer than 100 values the 99th
     * percentile is nothing but the highest.
     *
     * @param share above 0, below 1
     */
    Metric percentile(double share) {
        return samples((int) Math.round(10 / (1 - share)));
    }

    /** A total of the audit, by the same name. */
    static Metric audited(String name, String meaning) {
        return of(name, Unit.COUNT, meaning, "audit", "value").where("name = '" + name + "'");
    }

    /** A figure of a series that is sampled at every tick: a second without a sample is ten ticks by default. */
    static Metric series(String name, Unit unit, String meaning, String series, String value) {
        return new Metric(name, unit, meaning, SERIES, value, "series = '" + series + "'", 0, 1_000);
    }

    /** The same, of a series that is sampled once a second. */
    Metric everySecond() {
        return new Metric(name, unit, meaning, source, value, condition, leastSamples, 3_000);
    }

    /** The highest value of a sampled series; of fewer than ten samples it is chance which one was met. */
    static Metric peak(String name, Unit unit, String meaning, String series) {
        return series(name, unit, meaning, series, "max").samples(10);
    }

    /** How much a sampled total rose. */
    static Metric rise(String name, Unit unit, String meaning, String series) {
        return series(name, unit, meaning, series, "rise");
    }

    /** The change of one of PostgreSQL's counters from the target's begin to its end. */
    static Metric change(String name, Unit unit, String meaning, String counter) {
        return of(name, unit, meaning, "counter_changes", "change").where("name = '" + counter + "'");
    }

    MetricCatalogue.Definition definition() {
        return new MetricCatalogue.Definition(name, unit, meaning, sql(), isWindowed(), leastSamples);
    }

    boolean isWindowed() {
        return WINDOWED.contains(source);
    }

    /** Whether what was not sampled could only have made it higher: a highest value, or how much a total rose. */
    boolean onlyGrows() {
        return longestHoleMs > 0 && !value.equals("p99");
    }

    /** The SQL that an engineer can run to see where the figure comes from: {@code (target, value, samples, hole_ms)}. */
    String sql() {
        return from(source);
    }

    /** The same over a part of the run, with {@code ?, ?} for its begin and its end. */
    String windowedSql() {
        if (!isWindowed()) {
            throw new IllegalArgumentException(name + " is a metric of whole runs only");
        }
        return from(source + "_in(?, ?)");
    }

    private String from(String rows) {
        String where = condition.equals("true") ? "" : " WHERE " + condition;
        String samples = leastSamples == 0 ? "" : ", samples";
        String hole = longestHoleMs == 0 ? "" : ", hole_ms";
        return "SELECT target, " + value + " AS value" + samples + hole + " FROM " + rows + where;
    }
}
