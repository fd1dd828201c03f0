package dev.gridlock.report.html;

import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import java.util.List;

/**
 * A question that an engineer has after reading the page, and the SQL that answers it from {@code run.duckdb}.
 *
 * @param sql for DuckDB, runs as it stands
 */
public record NextQuery(String question, String sql) {

    /** About the target with the most damage: the first naive one, else the first. */
    public static List<NextQuery> of(RunFigures run) {
        TargetFigures target = run.first("naive").orElse(run.targets().getFirst());
        String name = "'" + target.name().replace("'", "''") + "'";
        return List.of(
                new NextQuery("Which trucks were lost, and how do we know?", """
                    SELECT truck_id, call_id, finding, detail
                    FROM audit_trucks
                    WHERE target = %s AND finding IN ('lost', 'torn', 'zombie')
                    ORDER BY truck_id LIMIT 20;\
                    """.formatted(name)),
                new NextQuery("Who overwrote whom?", """
                    SELECT segment_id, truck_id, value_written, overwritten_by_truck
                    FROM overwritten
                    WHERE target = %s
                    ORDER BY segment_id, value_written LIMIT 20;\
                    """.formatted(name)),
                new NextQuery("What does the server say about a deadlock?", """
                    SELECT round(at_ns / 1e9, 3) AS seconds, detail
                    FROM deadlocks
                    WHERE target = %s
                    ORDER BY at_ns LIMIT 3;\
                    """.formatted(name)),
                new NextQuery("Where did operations fail?", """
                    SELECT failed_at, sqlstate, count(*) AS errors, any_value(message) AS message
                    FROM errors
                    WHERE target = %s
                    GROUP BY ALL ORDER BY errors DESC;\
                    """.formatted(name)),
                new NextQuery("Where did the time of an operation go?", """
                    SELECT target, round(median(pool_wait_ns) / 1e6, 2) AS pool_wait_ms,
                           round(median(select_ns) / 1e6, 2) AS select_ms,
                           round(median(truck_update_ns) / 1e6, 2) AS truck_ms,
                           round(median(segment_update_ns) / 1e6, 2) AS segments_ms
                    FROM operations GROUP BY target ORDER BY target;\
                    """));
    }
}
