-- Who waits for whom. pg_blocking_pids and pg_locks each take every lock partition's lock for a moment: so only for
-- backends that wait for a lock, 50 at most, and twice a second at most.
WITH waiting AS MATERIALIZED (
    SELECT pid, left(query, 300) AS query, query_start
    FROM pg_stat_activity
    WHERE wait_event_type = 'Lock'
      AND backend_type = 'client backend'
    LIMIT 50
),
since AS MATERIALIZED (
    SELECT pid, min(waitstart) AS waitstart
    FROM pg_locks
    WHERE NOT granted
      AND EXISTS (SELECT FROM waiting)
    GROUP BY pid
)
SELECT
    w.pid AS blocked_pid,
    b.pid AS blocking_pid,
    extract(epoch FROM clock_timestamp() - coalesce(s.waitstart, w.query_start)) * 1000 AS waited_ms,
    w.query
FROM waiting w
LEFT JOIN since s USING (pid)
CROSS JOIN LATERAL unnest(pg_blocking_pids(w.pid)) AS b(pid)
