-- work_rows: each truck's row before and after, and who explains the difference.
--   state: stranger (not there before), vanished, unchanged, changed
--   explained: what explains a changed row
--     operation    one that wrote, or may have written, exactly this version and route under this call (writer_op)
--     told         an acknowledgement of this route under this call, its journal row lost or replayed
--     unjournaled  it names a call that was sent and whose journal is not whole
--     repeated     it names the only call that ever had this truck, and its version went up by more than one
--     null         nobody
CREATE OR REPLACE TEMP TABLE work_rows AS
WITH before AS (
    SELECT * FROM initial_trucks WHERE target = getvariable('target')
),
after AS (
    SELECT * FROM final_trucks WHERE target = getvariable('target')
),
joined AS (
    SELECT
        coalesce(before.truck_id, after.truck_id) AS truck_id,
        before.version AS version_before,
        before.route AS route_before,
        after.version,
        after.route,
        after.assignment_id,
        CASE
            WHEN before.truck_id IS NULL THEN 'stranger'
            WHEN after.truck_id IS NULL THEN 'vanished'
            WHEN before.version IS NOT DISTINCT FROM after.version
                AND before.route IS NOT DISTINCT FROM after.route
                AND before.assignment_id IS NOT DISTINCT FROM after.assignment_id THEN 'unchanged'
            ELSE 'changed'
        END AS state
    FROM before
    FULL JOIN after ON before.truck_id = after.truck_id
),
writers AS (
    SELECT r.truck_id, arg_max(o.op_id, (o.outcome = 'acknowledged', o.ended_ns, o.op_id)) AS writer_op
    FROM joined r
    JOIN work_operations o ON o.truck_id = r.truck_id
    WHERE r.state = 'changed'
      AND o.truck_write <> 'none'
      AND (o.version_written IS NULL OR o.version_written = r.version)
      AND (o.route IS NULL OR o.route IS NOT DISTINCT FROM r.route)
      AND (r.assignment_id IS NULL OR r.assignment_id = o.call_id)
    GROUP BY r.truck_id
),
callers AS (
    SELECT truck_id, count(DISTINCT call_id) AS calls, any_value(call_id) AS call_id
    FROM (
        SELECT truck_id, call_id FROM work_operations
        UNION ALL
        SELECT truck_id, call_id FROM work_told
    )
    GROUP BY truck_id
)
SELECT
    r.*,
    w.writer_op,
    coalesce(c.calls, 0) AS calls,
    CASE
        WHEN r.state <> 'changed' THEN NULL
        WHEN w.writer_op IS NOT NULL THEN 'operation'
        WHEN t.truck_id IS NOT NULL THEN 'told'
        WHEN u.call_id IS NOT NULL AND mine.truck_id IS NULL THEN 'unjournaled'
        WHEN c.calls = 1
            AND mine.writes
            AND c.call_id = r.assignment_id
            AND r.version > r.version_before + 1 THEN 'repeated'
    END AS explained
FROM joined r
LEFT JOIN writers w USING (truck_id)
LEFT JOIN callers c USING (truck_id)
LEFT JOIN work_told t
    ON t.truck_id = r.truck_id AND t.call_id = r.assignment_id AND t.route = r.route
    AND coalesce(t.truck_write, 'none') = 'none'
LEFT JOIN work_unjournaled u ON u.call_id = r.assignment_id
LEFT JOIN (
    SELECT truck_id, call_id, bool_or(truck_write <> 'none') AS writes FROM work_operations GROUP BY ALL
) mine ON mine.truck_id = r.truck_id AND mine.call_id = r.assignment_id;
