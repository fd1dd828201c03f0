-- Views that the metrics are read from: one row a target (or a target and name), nothing computed twice.
-- A view with a macro of its name and "_in" is that macro over the whole run: what happened in [from_ns, to_ns). A call
-- belongs to the time of its intended start, a wait, an error and a log line to the time at which it was recorded.
-- A target that a table was not recorded for has no row in that table's view; where it was, counts of nothing are 0.

CREATE OR REPLACE VIEW recorded AS
SELECT DISTINCT target, table_name
FROM imports;

-- When the load ended: the cap of calls that were never answered. A killed run did not say; then the last that is known.
CREATE OR REPLACE VIEW load_end AS
SELECT
    r.target,
    coalesce(
        (SELECT max(e.at_ns) FROM events e WHERE e.target = r.target AND e.kind = 'load_ended'),
        max(greatest(r.intended_ns, r.sent_ns, r.answered_ns))
    ) AS ended_ns
FROM requests r
GROUP BY r.target;

-- Latency of each planned call from its intended start (no coordinated omission); an unanswered call counts at its cap.
CREATE OR REPLACE VIEW call_latencies AS
SELECT
    r.target,
    r.call_id,
    r.outcome,
    r.intended_ns,
    greatest(coalesce(r.answered_ns, e.ended_ns) - r.intended_ns, 0) AS latency_ns
FROM requests r
JOIN load_end e USING (target);

CREATE OR REPLACE MACRO call_latency_in(from_ns, to_ns) AS TABLE
SELECT
    target,
    quantile_disc(latency_ns, 0.50) / 1e6 AS p50_ms,
    quantile_disc(latency_ns, 0.95) / 1e6 AS p95_ms,
    quantile_disc(latency_ns, 0.99) / 1e6 AS p99_ms,
    max(latency_ns) / 1e6                 AS max_ms,
    count(latency_ns)                     AS samples
FROM call_latencies
WHERE intended_ns >= from_ns AND intended_ns < to_ns
GROUP BY target;

CREATE OR REPLACE VIEW call_latency AS
SELECT * FROM call_latency_in(-9223372036854775808, 9223372036854775807);

CREATE OR REPLACE MACRO call_counts_in(from_ns, to_ns) AS TABLE
SELECT
    i.target,
    count(r.target)                                         AS planned,
    count(r.sent_ns)                                        AS sent,
    count(r.status)                                         AS answered,
    count(*) FILTER (WHERE r.outcome = 'acknowledged')      AS acknowledged,
    count(*) FILTER (WHERE r.outcome = 'rejected')          AS rejected,
    count(*) FILTER (WHERE r.outcome = 'shed')              AS shed
FROM recorded i
LEFT JOIN requests r ON r.target = i.target AND r.intended_ns >= from_ns AND r.intended_ns < to_ns
WHERE i.table_name = 'requests'
GROUP BY i.target;

CREATE OR REPLACE VIEW call_counts AS
SELECT * FROM call_counts_in(-9223372036854775808, 9223372036854775807);

CREATE OR REPLACE MACRO error_counts_in(from_ns, to_ns) AS TABLE
SELECT
    i.target,
    count(e.target)                                 AS errors,
    count(*) FILTER (WHERE e.retried)               AS retries,
    count(*) FILTER (WHERE e.sqlstate = '40P01')    AS deadlocks
FROM recorded i
LEFT JOIN errors e ON e.target = i.target AND e.at_ns >= from_ns AND e.at_ns < to_ns
WHERE i.table_name = 'errors'
GROUP BY i.target;

CREATE OR REPLACE VIEW error_counts AS
SELECT * FROM error_counts_in(-9223372036854775808, 9223372036854775807);

CREATE OR REPLACE VIEW errors_by_sqlstate AS
SELECT target, coalesce(sqlstate, 'unknown') AS sqlstate, count(*) AS errors
FROM errors
GROUP BY ALL;

-- Timeouts count with what they waited.
CREATE OR REPLACE MACRO pool_acquire_in(from_ns, to_ns) AS TABLE
SELECT
    i.target,
    quantile_disc(a.waited_ns, 0.50) / 1e6              AS p50_ms,
    quantile_disc(a.waited_ns, 0.95) / 1e6              AS p95_ms,
    quantile_disc(a.waited_ns, 0.99) / 1e6              AS p99_ms,
    max(a.waited_ns) / 1e6                              AS max_ms,
    count(*) FILTER (WHERE a.outcome = 'timeout')       AS timeouts,
    count(a.target)                                     AS samples
FROM recorded i
LEFT JOIN acquires a ON a.target = i.target AND a.at_ns >= from_ns AND a.at_ns < to_ns
WHERE i.table_name = 'acquires'
GROUP BY i.target;

CREATE OR REPLACE VIEW pool_acquire AS
SELECT * FROM pool_acquire_in(-9223372036854775808, 9223372036854775807);

-- From the first call sent to the load's end.
CREATE OR REPLACE VIEW load_span AS
SELECT r.target, min(coalesce(r.sent_ns, r.intended_ns)) AS began_ns, any_value(e.ended_ns) AS ended_ns
FROM requests r
JOIN load_end e USING (target)
GROUP BY r.target;

-- "samples": those taken while the load ran. "hole_ms": the longest time of the load without one, from its begin to the
-- first and from the last to its end included. Both within the window; null and all of them where the load is not known.
CREATE OR REPLACE MACRO series_extent_in(from_ns, to_ns) AS TABLE
SELECT
    target,
    series,
    max(value)                                                      AS max,
    sum(step)                                                       AS rise,
    quantile_disc(value, 0.99)                                      AS p99,
    count(value) FILTER (WHERE began_ns IS NULL OR seen_ns = at_ns) AS samples,
    greatest(max(hole_ns), any_value(ended_ns) - max(seen_ns)) / 1e6 AS hole_ms
FROM (
    SELECT
        *,
        -- A total that fell was begun anew, as a container's is when it is started again: it rose by what it is.
        CASE WHEN value < before THEN value ELSE value - before END AS step,
        seen_ns - coalesce(lag(seen_ns) OVER (PARTITION BY target, series ORDER BY at_ns), began_ns) AS hole_ns
    FROM (
        SELECT
            s.*,
            l.began_ns,
            l.ended_ns,
            lag(s.value) OVER (PARTITION BY s.target, s.series ORDER BY s.at_ns) AS before,
            -- A sample outside the load shortens a hole to where the load begins or ends.
            CASE WHEN l.target IS NOT NULL THEN greatest(least(s.at_ns, l.ended_ns), l.began_ns) END AS seen_ns
        FROM samples s
        LEFT JOIN (
            SELECT target, greatest(began_ns, from_ns) AS began_ns, least(ended_ns, to_ns) AS ended_ns
            FROM load_span
        ) l ON l.target = s.target
        WHERE s.at_ns >= from_ns AND s.at_ns < to_ns
    )
)
GROUP BY target, series;

CREATE OR REPLACE VIEW series_extent AS
SELECT * FROM series_extent_in(-9223372036854775808, 9223372036854775807);

-- Log lines of the server: each wait over deadlock_timeout is logged as still waiting, or as found in a deadlock.
CREATE OR REPLACE MACRO log_counts_in(from_ns, to_ns) AS TABLE
SELECT
    i.target,
    CASE i.table_name
        WHEN 'deadlocks' THEN (SELECT count(*) FROM deadlocks d
            WHERE d.target = i.target AND d.at_ns >= from_ns AND d.at_ns < to_ns)
        ELSE (
            SELECT count(*) FROM lock_waits w
            WHERE w.target = i.target AND w.kind IN ('waiting', 'deadlock')
                AND w.at_ns >= from_ns AND w.at_ns < to_ns
        )
    END AS logged,
    i.table_name
FROM recorded i
WHERE i.table_name IN ('deadlocks', 'lock_waits');

CREATE OR REPLACE VIEW log_counts AS
SELECT * FROM log_counts_in(-9223372036854775808, 9223372036854775807);

-- Counters that were read at both ends of a target, but for those that go up and down: a total that fell, or whose view says
-- that it was reset in between, was reset, or its server crashed. The tables' counters are reset with their database's.
CREATE OR REPLACE VIEW counters_reset AS
SELECT c.target, c.name, c.initial, c.final
FROM counters c
LEFT JOIN counters r
    ON r.target = c.target
    AND r.name = CASE
            WHEN c.name LIKE 'pg_stat_user_tables.%' THEN 'pg_stat_database'
            ELSE split_part(c.name, '.', 1)
        END || '.stats_reset'
    AND r.final IS DISTINCT FROM r.initial
WHERE c.name NOT LIKE '%.stats_reset'
    AND c.name <> 'dead_tuples'
    AND c.name NOT LIKE 'size.%'
    AND NOT regexp_matches(c.name,
        '^pg_stat_database\.(datid|numbackends)$|\.(n_live_tup|n_dead_tup|n_mod_since_analyze|n_ins_since_vacuum|op_bytes)$')
    AND (r.target IS NOT NULL OR c.final < c.initial OR c.initial IS NOT NULL AND c.final IS NULL);

-- Totals among the series that were lower than in the sample before: (part, name, initial, final, at_ns), where the last
-- two are what was seen at that moment. A part that is started again counts anew.
CREATE OR REPLACE VIEW series_reset AS
SELECT
    target,
    series AS name,
    CASE
        WHEN series LIKE 'container.%' THEN split_part(series, '.', 2)
        WHEN series LIKE 'pgbouncer.%' THEN 'pgbouncer'
        ELSE 'postgres'
    END AS part,
    before AS initial,
    value AS final,
    at_ns
FROM (
    SELECT *, lag(value) OVER (PARTITION BY target, series ORDER BY at_ns) AS before
    FROM samples
    WHERE regexp_matches(series,
        '^pg\.(xact_commit|xact_rollback|deadlocks|wal_bytes|updates\..*|hot_updates\..*)$|^pgbouncer\.total_'
        || '|^container\..*\.(cpu_ms|throttled_ms|throttled_periods|read_bytes|written_bytes|oom_kills)$')
)
WHERE value < before;

-- A counter that was reset in between (PostgreSQL forgets its statistics when it crashes): not known.
CREATE OR REPLACE VIEW counter_changes AS
SELECT
    c.target,
    c.name,
    CASE WHEN r.name IS NULL AND c.final >= coalesce(c.initial, 0) THEN c.final - coalesce(c.initial, 0) END AS change,
    c.final
FROM counters c
LEFT JOIN counters_reset r ON r.target = c.target AND r.name = c.name;

-- Circles of row locks that can deadlock: null where none was found and not all was looked at.
CREATE OR REPLACE VIEW latent_circles AS
SELECT target, CASE WHEN whole OR latent > 0 THEN latent END AS circles FROM lock_orders;

-- The deadlocks of a target by its three witnesses: the service's errors, the server's statistics and the server's log. A
-- deadlock whose victim was no session of the target's is a stranger's; in another database than the run's the statistics
-- do not have it. At least "own" were the target's: null where no witness saw one and not all three were there. "unheard":
-- statements of the service whose connection was lost, and with it the server's answer, which may have been a deadlock.
CREATE OR REPLACE VIEW deadlock_witnesses AS
SELECT
    *,
    greatest(client, server_own, logged_own) AS most,
    CASE WHEN most > 0 OR coalesce(client, if(kind = 'command', 0, NULL)) + server + logged IS NOT NULL THEN most END AS own
FROM (
    SELECT
        t.target,
        t.kind,
        e.deadlocks                                              AS client,
        s.change                                                 AS server,
        l.logged,
        coalesce(d.strangers, 0)                                 AS strangers,
        greatest(s.change - coalesce(d.strangers_here, 0), 0)    AS server_own,
        l.logged - coalesce(d.strangers, 0)                      AS logged_own,
        (SELECT count(*) FROM errors x
            WHERE x.target = t.target AND x.failed_at <> 'acquire'
                AND (x.sqlstate IS NULL OR regexp_matches(x.sqlstate, '^(08|57P)'))) AS unheard
    FROM targets t
    LEFT JOIN error_counts e ON e.target = t.target
    LEFT JOIN counter_changes s ON s.target = t.target AND s.name = 'pg_stat_database.deadlocks'
    LEFT JOIN log_counts l ON l.target = t.target AND l.table_name = 'deadlocks'
    LEFT JOIN (
        SELECT
            target,
            count(*) FILTER (WHERE victim IN ('stranger', 'elsewhere'))    AS strangers,
            count(*) FILTER (WHERE victim = 'stranger')                    AS strangers_here
        FROM deadlocks
        GROUP BY target
    ) d ON d.target = t.target
);

-- A fact of the run that was measured just before the target's load; a target without one has no row.
CREATE OR REPLACE VIEW calibration AS
SELECT t.target, r.value::DOUBLE AS ms
FROM targets t
JOIN run r ON r.key = 'calibration.' || t.target || '.ms';

-- From the first call sent to the last truck verified; only where every truck of the plan was.
CREATE OR REPLACE VIEW completion AS
SELECT t.target, (max(v.verified_ns) - any_value(s.first_sent_ns)) / 1e6 AS ms
FROM targets t
JOIN verified v USING (target)
JOIN (SELECT target, min(sent_ns) AS first_sent_ns FROM requests GROUP BY target) s USING (target)
GROUP BY t.target, t.trucks
HAVING count(DISTINCT v.truck_id) = t.trucks;

-- What a target did, by its journal, or where it writes none by the log of changes.
CREATE OR REPLACE VIEW known_operations AS
FROM operations UNION ALL BY NAME FROM observed_operations;

-- Every row lock by its row's key; null where that is gone.
CREATE OR REPLACE VIEW row_locks AS
SELECT t.target, t.xid, t.n, r.table_name, r.row_key, t.mode, t.committed
FROM locks_taken t
LEFT JOIN locked_rows r USING (target, row_number);

-- Every transaction that changed or locked rows, by the write-ahead log: what it changed (null: not read), how many locks it took (null: not
-- read), and whose it was where the log told of a stranger.
CREATE OR REPLACE VIEW transactions AS
WITH changed AS (
    SELECT target, xid, min(n) AS n, any_value(committed_us) AS committed_us, count(*) AS changes FROM changes GROUP BY ALL
),
locked AS (
    SELECT target, xid, bool_and(committed) AS committed, count(*) AS row_locks FROM locks_taken GROUP BY ALL
),
strange AS (
    SELECT DISTINCT target, xid, true AS stranger FROM log_disagreements WHERE finding = 'stranger'
),
seen AS (
    SELECT
        target,
        bool_or(source = 'changes' AND kind = 'read') AS changes,
        target IN (SELECT target FROM lock_orders) AS locks
    FROM events
    GROUP BY ALL
)
SELECT
    target,
    xid,
    coalesce(l.committed, true) AS committed,
    c.committed_us,
    if(s.changes, coalesce(c.changes, 0), NULL) AS changes,
    if(s.locks, coalesce(l.row_locks, 0), NULL) AS row_locks,
    coalesce(x.stranger, false) AS stranger
FROM changed c
FULL JOIN locked l USING (target, xid)
LEFT JOIN strange x USING (target, xid)
LEFT JOIN seen s USING (target)
ORDER BY target, c.n NULLS LAST, xid;
