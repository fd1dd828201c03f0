-- Finding `unexpected`: rows that nobody attempted: somebody else wrote, or the journal is wrong.
-- (Increments that nobody attempted are in audit_segments.)
INSERT INTO audit_trucks
SELECT
    getvariable('target'), truck_id, assignment_id, 'unexpected',
    CASE state
        WHEN 'stranger' THEN 'a row that was not there before'
        WHEN 'vanished' THEN 'its row is gone'
        ELSE 'its row (version ' || coalesce(version::VARCHAR, 'null') || ', route '
            || coalesce(route::VARCHAR, 'null') || ') is no attempted write'
    END
FROM work_rows
WHERE state IN ('stranger', 'vanished') OR (state = 'changed' AND explained IS NULL);
