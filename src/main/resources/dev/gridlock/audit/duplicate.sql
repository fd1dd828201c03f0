-- Finding `duplicate`: one call's effects were applied to a truck more than once: by the journal (two operations that
-- wrote), or by the rows (the only call that ever had the truck raised its version by more than one).
INSERT INTO audit_trucks
WITH by_journal AS (
    SELECT
        truck_id,
        call_id,
        greatest(
            count(*) FILTER (truck_write = 'committed'),
            count(*) FILTER (segment_write = 'committed')
        ) AS times
    FROM work_operations
    GROUP BY ALL
    HAVING times > 1
),
by_rows AS (
    SELECT r.truck_id, c.call_id, r.version - r.version_before AS times
    FROM work_rows r
    JOIN (SELECT truck_id, any_value(call_id) AS call_id FROM work_operations GROUP BY truck_id) c USING (truck_id)
    WHERE r.state = 'changed' AND r.explained IS NOT NULL AND r.calls = 1 AND r.version > r.version_before + 1
)
SELECT getvariable('target'), truck_id, call_id, 'duplicate', 'written ' || times || ' times, by the journal'
FROM by_journal
UNION ALL
SELECT getvariable('target'), truck_id, call_id, 'duplicate', 'its version went up by ' || times || ' for one call'
FROM by_rows
WHERE (truck_id, call_id) NOT IN (SELECT (truck_id, call_id) FROM by_journal);
