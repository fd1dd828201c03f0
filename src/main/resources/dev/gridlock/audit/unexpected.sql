-- Finding `unexpected`: rows that nobody attempted, or not at that time: somebody else wrote, or the journal is wrong.
-- (Increments that nobody attempted are in audit_segments, columns that no operation writes in foreign_changes.)
INSERT INTO audit_trucks
SELECT
    getvariable('target'), truck_id, assignment_id, 'unexpected',
    CASE state
        WHEN 'stranger' THEN 'a row that was not there before'
        WHEN 'vanished' THEN 'its row is gone'
        ELSE CASE WHEN state = 'unchanged' OR explained IS NOT NULL
            THEN 'its row was assigned at ' || coalesce(make_timestamp(assigned_us)::VARCHAR || ' UTC', 'null')
                || ', when none of its operations wrote it'
            ELSE 'its row (version ' || coalesce(version::VARCHAR, 'null') || ', route '
            || coalesce(route::VARCHAR, 'null') || ') is no attempted write'
        END
    END
FROM work_rows
WHERE state IN ('stranger', 'vanished') OR (state = 'changed' AND explained IS NULL) OR NOT assigned_in_time;
