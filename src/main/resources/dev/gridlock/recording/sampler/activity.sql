-- One look at the server, as (series, value). Takes no heavyweight locks: shared memory of backends and statistics only.
WITH activity AS MATERIALIZED (
    SELECT state, wait_event_type, wait_event
    FROM pg_stat_activity
    WHERE backend_type = 'client backend'
      AND application_name <> 'gridlock-recorder'
),
totals AS MATERIALIZED (
    SELECT xact_commit, xact_rollback, deadlocks
    FROM pg_stat_database
    WHERE datname = current_database()
)
SELECT 'pg.backends.' || coalesce(state, 'starting') AS series, count(*)::float8 AS value
FROM activity
GROUP BY 1
UNION ALL
SELECT 'pg.waits.' || coalesce(wait_event_type || '.' || wait_event, 'CPU.running'), count(*)::float8
FROM activity
WHERE state = 'active'
GROUP BY 1
UNION ALL
SELECT 'pg.xact_commit', xact_commit::float8 FROM totals
UNION ALL
SELECT 'pg.xact_rollback', xact_rollback::float8 FROM totals
UNION ALL
SELECT 'pg.deadlocks', deadlocks::float8 FROM totals
UNION ALL
SELECT 'pg.wal_bytes', pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8
