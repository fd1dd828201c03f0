-- From PostgreSQL 16: input and output by kind of backend, those above 0.
SELECT
    'pg_stat_io.' || i.backend_type || '.' || i.object || '.' || i.context || '.' || c.key AS name,
    (c.value #>> '{}')::float8 AS value
FROM pg_stat_io i
CROSS JOIN LATERAL jsonb_each(to_jsonb(i)) AS c
WHERE jsonb_typeof(c.value) = 'number'
  AND c.value <> '0'
UNION ALL
SELECT 'pg_stat_io.stats_reset', extract(epoch FROM max(stats_reset))::float8
FROM pg_stat_io
HAVING max(stats_reset) IS NOT NULL
