package dev.gridlock.recording.metric;

import dev.gridlock.scenario.MetricCatalogue;
import dev.gridlock.scenario.MetricCatalogue.Unit;

/**
 * One metric.
 *
 * @param name as in a gate
 * @param unit of its value
 * @param meaning one sentence, with the source of the figure
 * @param source a table or view of run.duckdb with a column {@code target}
 * @param value expression over the source, in the metric's unit; null where it was not measured
 * @param condition which rows of the source: at most one a target
 */
record Metric(String name, Unit unit, String meaning, String source, String value, String condition) {

    static Metric of(String name, Unit unit, String meaning, String source, String value) {
        return new Metric(name, unit, meaning, source, value, "true");
    }

    /** The same, over those rows of its source only. */
    Metric where(String rows) {
        return new Metric(name, unit, meaning, source, value, rows);
    }

    /** A total of the audit, by the same name. */
    static Metric audited(String name, String meaning) {
        return new Metric(name, Unit.COUNT, meaning, "audit", "value", "name = '" + name + "'");
    }

    /** The highest value of a sampled series. */
    static Metric peak(String name, Unit unit, String meaning, String series) {
        return new Metric(name, unit, meaning, "series_extent", "max", "series = '" + series + "'");
    }

    /** How much a sampled total rose. */
    static Metric rise(String name, Unit unit, String meaning, String series) {
        return new Metric(name, unit, meaning, "series_extent", "rise", "series = '" + series + "'");
    }

    /** The change of one of PostgreSQL's counters from the target's begin to its end. */
    static Metric change(String name, Unit unit, String meaning, String counter) {
        return new Metric(name, unit, meaning, "counter_changes", "change", "name = '" + counter + "'");
    }

    MetricCatalogue.Definition definition() {
        return new MetricCatalogue.Definition(name, unit, meaning);
    }

    /** The SQL that an engineer can run to see where the figure comes from: {@code (target, value)}. */
    String sql() {
        String where = condition.equals("true") ? "" : " WHERE " + condition;
        return "SELECT target, " + value + " AS value FROM " + source + where;
    }
}
