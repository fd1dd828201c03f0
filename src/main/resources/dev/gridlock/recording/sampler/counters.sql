-- PostgreSQL's totals as (name, value), whichever columns its version has. No heavyweight locks but ACCESS SHARE on the
-- tables whose size is asked for. The numbers are cast from text: a cast of jsonb may be tried before the filter.
-- stats_reset tells a view that was reset in between even when its counters have grown past what they were.
SELECT 'pg_stat_database.' || c.key AS name, (c.value #>> '{}')::float8 AS value
FROM pg_stat_database d
CROSS JOIN LATERAL jsonb_each(to_jsonb(d)) AS c
WHERE d.datname = current_database()
  AND jsonb_typeof(c.value) = 'number'
UNION ALL
SELECT 'pg_stat_wal.' || c.key, (c.value #>> '{}')::float8
FROM pg_stat_wal w
CROSS JOIN LATERAL jsonb_each(to_jsonb(w)) AS c
WHERE jsonb_typeof(c.value) = 'number'
UNION ALL
SELECT 'pg_stat_bgwriter.' || c.key, (c.value #>> '{}')::float8
FROM pg_stat_bgwriter b
CROSS JOIN LATERAL jsonb_each(to_jsonb(b)) AS c
WHERE jsonb_typeof(c.value) = 'number'
UNION ALL
SELECT 'pg_stat_user_tables.' || t.relname || '.' || c.key, (c.value #>> '{}')::float8
FROM pg_stat_user_tables t
CROSS JOIN LATERAL jsonb_each(to_jsonb(t)) AS c
WHERE jsonb_typeof(c.value) = 'number'
  AND c.key <> 'relid'
UNION ALL
SELECT 'size.' || t.relname, pg_total_relation_size(t.relid)::float8
FROM pg_stat_user_tables t
UNION ALL
SELECT 'dead_tuples', coalesce(sum(t.n_dead_tup), 0)::float8
FROM pg_stat_user_tables t
UNION ALL
SELECT 'wal_bytes', pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8
UNION ALL
SELECT r.name || '.stats_reset', extract(epoch FROM r.stats_reset)::float8
FROM (
    SELECT 'pg_stat_database' AS name, stats_reset FROM pg_stat_database WHERE datname = current_database()
    UNION ALL
    SELECT 'pg_stat_wal', stats_reset FROM pg_stat_wal
    UNION ALL
    SELECT 'pg_stat_bgwriter', stats_reset FROM pg_stat_bgwriter
) AS r
WHERE r.stats_reset IS NOT NULL
