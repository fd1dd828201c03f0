-- From PostgreSQL 17: the checkpointer's, which were in pg_stat_bgwriter before.
SELECT 'pg_stat_checkpointer.' || c.key AS name, (c.value #>> '{}')::float8 AS value
FROM pg_stat_checkpointer k
CROSS JOIN LATERAL jsonb_each(to_jsonb(k)) AS c
WHERE jsonb_typeof(c.value) = 'number'
UNION ALL
SELECT 'pg_stat_checkpointer.stats_reset', extract(epoch FROM stats_reset)::float8
FROM pg_stat_checkpointer
WHERE stats_reset IS NOT NULL
