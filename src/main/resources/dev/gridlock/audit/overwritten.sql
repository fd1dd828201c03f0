-- overwritten: which acknowledged increments are not in the database, and who wrote over them (null: nobody that the target
-- knows of; by the log the transaction is known all the same). VersionChains or Lineage has found out; see there and docs/audit.md.
INSERT INTO overwritten
SELECT
    getvariable('target'), w.segment_id, w.truck_id, w.call_id, w.value_written, o.truck_id, o.call_id, l.replaced_by_xid
FROM work_lineage l
JOIN work_writes w ON w.segment_id = l.segment_id AND w.op_id = l.op_id
LEFT JOIN work_operations o ON o.op_id = l.replaced_by
WHERE w.acknowledged AND NOT l.survives
UNION ALL
-- By the log, which has every write: one that it does not have was never written.
SELECT getvariable('target'), segment_id, truck_id, call_id, NULL, NULL, NULL, NULL
FROM work_writes
WHERE getvariable('observed') AND acknowledged AND value_written IS NULL;
