package dev.gridlock.report.damage;

import static dev.gridlock.report.figures.RecordingQuery.text;

import dev.gridlock.report.damage.Damage.BrokenTruck;
import dev.gridlock.report.damage.Damage.LostIncrement;
import dev.gridlock.report.damage.Damage.LostTruck;
import dev.gridlock.report.figures.RecordingQuery;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A few trucks of each kind of damage, from the audit's findings, the journal and the rows. */
public final class DamageQuery {

    private static final int TRUCKS = 3;
    private static final int INCREMENTS = 4;
    private static final int BROKEN = 4;

    /** Seconds since the target's first request. */
    private static final String ZERO = "(SELECT min(sent_ns) FROM requests WHERE target = $1)";

    /** What the caller was told of the call, and when. */
    private static final String TOLD = """
        coalesce((SELECT concat_ws(' ', any_value(r.outcome), 'at', format('{:.3f} s', (any_value(r.answered_ns) - %s) / 1e9))
                  FROM requests r WHERE r.target = $1 AND r.call_id = o.call_id AND r.answered_ns IS NOT NULL), 'nothing')\
        """.formatted(ZERO);

    /** Those that the audit names with the most gone; an acknowledged operation each. */
    private static final String LOST = String.format(Locale.ROOT, """
        SELECT o.truck_id, o.call_id, format('{:.3f} s', (o.ended_ns - %s) / 1e9), %s, a.detail
        FROM audit_trucks a
        JOIN known_operations o ON o.target = a.target AND o.truck_id = a.truck_id AND o.call_id IS NOT DISTINCT FROM a.call_id
        WHERE a.target = $1 AND a.finding = 'lost' AND o.outcome = 'acknowledged'
        ORDER BY (SELECT count(*) FROM overwritten w WHERE w.target = $1 AND w.truck_id = o.truck_id AND w.overwritten_by_truck IS NOT NULL) DESC,
                 o.ended_ns, o.truck_id
        LIMIT %d
        """, ZERO, TOLD, TRUCKS);

    private static final String INCREMENT = String.format(Locale.ROOT, """
        WITH mine AS (
            SELECT * FROM known_operations WHERE target = $1 AND truck_id = $2 AND outcome = 'acknowledged' ORDER BY ended_ns DESC LIMIT 1
        ), other AS (
            SELECT truck_id, call_id, route, values_read, values_written, segments_committed_ns
            FROM known_operations
            WHERE target = $1 AND truck_id IN (SELECT overwritten_by_truck FROM overwritten WHERE target = $1 AND truck_id = $2)
            QUALIFY row_number() OVER (PARTITION BY truck_id, call_id ORDER BY ended_ns DESC) = 1
        )
        SELECT w.segment_id,
               m.values_read[list_position(m.route, w.segment_id)], w.value_written,
               format('{:.3f} s', (m.segments_committed_ns - %s) / 1e9),
               coalesce('truck ' || w.overwritten_by_truck, if(w.value_written IS NULL, 'nobody: it was never written', 'nobody in the journal')),
               x.values_read[list_position(x.route, w.segment_id)], x.values_written[list_position(x.route, w.segment_id)],
               format('{:.3f} s', (x.segments_committed_ns - %s) / 1e9),
               (SELECT any_value(assigned_load) FROM final_segments f WHERE f.target = $1 AND f.segment_id = w.segment_id)
        FROM overwritten w
        JOIN mine m ON true
        LEFT JOIN other x ON x.truck_id = w.overwritten_by_truck AND x.call_id IS NOT DISTINCT FROM w.overwritten_by_call
        WHERE w.target = $1 AND w.truck_id = $2
        ORDER BY w.segment_id
        LIMIT %d
        """, ZERO, ZERO, INCREMENTS);

    private static final String BROKEN_TRUCKS = String.format(Locale.ROOT, """
        SELECT o.truck_id, o.call_id, %s,
               concat_ws(', ', o.outcome, 'row ' || o.truck_write, 'increments ' || o.segment_write,
                         format('ended at {:.3f} s', (o.ended_ns - %s) / 1e9)),
               coalesce(CASE WHEN f.truck_id IS NOT NULL THEN concat('version ', f.version, ', route ', coalesce(f.route::VARCHAR, 'none'),
                                CASE WHEN f.route = o.route THEN ' (this call''s)' ELSE '' END) END, 'not read'),
               a.detail
        FROM audit_trucks a
        JOIN known_operations o ON o.target = a.target AND o.truck_id = a.truck_id AND o.call_id IS NOT DISTINCT FROM a.call_id
        LEFT JOIN final_trucks f ON f.target = o.target AND f.truck_id = o.truck_id
        WHERE a.target = $1 AND a.finding = $2
        ORDER BY o.ended_ns - o.started_ns DESC, o.truck_id
        LIMIT %d
        """, TOLD, ZERO, BROKEN);

    private final RecordingQuery recording;
    private final RunFigures run;

    public DamageQuery(RecordingQuery recording, RunFigures run) {
        this.recording = recording;
        this.run = run;
    }

    /** One for each target of the run. */
    public List<Damage> read() throws SQLException {
        List<Damage> all = new ArrayList<>();
        for (TargetFigures target : run.targets()) {
            all.add(new Damage(
                    target.name(),
                    lost(target.name()),
                    broken(target.name(), "torn"),
                    broken(target.name(), "zombie")));
        }
        return all;
    }

    private List<LostTruck> lost(String target) throws SQLException {
        List<LostTruck> trucks = new ArrayList<>();
        for (LostTruck truck : recording.rows(
                LOST,
                row -> new LostTruck(row.getInt(1), text(row, 2), text(row, 3), text(row, 4), text(row, 5), List.of()),
                target)) {
            trucks.add(new LostTruck(
                    truck.truck(),
                    truck.call(),
                    truck.acknowledged(),
                    truck.told(),
                    truck.detail(),
                    increments(target, truck.truck())));
        }
        return trucks;
    }

    private List<LostIncrement> increments(String target, int truck) throws SQLException {
        return recording.rows(
                INCREMENT,
                row -> new LostIncrement(
                        row.getLong(1),
                        dash(text(row, 2)),
                        dash(text(row, 3)),
                        dash(text(row, 4)),
                        text(row, 5),
                        dash(text(row, 6)),
                        dash(text(row, 7)),
                        dash(text(row, 8)),
                        dash(text(row, 9))),
                target,
                truck);
    }

    private List<BrokenTruck> broken(String target, String finding) throws SQLException {
        return recording.rows(
                BROKEN_TRUCKS,
                row -> new BrokenTruck(
                        row.getInt(1), text(row, 2), text(row, 3), text(row, 4), text(row, 5), text(row, 6)),
                target,
                finding);
    }

    private static String dash(String text) {
        return text.isEmpty() ? "–" : text;
    }
}
