-- A backend reports what it counted at most once a second, or after 10 s of idleness (pgstat.c, PGSTAT_MIN_INTERVAL and
-- PGSTAT_IDLE_INTERVAL), or when it ends. So that the totals are whole, the application's idle backends end now; each is
-- waited for, 2 s at most. PgBouncer opens others when it needs them.
SELECT count(*) FILTER (WHERE pg_terminate_backend(pid, 2000))
FROM pg_stat_activity
WHERE usename = ?
  AND usename <> current_user
  AND state = 'idle'
