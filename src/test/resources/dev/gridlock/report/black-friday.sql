-- A plausible run: naive, then bounded, 50,000 trucks each.
INSERT INTO targets VALUES ('naive', 'naive', 1, 50000, false), ('bounded', 'bounded', 2, 50000, false);
INSERT INTO run VALUES ('started', '2026-11-24T21:03:11Z'), ('postgresql', '18.1'), ('pgbouncer', '1.18.0'),
    ('toxiproxy', '2.12.0'), ('cpus', '2'), ('memory', '8.1 GB');
INSERT INTO events VALUES ('naive', 900000000, 'load', 'load_started', ''), ('naive', 41000000000, 'load', 'load_ended', ''),
    ('bounded', 60900000000, 'load', 'load_started', ''), ('bounded', 61700000000, 'load', 'load_ended', '');
INSERT INTO requests
SELECT 'naive', 'naive-' || i, 'bulk', i, 6250, 1000000000, 1000000000 + i * 1000000, 6200000000 + i * i * 90000000, 500,
    'rejected', 'RoutingException: Bulk route assignment failed', 80 FROM range(1, 9) t(i);
INSERT INTO requests
SELECT 'bounded', 'bounded-' || i, 'bulk', i, 6250, 61000000000, 61000000000 + i * 1000000, 61230000000 + i * 48000000, 200,
    'acknowledged', NULL, 700000 FROM range(1, 9) t(i);
INSERT INTO operations (target, call_id, truck_id, batch, attempts, started_ns, ended_ns, pool_wait_ns, select_ns, truck_update_ns,
    segment_update_ns, commit_ns, outcome, replayed, failed_at, sqlstate, message, truck_write, truck_committed_ns, segment_write,
    segments_committed_ns, version_read, version_written, route, values_read, values_written)
SELECT 'naive', 'naive-' || (1 + i % 8), i, NULL, 1, 1010000000, 1010000000 + i * 800000, i * 100000, 900000, 1200000,
    CASE WHEN i % 3 = 0 THEN NULL ELSE 4000000 END, NULL, CASE WHEN i % 4 = 0 THEN 'rejected' ELSE 'acknowledged' END, false,
    CASE WHEN i % 4 = 0 THEN 'acquire' END, CASE WHEN i % 4 = 0 THEN 'POOL_TIMEOUT' END, NULL, 'committed',
    1010000000 + i * 790000, 'committed', 1010000000 + i * 800000, 0, 1, [1, 2, 3], [1, 2, 3], [2, 3, 4]
FROM range(1, 50001) t(i);
INSERT INTO operations (target, call_id, truck_id, batch, attempts, started_ns, ended_ns, pool_wait_ns, select_ns, truck_update_ns,
    segment_update_ns, commit_ns, outcome, replayed, failed_at, sqlstate, message, truck_write, truck_committed_ns, segment_write,
    segments_committed_ns, version_read, version_written, route, values_read, values_written)
SELECT 'bounded', 'bounded-' || (1 + i % 8), i, 'bounded-1/1', 1, 61010000000, 61010000000 + (1 + i // 5000) * 60000000, 40000,
    9000000, 30000000, 20000000, 8000000, 'acknowledged', false, NULL, NULL, NULL, 'committed',
    61010000000 + (1 + i // 5000) * 60000000, 'committed', 61010000000 + (1 + i // 5000) * 60000000, 0, 1, [1, 2, 3], [1, 2, 3],
    [2, 3, 4]
FROM range(0, 50000) t(i);
INSERT INTO verified SELECT target, truck_id, call_id, ended_ns FROM operations
WHERE outcome = 'acknowledged' AND (target = 'bounded' OR truck_id % 5 <> 0);
INSERT INTO acquires
SELECT 'naive', 1010000000 + i * 270000, least(5000000000, i * 130000 * (1 + (hash(i) % 100) / 80.0))::BIGINT,
    CASE WHEN i % 4 = 0 THEN 'timeout' ELSE 'acquired' END FROM range(1, 150001) t(i);
INSERT INTO acquires
SELECT 'bounded', 61010000000 + i * 10000000, 20000 + (hash(i) % 4000000)::BIGINT, 'acquired' FROM range(0, 60) t(i);
INSERT INTO samples
SELECT 'naive', 500000000 + i * 100000000, 'pool.pending', greatest(0, 49900 - abs(i - 30) * 130) * (i > 5)::INT FROM range(0, 420) t(i);
INSERT INTO samples
SELECT 'naive', 500000000 + i * 100000000, 'pool.active', CASE WHEN i > 5 THEN 100 ELSE 0 END FROM range(0, 420) t(i);
INSERT INTO samples
SELECT 'naive', 500000000 + i * 100000000, 'pgbouncer.cl_waiting', CASE WHEN i > 5 THEN 50 - (hash(i) % 9) ELSE 0 END FROM range(0, 420) t(i);
INSERT INTO samples
SELECT 'bounded', 60500000000 + i * 100000000, 'pool.pending', 0 FROM range(0, 15) t(i);
INSERT INTO samples
SELECT 'bounded', 60500000000 + i * 100000000, 'pool.active', CASE WHEN i BETWEEN 6 AND 11 THEN 4 ELSE 0 END FROM range(0, 15) t(i);
INSERT INTO samples
SELECT 'bounded', 60500000000 + i * 100000000, 'pgbouncer.cl_waiting', 0 FROM range(0, 15) t(i);
INSERT INTO errors
SELECT 'naive', 2100000000 + i * 420000000, 'naive-1', i, NULL, 'segments', '40P01', 'ERROR: deadlock detected', false, 'RouteStatements.java:83, updateSegments' FROM range(0, 79) t(i);
INSERT INTO errors
SELECT 'naive', 6000000000 + i * 2000000, 'naive-1', i, NULL, 'acquire', 'POOL_TIMEOUT', 'no connection within 5 s', false, NULL
FROM range(0, 12418) t(i);
INSERT INTO deadlocks
SELECT 'naive', 2100000000 + i * 420000000, 4000 + i, '40P01',
    'Process 1 waits for ShareLock on transaction 2; blocked by process 3.', 'UPDATE road_segments …', NULL, 'application', 'fleet', 'target' FROM range(0, 79) t(i);
INSERT INTO faults
SELECT target, 1, 'pgbouncer', 'latency', 'latency=5ms', phase, moment, expected, observed, true FROM
    (VALUES ('naive'), ('bounded')) t(target),
    (VALUES ('steady', 900000000, '< 3 ms', '0.4 ms'), ('apply', 950000000, 'accepted', 'accepted'),
        ('proof', 990000000, '≥ 5 ms', '5.6 ms'), ('heal', 41000000000, 'removed', 'removed'),
        ('healed', 41050000000, '< 3 ms', '0.5 ms')) p(phase, moment, expected, observed);
INSERT INTO audit_trucks SELECT 'naive', truck_id, call_id, 'lost', 'overwritten by truck 7' FROM operations
WHERE target = 'naive' AND truck_id % 5 = 0;
INSERT INTO metrics
SELECT target, name, unit, CASE target WHEN 'naive' THEN naive ELSE bounded END
FROM (VALUES ('naive'), ('bounded')) t(target), (VALUES
    ('trucks', 'COUNT', 50000, 50000), ('acknowledged', 'COUNT', 37500, 50000), ('acknowledged.client', 'COUNT', 0, 50000),
    ('verified', 'COUNT', 30000, 50000), ('lost_updates', 'COUNT', 11284, 0), ('lost_updates.client', 'COUNT', 0, 0),
    ('torn_writes', 'COUNT', 312, 0), ('indeterminate', 'COUNT', 0, 0), ('zombie_writes', 'COUNT', 21904, 0),
    ('duplicates', 'COUNT', 0, 0), ('unexpected', 'COUNT', 0, 0), ('deadlocks', 'COUNT', 79, 0),
    ('deadlocks.client', 'COUNT', 79, 0), ('deadlocks.server', 'COUNT', 79, 0), ('deadlocks.logged', 'COUNT', 79, 0),
    ('errors', 'COUNT', 12497, 0), ('retries', 'COUNT', 0, 0), ('calls.planned', 'COUNT', 8, 8), ('calls.sent', 'COUNT', 8, 8),
    ('calls.answered', 'COUNT', 8, 8), ('calls.acknowledged', 'COUNT', 0, 8), ('calls.rejected', 'COUNT', 8, 0),
    ('calls.shed', 'COUNT', 0, 0), ('pool.acquire.p50', 'MILLISECONDS', 4213.7, 0.031), ('pool.acquire.p95', 'MILLISECONDS', 5001.2, 1.94),
    ('pool.acquire.p99', 'MILLISECONDS', 5003.9, 3.8), ('pool.acquire.max', 'MILLISECONDS', 5011.3, 4.02),
    ('pool.timeouts', 'COUNT', 12418, 0), ('pool.pending.max', 'COUNT', 49900, 0), ('pgbouncer.cl_waiting.max', 'COUNT', 50, 0),
    ('pgbouncer.sv_active.max', 'COUNT', 50, 4), ('pgbouncer.maxwait', 'MILLISECONDS', 812.4, 0),
    ('latency.p50', 'MILLISECONDS', 6900, 430), ('latency.p95', 'MILLISECONDS', 11500, 610), ('latency.p99', 'MILLISECONDS', 11960, 614),
    ('latency.max', 'MILLISECONDS', 11960, 614), ('completion', 'MILLISECONDS', NULL, 609.4), ('postgres.wal', 'BYTES', 418293012, 61293012),
    ('postgres.dead_tuples', 'COUNT', 301244, 51200), ('postgres.backend_memory', 'BYTES', 612000000, 131000000),
    ('postgres.lock_waits', 'COUNT', 214, 0), ('service.heap.max', 'BYTES', 410000000, 120000000),
    ('service.rss.max', 'BYTES', 690000000, 310000000), ('recorder.lag.p99', 'MILLISECONDS', 3.2, 1.1)
) m(name, unit, naive, bounded);
