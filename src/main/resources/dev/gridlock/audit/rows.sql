-- work_rows: each truck's row before and after, and who explains the difference.
--   state: stranger (not there before), vanished, unchanged, changed
--   explained: what explains a changed row
--     operation    one that wrote, or may have written, exactly this version and route under this call (writer_op)
--     told         an acknowledgement of this route under this call, its journal row lost or replayed
--     unjournaled  it names a call that was sent and whose journal is not whole
--     repeated     it names the only call that ever had this truck, and its version went up by more than one
--     null         nobody
--   assigned_in_time: of a changed row, its time of assignment lies in that of its writers' transactions (in the run, where
--     they are not known); of one that is as before, so is that time
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
        before.assigned_us AS assigned_us_before,
        after.assigned_us,
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
-- How far the server's clock is ahead of the run's, at most and at least: it may have been set while the target ran.
clocks AS (
    SELECT
        min(server_us * 1000 - after_ns) AS ahead_at_least,
        max(server_us * 1000 - before_ns) AS ahead_at_most,
        min(before_ns) AS began_ns,
        max(after_ns) AS ended_ns
    FROM snapshots
    WHERE target = getvariable('target')
),
writers AS (
    SELECT
        r.truck_id,
        arg_max(o.op_id, (o.outcome = 'acknowledged', o.ended_ns, o.op_id)) AS writer_op,
        min(o.started_ns) AS began_ns,
        -- A statement whose answer was lost may have begun later than the operation ended.
        max(if(o.truck_write = 'committed', o.truck_committed_ns, (SELECT ended_ns FROM clocks))) AS ended_ns
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
    -- Both clocks are the machine's; 20 ms are for what they are apart between the two looks at them.
    CASE WHEN r.state = 'unchanged' THEN r.assigned_us IS NOT DISTINCT FROM r.assigned_us_before
        ELSE coalesce(
            r.assigned_us::HUGEINT * 1000 BETWEEN coalesce(w.began_ns, clocks.began_ns) + clocks.ahead_at_least - 20_000_000
                AND coalesce(w.ended_ns, clocks.ended_ns) + clocks.ahead_at_most + 20_000_000,
            false
        )
    END AS assigned_in_time,
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
CROSS JOIN clocks
LEFT JOIN writers w USING (truck_id)
LEFT JOIN callers c USING (truck_id)
LEFT JOIN work_told t
    ON t.truck_id = r.truck_id AND t.call_id = r.assignment_id AND t.route = r.route
    AND coalesce(t.truck_write, 'none') = 'none'
LEFT JOIN work_unjournaled u ON u.call_id = r.assignment_id
LEFT JOIN (
    SELECT truck_id, call_id, bool_or(truck_write <> 'none') AS writes FROM work_operations GROUP BY ALL
) mine ON mine.truck_id = r.truck_id AND mine.call_id = r.assignment_id;
