-- work_contested: every write of the segments on which something was written over: two writes of one value, or a value
-- that is not between before and after. Elsewhere each write built on the one before, and all of them survive.
--   standing  0 acknowledged, 1 committed but not acknowledged, 2 nobody knows
--   read_ns   when the value that it was computed from was read, at the latest. Inside a batch that is its own commit: it
--             reads under locks, and from the batch's earlier trucks.
--   sent_ns   the commit was not before this. Commits under locks are in the order in which they were known.
--   read_from_ns  not before this it was read, batch or not
--   locked    the service says that it read under a lock
CREATE OR REPLACE TEMP TABLE work_contested AS
WITH contested AS (
    SELECT segment_id
    FROM work_writes
    JOIN work_loads USING (segment_id)
    WHERE value_written IS NOT NULL
    GROUP BY segment_id
    HAVING count(*) > count(DISTINCT value_written)
        OR min(value_written) <= any_value(low)
        OR max(value_written) > any_value(high)
)
SELECT
    w.segment_id,
    w.op_id,
    w.value_written,
    CASE WHEN w.acknowledged THEN 0 WHEN w.committed THEN 1 ELSE 2 END AS standing,
    if(w.batch IS NOT NULL, w.written_ns, w.read_ns) AS read_ns,
    if(w.batch IS NOT NULL, w.written_ns, w.sent_ns) AS sent_ns,
    w.written_ns,
    l.low,
    l.high,
    w.read_from_ns,
    w.batch IS NOT NULL AS locked
FROM work_writes w
JOIN contested USING (segment_id)
JOIN work_loads l USING (segment_id)
WHERE w.value_written IS NOT NULL;
