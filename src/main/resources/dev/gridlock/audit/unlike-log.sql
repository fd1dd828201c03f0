-- log_disagreements: where the target's journal and the write-ahead log tell of other writes. The log is right. Of a target without a
-- journal, and where the log was not read, nothing.
--   stranger        a change that neither the journal knows nor a row ties to a call that was sent: somebody else's
--   not_in_journal  the target made it, and its journal does not say so
--   not_in_log      the journal calls it committed, and no transaction that committed holds it
-- Alike rows are counted: two changes of a segment to one value need two increments to it. The journal keeps an operation's last
-- attempt, so one that was tried again, replayed or left unknown may have made any change of its call.
INSERT INTO log_disagreements
WITH compared AS (
    SELECT 1 WHERE NOT getvariable('observed') AND EXISTS (
        SELECT 1 FROM events WHERE target = getvariable('target') AND source = 'changes' AND kind = 'read'
    )
),
logged AS (
    SELECT n, xid, committed_us, table_name, row_key, operation, before, after
    FROM changes SEMI JOIN compared ON true
    WHERE target = getvariable('target')
),
journal AS (
    SELECT
        *,
        coalesce(attempts, 1) > 1 OR coalesce(replayed, false)
            OR coalesce(truck_write, 'unknown') = 'unknown' OR coalesce(segment_write, 'unknown') = 'unknown' AS may_be_any
    FROM operations SEMI JOIN compared ON true
    WHERE target = getvariable('target')
),
loose AS (SELECT DISTINCT truck_id, coalesce(call_id, '') AS call_id FROM journal WHERE may_be_any),
sent AS (SELECT DISTINCT coalesce(call_id, '') AS call_id FROM requests WHERE target = getvariable('target') AND sent_ns IS NOT NULL),
truck_changes AS (
    SELECT
        n, xid, committed_us, row_key,
        row_key::INTEGER AS truck_id,
        (after->>'version')::INTEGER AS version,
        coalesce(after->>'assignment_id', '') AS call_id,
        row_number() OVER (PARTITION BY row_key, after->>'version', after->>'assignment_id' ORDER BY n) AS nth
    FROM logged
    WHERE table_name = 'trucks' AND operation = 'update'
),
truck_writes AS (
    SELECT
        truck_id, version_written AS version, coalesce(call_id, '') AS call_id, segments_committed_ns, truck_committed_ns,
        row_number() OVER (PARTITION BY truck_id, version_written, call_id ORDER BY started_ns) AS nth
    FROM journal
    WHERE truck_write = 'committed'
),
truck_found AS (
    SELECT c.*, w.truck_id IS NOT NULL AS known, l.truck_id IS NOT NULL AS may_be_known
    FROM truck_changes c
    LEFT JOIN truck_writes w USING (truck_id, version, call_id, nth)
    LEFT JOIN loose l USING (truck_id, call_id)
),
segment_changes AS (
    SELECT
        n, xid, committed_us, row_key,
        row_key::INTEGER AS segment_id,
        (after->>'assigned_load')::BIGINT AS value,
        -- Of two alike, the one beside a truck's row is the target's.
        row_number() OVER (
            PARTITION BY row_key, after->>'assigned_load' ORDER BY xid NOT IN (SELECT xid FROM truck_changes), n
        ) AS nth
    FROM logged
    WHERE table_name = 'road_segments' AND operation = 'update'
),
increments AS (
    SELECT
        truck_id, call_id, may_be_any, started_ns, segments_committed_ns,
        coalesce(batch, 'of one truck ' || row_number() OVER ()) AS batch,
        unnest(route) AS segment_id,
        unnest(values_written) AS value
    FROM journal
    WHERE segment_write = 'committed'
),
-- A batch adds what its trucks add to a segment at once: the greatest of its values is the one that is written.
segment_writes AS (
    SELECT *, row_number() OVER (PARTITION BY segment_id, value ORDER BY segments_committed_ns) AS nth
    FROM (
        SELECT
            segment_id, batch, max(value) AS value, bool_or(may_be_any) AS may_be_any, max(segments_committed_ns) AS segments_committed_ns,
            any_value(truck_id) AS truck_id, any_value(call_id) AS call_id
        FROM increments
        GROUP BY ALL
    )
    WHERE value IS NOT NULL
),
segment_found AS (
    SELECT
        c.*,
        w.segment_id IS NOT NULL AS known,
        c.xid IN (SELECT xid FROM truck_found WHERE known OR may_be_known OR call_id IN (FROM sent)) AS with_a_truck,
        c.segment_id IN (
            SELECT unnest(route) FROM journal WHERE may_be_any AND segment_write IS DISTINCT FROM 'committed'
        ) AS may_be_known
    FROM segment_changes c
    LEFT JOIN segment_writes w USING (segment_id, value, nth)
),
whole AS (SELECT count(*) = 0 AS journal FROM truck_found WHERE NOT known AND NOT may_be_known AND call_id IN (FROM sent))
SELECT
    getvariable('target'), 'trucks', row_key, xid, committed_us,
    if(call_id IN (FROM sent), 'not_in_journal', 'stranger')
FROM truck_found
WHERE NOT known AND NOT may_be_known
UNION ALL
SELECT
    getvariable('target'), 'road_segments', row_key, xid, committed_us,
    if(with_a_truck OR NOT (SELECT journal FROM whole), 'not_in_journal', 'stranger')
FROM segment_found
WHERE NOT known AND NOT may_be_known
  AND NOT (with_a_truck AND xid IN (SELECT xid FROM truck_found WHERE may_be_known))
UNION ALL
SELECT getvariable('target'), table_name, row_key, xid, committed_us, 'stranger'
FROM logged
WHERE operation <> 'update' OR table_name NOT IN ('trucks', 'road_segments')
UNION ALL
SELECT getvariable('target'), 'trucks', truck_id::VARCHAR, NULL, NULL, 'not_in_log'
FROM truck_writes
ANTI JOIN truck_changes USING (truck_id, version, call_id, nth)
WHERE version IS NOT NULL
UNION ALL
SELECT getvariable('target'), 'road_segments', segment_id::VARCHAR, NULL, NULL, 'not_in_log'
FROM segment_writes
ANTI JOIN segment_changes USING (segment_id, value, nth);
