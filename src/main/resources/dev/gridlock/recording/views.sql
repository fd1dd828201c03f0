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

CREATE OR REPLACE MACRO series_extent_in(from_ns, to_ns) AS TABLE
SELECT
    target,
    series,
    max(value)                     AS max,
    sum(step)                      AS rise,
    quantile_disc(value, 0.99)     AS p99,
    count(value)                   AS samples
FROM (
    -- A total that fell was begun anew, as a container's is when it is started again: it rose by what it is.
    SELECT *, CASE WHEN value < before THEN value ELSE value - before END AS step
    FROM (SELECT *, lag(value) OVER (PARTITION BY target, series ORDER BY at_ns) AS before FROM samples
        WHERE at_ns >= from_ns AND at_ns < to_ns)
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

-- A counter that fell was reset in between (PostgreSQL forgets its statistics when it crashes): not known.
CREATE OR REPLACE VIEW counter_changes AS
SELECT
    target,
    name,
    CASE WHEN final >= coalesce(initial, 0) THEN final - coalesce(initial, 0) END AS change,
    final
FROM counters;

-- From the first call sent to the last truck verified; only where every truck of the plan was.
CREATE OR REPLACE VIEW completion AS
SELECT t.target, (max(v.verified_ns) - any_value(s.first_sent_ns)) / 1e6 AS ms
FROM targets t
JOIN verified v USING (target)
JOIN (SELECT target, min(sent_ns) AS first_sent_ns FROM requests GROUP BY target) s USING (target)
GROUP BY t.target, t.trucks
HAVING count(DISTINCT v.truck_id) = t.trucks;
