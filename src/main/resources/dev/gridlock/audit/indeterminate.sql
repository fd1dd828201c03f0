-- Finding `indeterminate`: it may be in the database or not, and nobody was told that it is. Never counted as lost.
-- A truck without a journal row can be named only if its row names its call; the others share a row without a truck.
INSERT INTO audit_trucks
WITH left_open AS (
    SELECT
        truck_id,
        call_id,
        string_agg(DISTINCT coalesce(failed_at, '') || ' ' || coalesce(sqlstate, ''), ', ') AS failures
    FROM work_operations
    WHERE (outcome = 'indeterminate' OR truck_write = 'unknown' OR segment_write = 'unknown')
      AND (truck_id, call_id) NOT IN (SELECT (truck_id, call_id) FROM work_told)
    GROUP BY ALL
),
named AS (
    SELECT truck_id, assignment_id AS call_id FROM work_rows WHERE explained = 'unjournaled'
),
nameless AS (
    SELECT u.call_id, u.missing - count(n.truck_id) AS missing
    FROM work_unjournaled u
    LEFT JOIN named n USING (call_id)
    GROUP BY u.call_id, u.missing
)
SELECT getvariable('target'), truck_id, call_id, 'indeterminate', 'no answer to its write (' || trim(failures) || ')'
FROM left_open
UNION ALL
SELECT getvariable('target'), truck_id, call_id, 'indeterminate', 'its row is written; the journal has no row of it'
FROM named
UNION ALL
SELECT
    getvariable('target'), NULL, call_id, 'indeterminate',
    missing || ' trucks of this call have no row in the journal'
FROM nameless
WHERE missing > 0;
