-- Who holds a lock on the fleet's tables, in words; null: nobody. Takes no locks.
SELECT string_agg(
    format(
        'backend %s, user %s, application "%s", in a transaction since %s: %s',
        a.pid,
        a.usename,
        a.application_name,
        date_trunc('second', a.xact_start),
        left(regexp_replace(a.query, '\s+', ' ', 'g'), 120)
    ),
    '; '
    ORDER BY a.xact_start
)
FROM pg_stat_activity AS a
WHERE a.pid <> pg_backend_pid()
  AND EXISTS (
      SELECT
      FROM pg_locks AS l
      JOIN pg_class AS c ON c.oid = l.relation AND c.relnamespace = to_regnamespace('public')
      WHERE l.pid = a.pid
        AND l.granted
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND c.relname IN ('trucks', 'candidate_routes', 'road_segments')
  )
