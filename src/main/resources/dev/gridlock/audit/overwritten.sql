-- overwritten: which acknowledged increments are not in the database, and who wrote over them.
--
-- Every write is "value read + 1". Walk back from the row as it is now: `final` was written by somebody who had read
-- final - 1, which was written by somebody who had read final - 2, and so on down to `initial`. So exactly one write of
-- each value in (initial, final] survives, and every other one was overwritten. Which one of several writers of the
-- same value: the last (by the time its commit was known), as it replaced the others. Where an acknowledged and an
-- unacknowledged operation wrote the same value, the acknowledged one gets it, so that the count is never too high.
--
-- Who did it: the next writer of the same value; where there is none (the value is above `final`), the last writer of
-- `final`, if its commit can have been later and it did not build on this one in the same batch; else null: nobody in
-- the journal.
INSERT INTO overwritten
WITH ranked AS (
    SELECT
        w.*,
        l.low,
        l.high,
        row_number() OVER (
            PARTITION BY w.segment_id, w.value_written, w.acknowledged ORDER BY w.written_ns DESC, w.op_id DESC
        ) AS from_last,
        lead(w.op_id) OVER same_value AS next_op
    FROM work_writes w
    JOIN work_loads l USING (segment_id)
    WHERE w.value_written IS NOT NULL
    WINDOW same_value AS (PARTITION BY w.segment_id, w.value_written ORDER BY w.written_ns, w.op_id)
),
final_writers AS (
    SELECT
        segment_id,
        arg_max(op_id, written_ns) AS op_id,
        max(written_ns) AS written_ns,
        arg_max(batch, written_ns) AS batch
    FROM ranked
    WHERE value_written = high AND high > low
    GROUP BY segment_id
),
gone AS (
    SELECT
        ranked.*,
        coalesce(
            ranked.next_op,
            if(
                f.written_ns >= ranked.earliest_ns AND (f.batch IS NULL OR f.batch IS DISTINCT FROM ranked.batch),
                f.op_id,
                NULL
            )
        ) AS by_op
    FROM ranked
    LEFT JOIN final_writers f ON f.segment_id = ranked.segment_id AND ranked.value_written > ranked.high
    WHERE ranked.acknowledged
      AND NOT (ranked.from_last = 1 AND ranked.value_written > ranked.low AND ranked.value_written <= ranked.high)
)
SELECT
    getvariable('target'), gone.segment_id, gone.truck_id, gone.call_id, gone.value_written, o.truck_id, o.call_id
FROM gone
LEFT JOIN work_operations o ON o.op_id = gone.by_op;
