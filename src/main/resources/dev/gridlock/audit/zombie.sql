-- Finding `zombie`: committed after the caller knew that its call had failed. The client's clock decides (one clock a
-- run), which is the later of the two. Where a call was repeated, its last answer counts.
INSERT INTO audit_trucks
WITH failed AS (
    SELECT
        coalesce(call_id, '') AS call_id,
        arg_max(coalesce(outcome, 'no_answer'), sent_ns) AS outcome,
        max(answered_ns) AS answered_ns
    FROM requests
    WHERE target = getvariable('target') AND sent_ns IS NOT NULL
    GROUP BY ALL
    HAVING arg_max(coalesce(outcome, 'no_answer'), sent_ns) IN ('rejected', 'shed', 'no_answer')
),
late AS (
    SELECT
        o.truck_id,
        o.call_id,
        f.outcome,
        max(greatest(
            if(o.truck_write = 'committed', o.truck_committed_ns, NULL),
            if(o.segment_write = 'committed', o.segments_committed_ns, NULL)
        )) - any_value(f.answered_ns) AS after_ns
    FROM work_operations o
    JOIN failed f USING (call_id)
    GROUP BY ALL
)
SELECT
    getvariable('target'), truck_id, call_id, 'zombie',
    format('committed {:.1f} ms after the caller was told: {}', after_ns / 1e6, outcome)
FROM late
WHERE after_ns > 0;
