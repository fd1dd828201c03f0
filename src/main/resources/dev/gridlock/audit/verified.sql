-- verified: acknowledged by the journal, the route is one of the truck's candidates, its row holds the acknowledged route
-- and version, and none of its increments was overwritten; where the caller was told a route, the row holds that one too.
--
-- One row a truck: its newest acknowledgement. An increment whose value the journal does not tell cannot be followed:
-- where its segment lost increments that nobody is known to have had overwritten, it may be the one, and the truck is
-- not verified.
INSERT INTO verified
WITH newest AS (
    SELECT * FROM work_told
    WHERE by_journal
    QUALIFY row_number() OVER (
        PARTITION BY truck_id ORDER BY version_written DESC NULLS LAST, ended_ns DESC, op_id DESC
    ) = 1
),
lost_without_a_name AS (
    SELECT s.segment_id
    FROM audit_segments s
    LEFT JOIN (
        SELECT segment_id, count(*) AS named FROM overwritten WHERE target = getvariable('target') GROUP BY segment_id
    ) o USING (segment_id)
    WHERE s.target = getvariable('target') AND s.lost_low > coalesce(o.named, 0)
),
doubtful AS (
    SELECT truck_id FROM overwritten WHERE target = getvariable('target')
    UNION
    SELECT truck_id FROM work_writes
    WHERE acknowledged AND value_written IS NULL AND segment_id IN (SELECT segment_id FROM lost_without_a_name)
)
SELECT
    getvariable('target'),
    n.truck_id,
    n.call_id,
    coalesce(greatest(n.truck_committed_ns, n.segments_committed_ns), n.ended_ns)
FROM newest n
JOIN work_rows r USING (truck_id)
WHERE r.state IN ('changed', 'unchanged')
  AND n.route = r.route
  AND (n.client_route IS NULL OR n.client_route = r.route)
  AND (n.version_written IS NULL OR n.version_written = r.version)
  AND (r.assignment_id IS NULL OR r.assignment_id = n.call_id)
  AND (n.replayed OR (n.truck_write <> 'none' AND n.segment_write <> 'none'))
  AND (n.truck_id, n.route) IN (
      SELECT (truck_id, segments) FROM initial_candidates WHERE target = getvariable('target')
  )
  AND n.truck_id NOT IN (SELECT truck_id FROM doubtful);
