-- work_operations: this target's journal, or what the log shows in its place, each operation with a number of its own.
-- A write that the journal does not speak of is unknown, not absent: no evidence is not a pass.
CREATE OR REPLACE TEMP TABLE work_operations AS
SELECT
    row_number() OVER (ORDER BY started_ns, truck_id, written) AS op_id,
    * EXCLUDE (target, written)
      REPLACE (
          coalesce(call_id, '') AS call_id,
          coalesce(replayed, false) AS replayed,
          coalesce(outcome, 'indeterminate') AS outcome,
          coalesce(truck_write, 'unknown') AS truck_write,
          coalesce(segment_write, 'unknown') AS segment_write
      )
FROM (
    SELECT *, rowid AS written FROM operations WHERE target = getvariable('target')
    UNION ALL BY NAME
    SELECT *, rowid AS written FROM observed_operations WHERE target = getvariable('target')
);
