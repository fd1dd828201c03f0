-- work_loads: each segment's load before and after. `low` and `high` stand in where a row is missing on one side.
CREATE OR REPLACE TEMP TABLE work_loads AS
WITH before AS (
    SELECT segment_id, assigned_load FROM initial_segments WHERE target = getvariable('target')
),
after AS (
    SELECT segment_id, assigned_load FROM final_segments WHERE target = getvariable('target')
),
ids AS (
    SELECT segment_id FROM before
    UNION
    SELECT segment_id FROM after
    UNION
    SELECT segment_id FROM work_writes
)
SELECT
    ids.segment_id,
    before.assigned_load AS initial,
    after.assigned_load AS final,
    coalesce(before.assigned_load, after.assigned_load, 0) AS low,
    coalesce(after.assigned_load, before.assigned_load, 0) AS high,
    (before.segment_id IS NULL) <> (after.segment_id IS NULL) AS came_or_went
FROM ids
LEFT JOIN before USING (segment_id)
LEFT JOIN after USING (segment_id);
