-- work_contention: how often an operation was at a row while another was. An operation is at the rows of its segments, and at its
-- truck's, from its read to its commit; a batch is one transaction, and one operation here. One that never reached the database
-- was at none.
CREATE OR REPLACE TEMP TABLE work_contention AS
WITH transactions AS (
    SELECT
        coalesce(batch, op_id::VARCHAR) AS xact,
        truck_id,
        route,
        coalesce(
            selected_ns - select_ns,
            segments_committed_ns - commit_ns - segment_update_ns - truck_update_ns - select_ns,
            started_ns
        ) AS from_ns,
        coalesce(segments_committed_ns, truck_committed_ns, ended_ns) AS to_ns
    FROM work_operations
    WHERE NOT replayed AND (truck_write <> 'none' OR segment_write <> 'none' OR select_ns IS NOT NULL)
),
visits AS (
    SELECT xact, 'segment' AS kind, unnest(route) AS id, from_ns, to_ns FROM transactions
    UNION ALL
    SELECT xact, 'truck', truck_id, from_ns, to_ns FROM transactions
),
once AS (
    SELECT kind, id, xact, min(from_ns) AS from_ns, max(to_ns) AS to_ns FROM visits WHERE id IS NOT NULL GROUP BY ALL
),
beside AS (
    SELECT
        from_ns < max(to_ns) OVER (PARTITION BY kind, id ORDER BY from_ns, xact ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
            AS after_another,
        to_ns > lead(from_ns) OVER (PARTITION BY kind, id ORDER BY from_ns, xact) AS before_another
    FROM once
)
SELECT count(*) FILTER (coalesce(after_another, false) OR coalesce(before_another, false)) AS met FROM beside;
