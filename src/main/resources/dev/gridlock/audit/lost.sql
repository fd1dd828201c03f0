-- Finding `lost`: somebody was told that the truck is done, and part of that is not in the database.
INSERT INTO audit_trucks
WITH increments AS (
    SELECT truck_id, call_id, count(*) AS gone FROM overwritten WHERE target = getvariable('target') GROUP BY ALL
),
-- The row holds another operation's write that was computed from the same version: a lost update of the row itself.
-- (A higher version was computed from this one: an ordinary successor.)
rows_overwritten AS (
    SELECT t.truck_id, t.call_id, o.call_id AS by_call, t.version_written
    FROM work_told t
    JOIN work_rows r USING (truck_id)
    JOIN work_operations o ON o.op_id = r.writer_op
    WHERE t.truck_write <> 'none' AND o.call_id <> t.call_id AND o.version_written <= t.version_written
),
-- The row is the acknowledged operation's, yet the caller was told another route.
told_another AS (
    SELECT t.truck_id, t.call_id, t.client_route, r.route
    FROM work_told t
    JOIN work_rows r ON r.truck_id = t.truck_id
    WHERE t.client_route IS NOT NULL AND r.route IS NOT NULL AND t.route = r.route AND t.client_route <> r.route
)
SELECT
    getvariable('target'), i.truck_id, i.call_id, 'lost',
    i.gone || ' of ' || coalesce(len(t.route), 0) || ' increments overwritten'
FROM increments i
JOIN work_told t ON t.truck_id = i.truck_id AND t.call_id = i.call_id
UNION ALL
SELECT
    getvariable('target'), truck_id, call_id, 'lost',
    'its row, version ' || version_written || ', was overwritten by call ' || by_call
FROM rows_overwritten
UNION ALL
SELECT
    getvariable('target'), truck_id, call_id, 'lost',
    'the caller was told route ' || client_route::VARCHAR || ', the row holds ' || route::VARCHAR
FROM told_another;
