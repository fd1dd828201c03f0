-- observed_operations: the same in the journal's columns. The log says when each half was committed, and that what it does not hold was not: nothing is unknown. When a value was read it does
-- not say; before the write of the truck's row that is computed from it.
INSERT INTO observed_operations BY NAME
WITH calls AS (
    SELECT coalesce(call_id, '') AS call_id, min(sent_ns) AS sent_ns, max(answered_ns) AS answered_ns
    FROM requests
    WHERE target = getvariable('target') AND sent_ns IS NOT NULL
    GROUP BY ALL
),
rows AS (
    SELECT
        * REPLACE (
            if(route = '', []::INTEGER[], string_split(route, ';')::INTEGER[]) AS route,
            list_transform(string_split(values_written, ';'), lambda value: nullif(value, '')::BIGINT) AS values_written
        )
    FROM work_observed_rows
)
SELECT
    getvariable('target') AS target,
    r.call_id,
    r.truck_id,
    r.batch,
    1 AS attempts,
    least(c.sent_ns, r.truck_committed_ns, r.segments_committed_ns) AS started_ns,
    greatest(c.answered_ns, r.truck_committed_ns, r.segments_committed_ns) AS ended_ns,
    if(r.told, 'acknowledged', 'rejected') AS outcome,
    false AS replayed,
    if(r.truck_committed_ns IS NULL, 'none', 'committed') AS truck_write,
    r.truck_committed_ns,
    if(r.segments_committed_ns IS NULL, 'none', 'committed') AS segment_write,
    r.segments_committed_ns,
    r.version_read::INTEGER AS version_read,
    r.version_written::INTEGER AS version_written,
    r.route,
    list_transform(r.values_written, lambda value: value - 1) AS values_read,
    r.values_written
FROM rows r
LEFT JOIN calls c USING (call_id);
