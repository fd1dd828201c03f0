-- audit: the totals. Trucks, but for lost_updates*, overwritten and the segments' part of unexpected, which are increments,
-- the rows of foreign_changes, and contention, which is visits of rows.
INSERT INTO audit
WITH found AS (
    SELECT finding, count(DISTINCT truck_id) AS trucks
    FROM audit_trucks
    WHERE target = getvariable('target')
    GROUP BY finding
),
segments AS (
    SELECT sum(lost_low) AS low, sum(lost_high) AS high, sum(unexpected) AS unexpected
    FROM audit_segments
    WHERE target = getvariable('target')
),
nameless AS (
    SELECT sum(missing) - (SELECT count(*) FROM work_rows WHERE explained = 'unjournaled') AS trucks
    FROM work_unjournaled
),
gone AS (
    SELECT
        count(*) AS increments,
        count(*) FILTER (t.by_client) AS told_to_client
    FROM overwritten o
    JOIN work_told t ON t.truck_id = o.truck_id AND t.call_id = o.call_id
    WHERE o.target = getvariable('target')
),
told AS (
    SELECT
        count(DISTINCT truck_id) FILTER (by_journal) AS by_journal,
        count(DISTINCT truck_id) FILTER (by_client) AS by_client
    FROM work_told
),
totals (name, value) AS (
    SELECT 'acknowledged', by_journal FROM told
    UNION ALL SELECT 'acknowledged.client', by_client FROM told
    UNION ALL SELECT 'verified', (SELECT count(*) FROM verified WHERE target = getvariable('target'))
    UNION ALL SELECT 'lost_updates', low FROM segments
    UNION ALL SELECT 'lost_updates.high', high FROM segments
    UNION ALL SELECT 'lost_updates.client', told_to_client FROM gone
    UNION ALL SELECT 'overwritten', increments FROM gone
    UNION ALL SELECT 'torn_writes', (SELECT trucks FROM found WHERE finding = 'torn')
    UNION ALL SELECT 'indeterminate',
        coalesce((SELECT trucks FROM found WHERE finding = 'indeterminate'), 0)
            + coalesce((SELECT trucks FROM nameless), 0)
    UNION ALL SELECT 'zombie_writes', (SELECT trucks FROM found WHERE finding = 'zombie')
    UNION ALL SELECT 'duplicates', (SELECT trucks FROM found WHERE finding = 'duplicate')
    UNION ALL SELECT 'contention', (SELECT met FROM work_contention)
    UNION ALL SELECT 'unexpected',
        coalesce((SELECT trucks FROM found WHERE finding = 'unexpected'), 0)
            + coalesce((SELECT unexpected FROM segments), 0)
            + (SELECT count(*) FROM foreign_changes WHERE target = getvariable('target'))
)
SELECT getvariable('target'), name, coalesce(value, 0)::DOUBLE FROM totals;
