-- MVCC's cost by table, as (series, value).
SELECT named.series, named.value
FROM pg_stat_user_tables t
CROSS JOIN LATERAL (
    VALUES
        ('pg.dead_tuples.' || t.relname, t.n_dead_tup::float8),
        ('pg.updates.' || t.relname, t.n_tup_upd::float8),
        ('pg.hot_updates.' || t.relname, t.n_tup_hot_upd::float8)
) AS named(series, value)
