package dev.gridlock.report.chart;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Series of one target, downsampled where they are: by SQL, to at most {@value #BUCKETS} points each.
 *
 * <p>Time zero is the target's first request, so that targets which ran one after the other can be laid on each other.
 */
final class Timeline {

    /** A panel is about 400 pixels wide: more points would fall on each other. */
    static final int BUCKETS = 300;

    private static final String ZERO = """
        SELECT coalesce(
            (SELECT min(sent_ns) FROM requests WHERE target = $1),
            (SELECT min(at_ns) FROM events WHERE target = $1 AND kind = 'load_started'),
            (SELECT min(received_ns) FROM calls WHERE target = $1),
            (SELECT min(at_ns) FROM acquires WHERE target = $1),
            (SELECT min(at_ns) FROM samples WHERE target = $1),
            0)
        """;

    private final Connection duckdb;
    private final Map<String, Long> zeros = new HashMap<>();

    Timeline(Connection duckdb) {
        this.duckdb = duckdb;
    }

    /** When the target's load began, nanoseconds since the run began. */
    long zero(String target) throws SQLException {
        Long known = zeros.get(target);
        if (known == null) {
            known = (long) number(target, ZERO);
            zeros.put(target, known);
        }
        return known;
    }

    /** How long the target's load ran until it was quiet, seconds. */
    double seconds(String target) throws SQLException {
        return number(target, String.format(Locale.ROOT, """
            SELECT (greatest(
                coalesce((SELECT max(answered_ns) FROM requests WHERE target = $1), 0),
                coalesce((SELECT max(ended_ns) FROM known_operations WHERE target = $1), 0),
                coalesce((SELECT max(at_ns) FROM acquires WHERE target = $1), 0),
                coalesce((SELECT max(at_ns) FROM events WHERE target = $1 AND kind = 'load_ended'), 0)) - %d) / 1e9
            """, zero(target)));
    }

    /** A sampled series: the highest value in each bucket of time, at its own time. */
    List<Point> samples(String target, String series) throws SQLException {
        return bucketed(target, series, """
            SELECT at_ns, value FROM samples WHERE target = $1 AND series = $2
            """, HIGHEST);
    }

    /** The longest wait for a connection in each bucket of time, milliseconds. */
    List<Point> longestAcquire(String target) throws SQLException {
        return bucketed(target, "", ACQUIRES, HIGHEST);
    }

    /** The median wait for a connection in each bucket of time, milliseconds. */
    List<Point> medianAcquire(String target) throws SQLException {
        return bucketed(target, "", ACQUIRES, "median(at_ns), median(value)");
    }

    /** Of equally high values the first, so that the same recording gives the same picture. */
    private static final String HIGHEST = "arg_max(at_ns, {'value': value, 'earlier': -at_ns}), max(value)";

    private static final String ACQUIRES = """
        SELECT at_ns, waited_ns / 1e6 AS value FROM acquires WHERE target = $1 AND waited_ns IS NOT NULL AND $2 = ''
        """;

    /** How many had happened by then: a step at the end of each bucket. */
    List<Point> cumulated(String target, Happening happening) throws SQLException {
        List<Point> counts = bucketed(target, "", happening.sql(), "max(at_ns), count(*)");
        List<Point> steps = new ArrayList<>();
        double sum = 0;
        steps.add(new Point(0, 0));
        for (Point count : counts) {
            double x = Math.max(0, count.x());
            steps.add(new Point(x, sum));
            sum += count.y();
            steps.add(new Point(x, sum));
        }
        return steps;
    }

    /** Things that are counted over time; {@code $2} only keeps the parameters of all queries alike. */
    enum Happening {
        ACKNOWLEDGED(
                "SELECT ended_ns AS at_ns FROM known_operations WHERE target = $1 AND outcome = 'acknowledged' AND $2 = ''"),
        VERIFIED("SELECT verified_ns AS at_ns FROM verified WHERE target = $1 AND $2 = ''"),
        LOGGED_DEADLOCK("SELECT at_ns FROM deadlocks WHERE target = $1 AND $2 = ''"),
        CLIENT_DEADLOCK("SELECT at_ns FROM errors WHERE target = $1 AND sqlstate = '40P01' AND $2 = ''");

        private final String sql;

        Happening(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }
    }

    /**
     * Latency of calls from their intended start: milliseconds (x) within which a share of them (y, percent) was
     * answered. A call without an answer counts with what it had waited when the load ended.
     */
    List<Point> latency(String target) throws SQLException {
        List<Point> points = new ArrayList<>();
        try (PreparedStatement statement = duckdb.prepareStatement(String.format(Locale.ROOT, """
            WITH ended AS (
                SELECT coalesce(
                    (SELECT max(at_ns) FROM events WHERE target = $1 AND kind = 'load_ended'),
                    (SELECT max(answered_ns) FROM requests WHERE target = $1)) AS at_ns
            ), waits AS (
                SELECT (coalesce(answered_ns, ended.at_ns) - intended_ns) / 1e6 AS ms
                FROM requests, ended WHERE target = $1 AND sent_ns IS NOT NULL
            ), ranked AS (
                SELECT ms, row_number() OVER (ORDER BY ms) AS n, count(*) OVER () AS calls FROM waits WHERE ms IS NOT NULL
            )
            SELECT max(ms), 100.0 * max(n) / max(calls) FROM ranked GROUP BY (n - 1) * %d // calls ORDER BY 2
            """, BUCKETS))) {
            statement.setString(1, target);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    points.add(new Point(rows.getDouble(1), rows.getDouble(2)));
                }
            }
        }
        return points;
    }

    private List<Point> bucketed(String target, String parameter, String rows, String aggregate) throws SQLException {
        String sql = String.format(Locale.ROOT, """
            WITH points AS (%s), span AS (SELECT min(at_ns) AS low, max(at_ns) AS high FROM points WHERE at_ns IS NOT NULL)
            SELECT %s FROM points, span
            WHERE at_ns IS NOT NULL
            GROUP BY (at_ns - low) * %d // (high - low + 1)
            ORDER BY 1
            """, rows, aggregate, BUCKETS);
        long zero = zero(target);
        List<Point> points = new ArrayList<>();
        try (PreparedStatement statement = duckdb.prepareStatement(sql)) {
            statement.setString(1, target);
            statement.setString(2, parameter);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    points.add(new Point((found.getDouble(1) - zero) / 1e9, found.getDouble(2)));
                }
            }
        }
        return points;
    }

    private double number(String target, String sql) throws SQLException {
        try (PreparedStatement statement = duckdb.prepareStatement(sql)) {
            statement.setString(1, target);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getDouble(1) : 0;
            }
        }
    }
}
