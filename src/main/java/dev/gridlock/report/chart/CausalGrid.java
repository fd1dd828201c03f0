package dev.gridlock.report.chart;

import dev.gridlock.report.figures.RecordingQuery;
import dev.gridlock.report.figures.TargetFigures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that the causal timeline of a target shows, on one grid of time. The load's whole length is cut into
 * {@value #CELLS} cells; a cell of a sampled series is the highest sample in it (a peak is never smoothed away), or NaN.
 */
final class CausalGrid {

    /** About a pixel and a half each on a wide page. */
    static final int CELLS = 600;

    /** Wait events with a line of their own; the rest is summed. */
    private static final int EVENTS = 5;

    private static final String WAITS = "pg.waits.";
    /** Of active backends that wait for nothing. */
    private static final String RUNNING = WAITS + "CPU.running";

    private static final String CELL =
            String.format(Locale.ROOT, "least(%d, greatest(0, (at_ns - $2) * %d // $3))::INTEGER", CELLS - 1, CELLS);

    /** Something that went on from one second to another. */
    record Span(String name, double from, double until) {}

    private final Timeline timeline;
    private final RecordingQuery recording;
    private final TargetFigures target;
    private final long zero;
    private final long length;
    private final Map<String, double[]> samples = new HashMap<>();

    CausalGrid(Connection duckdb, Timeline timeline, TargetFigures target) throws SQLException {
        this.timeline = timeline;
        this.recording = new RecordingQuery(duckdb);
        this.target = target;
        this.zero = timeline.zero(target.name());
        this.length = Math.max(1, Math.round(timeline.seconds(target.name()) * 1.02 * 1e9));
        readSamples();
    }

    double seconds() {
        return length / 1e9;
    }

    /** The middle of a cell, seconds. */
    double second(int cell) {
        return (cell + 0.5) * seconds() / CELLS;
    }

    boolean isEmpty() {
        return samples.isEmpty();
    }

    /** A sampled series; NaN in cells without a sample. */
    double[] sampled(String series) {
        return samples.getOrDefault(series, nothing()).clone();
    }

    /** Active backends by what they wait for: the most frequent events in the order of their names, then the others. */
    Map<String, double[]> waits() {
        List<Map.Entry<String, double[]>> frequent = samples.entrySet().stream()
                .filter(series -> series.getKey().startsWith(WAITS))
                .sorted(Comparator.comparingDouble((Map.Entry<String, double[]> series) -> -sum(series.getValue()))
                        .thenComparing(Map.Entry::getKey))
                .toList();
        Map<String, double[]> waits = new TreeMap<>();
        double[] others = nothing();
        for (int i = 0; i < frequent.size(); i++) {
            String series = frequent.get(i).getKey();
            double[] values = frequent.get(i).getValue();
            if (i < EVENTS) {
                String event = series.substring(WAITS.length()).replace('.', ' ');
                waits.put(series.equals(RUNNING) ? "running" : event, values);
            } else {
                for (int cell = 0; cell < CELLS; cell++) {
                    others[cell] = Double.isNaN(values[cell])
                            ? others[cell]
                            : values[cell] + (Double.isNaN(others[cell]) ? 0 : others[cell]);
                }
            }
        }
        if (frequent.size() > EVENTS) {
            waits.put("other events", others);
        }
        return waits;
    }

    /** Trucks of calls that had been sent by then. */
    double[] arrived() throws SQLException {
        return summed("SELECT sent_ns AS at_ns, coalesce(trucks, 0) AS n FROM requests WHERE target = $1");
    }

    double[] claimed() throws SQLException {
        return summed(
                "SELECT ended_ns AS at_ns, 1 AS n FROM known_operations WHERE target = $1 AND outcome = 'acknowledged'");
    }

    double[] verified() throws SQLException {
        return summed("SELECT verified_ns AS at_ns, 1 AS n FROM verified WHERE target = $1");
    }

    double[] deadlocks() throws SQLException {
        return summed("SELECT at_ns, 1 AS n FROM deadlocks WHERE target = $1");
    }

    /** Calls whose caller had been told of a failure, or of nothing, by then. */
    double[] failedCalls() throws SQLException {
        return summed("""
            SELECT answered_ns AS at_ns, 1 AS n FROM requests WHERE target = $1 AND outcome <> 'acknowledged'
            """);
    }

    /** From when each fault was applied until it was healed. */
    List<Span> faults() throws SQLException {
        return recording.rows(
                """
                SELECT concat_ws(' ', any_value(toxic), 'on', any_value(proxy)),
                       min(at_ns) FILTER (WHERE phase = 'apply'), max(at_ns) FILTER (WHERE phase = 'heal')
                FROM faults WHERE target = $1 GROUP BY fault ORDER BY fault
                """,
                row -> new Span(RecordingQuery.text(row, 1), Math.max(0, (row.getLong(2) - zero) / 1e9), healed(row)),
                target.name());
    }

    private double healed(ResultSet row) throws SQLException {
        long at = row.getLong(3);
        return row.wasNull() ? seconds() : Math.clamp((at - zero) / 1e9, 0, seconds());
    }

    /** When the last caller had its answer, seconds; 0: nobody got one. */
    double lastAnswer() throws SQLException {
        double at = recording
                .number("SELECT max(answered_ns) FROM requests WHERE target = $1", target.name())
                .orElse(zero);
        return Math.max(0, (at - zero) / 1e9);
    }

    /** When the last operation ended, seconds. */
    double lastOperation() throws SQLException {
        double at = recording
                .number("SELECT max(ended_ns) FROM known_operations WHERE target = $1", target.name())
                .orElse(zero);
        return Math.max(0, (at - zero) / 1e9);
    }

    static double[] nothing() {
        double[] nothing = new double[CELLS];
        Arrays.fill(nothing, Double.NaN);
        return nothing;
    }

    static double highest(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).max().orElse(0);
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).sum();
    }

    private void readSamples() throws SQLException {
        record Cell(String series, int cell, double value) {}
        List<Cell> cells = recording.rows(
                """
                SELECT series, %s, max(value)
                FROM samples
                WHERE target = $1 AND at_ns BETWEEN $2 AND $2 + $3 AND value IS NOT NULL
                  AND (series IN ('service.in_flight', 'pool.pending', 'pool.active', 'pgbouncer.cl_waiting',
                                  'pgbouncer.sv_active')
                       OR series LIKE 'pg.waits.%%')
                GROUP BY ALL
                """.formatted(CELL),
                row -> new Cell(row.getString(1), row.getInt(2), row.getDouble(3)),
                target.name(),
                zero,
                length);
        for (Cell cell : cells) {
            samples.computeIfAbsent(cell.series(), series -> nothing())[cell.cell()] = cell.value();
        }
    }

    private double[] summed(String events) throws SQLException {
        record Count(int cell, double count) {}
        List<Count> counts = recording.rows(
                "SELECT %s AS cell, sum(n) FROM (%s) WHERE at_ns IS NOT NULL GROUP BY cell".formatted(CELL, events),
                row -> new Count(row.getInt(1), row.getDouble(2)),
                target.name(),
                zero,
                length);
        double[] sums = new double[CELLS];
        counts.forEach(count -> sums[count.cell()] += count.count());
        for (int cell = 1; cell < CELLS; cell++) {
            sums[cell] += sums[cell - 1];
        }
        return sums;
    }

    /** The cells in which a running sum rises. */
    static List<Integer> rises(double[] sums) {
        List<Integer> rises = new ArrayList<>();
        for (int cell = 0; cell < CELLS; cell++) {
            if (sums[cell] > (cell == 0 ? 0 : sums[cell - 1])) {
                rises.add(cell);
            }
        }
        return rises;
    }
}
