-- A backend reports what it counted at most once a second, or after 10 s of idleness (pgstat.c, PGSTAT_MIN_INTERVAL and
-- PGSTAT_IDLE_INTERVAL), or when it ends. So that the totals are whole, the application's idle backends end now.
-- PgBouncer opens others when it needs them. Without a timeout: pg_terminate_backend's own wait takes 100 ms a backend.
SELECT array_agg(pid) FILTER (WHERE pg_terminate_backend(pid)) AS ended
FROM pg_stat_activity
WHERE usename = ?
  AND usename <> current_user
  AND datname = current_database()
  AND state = 'idle'
