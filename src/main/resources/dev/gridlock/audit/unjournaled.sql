-- work_unjournaled: calls that were sent with more trucks than the journal and the answers account for: the service was
-- killed with its last rows unwritten, or never heard of the call. Any of these trucks may or may not have been written.
-- Where the log stands in for the journal, it accounts for all: what it does not hold was not written.
-- A call that was shed (429, 503) or refused as malformed (4xx) was told that nothing had been begun for the rest.
CREATE OR REPLACE TEMP TABLE work_unjournaled AS
WITH sent AS (
    SELECT coalesce(call_id, '') AS call_id, max(trucks) AS trucks
    FROM requests
    WHERE target = getvariable('target') AND sent_ns IS NOT NULL
    GROUP BY ALL
    HAVING NOT bool_and(coalesce(outcome, '') = 'shed' OR coalesce(status, 0) BETWEEN 400 AND 499)
),
known AS (
    SELECT call_id, count(DISTINCT truck_id) AS trucks
    FROM (
        SELECT call_id, truck_id FROM work_operations
        UNION ALL
        SELECT call_id, truck_id FROM work_told
    )
    GROUP BY ALL
)
SELECT sent.call_id, sent.trucks - coalesce(known.trucks, 0) AS missing
FROM sent
LEFT JOIN known USING (call_id)
WHERE sent.trucks > coalesce(known.trucks, 0) AND NOT getvariable('observed');
