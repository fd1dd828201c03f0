-- work_operations: this target's journal, each operation with a number of its own.
-- A write that the journal does not speak of is unknown, not absent: no evidence is not a pass.
CREATE OR REPLACE TEMP TABLE work_operations AS
SELECT
    row_number() OVER (ORDER BY started_ns, truck_id, rowid) AS op_id,
    * EXCLUDE (target)
      REPLACE (
          coalesce(call_id, '') AS call_id,
          coalesce(replayed, false) AS replayed,
          coalesce(outcome, 'indeterminate') AS outcome,
          coalesce(truck_write, 'unknown') AS truck_write,
          coalesce(segment_write, 'unknown') AS segment_write
      )
FROM operations
WHERE target = getvariable('target');
