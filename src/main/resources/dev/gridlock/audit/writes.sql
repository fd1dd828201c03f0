-- work_writes: one row an increment that is, or may be, in the database: a truck's 1 on one segment of its route.
--   acknowledged   somebody was told that the truck is done
--   value_written  null: the journal does not say (an answer without a journal row), or its values are not steps of 1
--   earliest_ns, written_ns  the commit lies between them (sent, and known by the service)
-- Not acknowledged, but committed or unknown, increments are kept too: they raise `final` and would hide a loss.
CREATE OR REPLACE TEMP TABLE work_writes AS
WITH effects AS (
    SELECT
        true AS acknowledged, op_id, truck_id, call_id, batch, route,
        if(segment_write <> 'none', values_read, NULL) AS values_read,
        if(segment_write <> 'none', values_written, NULL) AS values_written,
        coalesce(segments_committed_ns, ended_ns) AS written_ns,
        coalesce(commit_ns, segment_update_ns, 0) AS took_ns
    FROM work_told
    UNION ALL
    SELECT
        false, op_id, truck_id, call_id, batch, route, values_read, values_written,
        coalesce(segments_committed_ns, ended_ns), coalesce(commit_ns, segment_update_ns, 0)
    FROM work_operations
    WHERE segment_write <> 'none'
      AND op_id NOT IN (SELECT op_id FROM work_told WHERE op_id IS NOT NULL)
),
increments AS (
    SELECT
        * EXCLUDE (route, values_read, values_written, took_ns),
        written_ns - took_ns AS earliest_ns,
        unnest(route) AS segment_id,
        unnest(values_read) AS value_read,
        unnest(values_written) AS written
    FROM effects
)
SELECT * EXCLUDE (value_read, written), if(written = value_read + 1, written, NULL) AS value_written
FROM increments
WHERE segment_id IS NOT NULL;
