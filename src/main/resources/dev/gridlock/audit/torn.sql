-- Finding `torn`: half of one truck's work is in the database. Increments that others overwrote are lost, not torn.
INSERT INTO audit_trucks
WITH by_journal AS (
    SELECT
        truck_id,
        call_id,
        bool_or(truck_write = 'committed') AS truck_committed,
        bool_or(truck_write = 'unknown') AS truck_unknown,
        bool_or(segment_write = 'committed') AS segments_committed,
        bool_or(segment_write = 'unknown') AS segments_unknown,
        string_agg(DISTINCT failed_at || ' ' || coalesce(sqlstate, ''), ', ') AS failures
    FROM work_operations
    GROUP BY ALL
    HAVING (truck_committed AND NOT segments_committed AND NOT segments_unknown)
        OR (segments_committed AND NOT truck_committed AND NOT truck_unknown)
),
gone AS (
    SELECT truck_id, call_id, count(*) AS n FROM overwritten WHERE target = getvariable('target') GROUP BY ALL
),
-- The journal has both halves, but the row is back at what it was before, and at least one increment is there.
by_rows AS (
    SELECT t.truck_id, t.call_id, t.version_written, r.version
    FROM work_told t
    JOIN work_rows r ON r.truck_id = t.truck_id AND r.state = 'unchanged'
    LEFT JOIN gone g ON g.truck_id = t.truck_id AND g.call_id = t.call_id
    WHERE t.segment_write <> 'none'
      AND t.truck_write <> 'none'
      AND (t.version_written IS DISTINCT FROM r.version OR t.route IS DISTINCT FROM r.route)
      AND coalesce(g.n, 0) < len(t.route)
)
SELECT
    getvariable('target'), truck_id, call_id, 'torn',
    if(truck_committed, 'its row is written, its increments are not', 'its increments are written, its row is not')
        || coalesce(' (failed at ' || failures || ')', '')
FROM by_journal
UNION ALL
SELECT
    getvariable('target'), truck_id, call_id, 'torn',
    'its increments are written, its row is back at version ' || coalesce(version::VARCHAR, 'null')
FROM by_rows
WHERE (truck_id, call_id) NOT IN (SELECT (truck_id, call_id) FROM by_journal);
