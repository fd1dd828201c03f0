-- audit_segments: the ledger of each segment.
--
--   kept      = final - initial: so many increments are in the database
--   masked    = values in (initial, final] that only unacknowledged operations wrote: increments that are there, but
--               are none of the acknowledged ones
--   lost_low  = acknowledged - (kept - masked): at least so many acknowledged increments are not there
--   lost_high = the same, had every unacknowledged increment survived whose value is in (initial, final] or unknown
--   unexpected: values in (initial, final] that nobody can have written; a load below the initial one; a row that came
--               or went; values that an operation read and nobody can have written
--
-- An acknowledged increment of unknown value may be the writer of any value, and takes one off `masked`.
INSERT INTO audit_segments
WITH unknown_trucks AS (
    SELECT coalesce(sum(missing), 0)::BIGINT AS n FROM work_unjournaled
),
counted AS (
    SELECT
        segment_id,
        count(*) FILTER (acknowledged) AS acknowledged,
        count(*) FILTER (acknowledged AND value_written IS NULL) AS acknowledged_of_unknown_value,
        count(*) FILTER (NOT acknowledged) AS unacknowledged,
        count(DISTINCT value_written) FILTER (NOT acknowledged AND value_written > low AND value_written <= high)
            + count(*) FILTER (NOT acknowledged AND value_written IS NULL) AS unacknowledged_that_fit,
        count(*) FILTER (value_written IS NULL) AS of_unknown_value,
        count(DISTINCT value_written) FILTER (value_written > low AND value_written <= high) AS explained,
        count(DISTINCT value_written) FILTER (acknowledged AND value_written > low AND value_written <= high)
            AS explained_by_acknowledged
    FROM work_writes
    JOIN work_loads USING (segment_id)
    GROUP BY segment_id
),
-- Below or above what was written, and gone again: the final load does not show it.
read_only AS (
    SELECT r.segment_id, count(DISTINCT r.value_written - 1) AS found
    FROM work_writes r
    JOIN work_loads l USING (segment_id)
    WHERE r.value_written - 1 <> l.initial
      AND (r.value_written - 1 <= l.low OR r.value_written - 1 > l.high)
      AND NOT EXISTS (
          FROM work_writes w WHERE w.segment_id = r.segment_id AND w.value_written = r.value_written - 1
      )
    GROUP BY r.segment_id
),
ledger AS (
    SELECT
        l.*,
        l.high - l.low AS change,
        greatest(l.high - l.low, 0) AS kept,
        coalesce(c.acknowledged, 0) AS acknowledged,
        coalesce(c.unacknowledged, 0) AS unacknowledged,
        coalesce(c.unacknowledged_that_fit, 0) AS unacknowledged_that_fit,
        coalesce(c.of_unknown_value, 0) AS of_unknown_value,
        coalesce(o.found, 0) AS read_only,
        coalesce(c.explained, 0) AS explained,
        greatest(
            coalesce(c.explained - c.explained_by_acknowledged - c.acknowledged_of_unknown_value, 0), 0
        ) AS masked
    FROM work_loads l
    LEFT JOIN counted c USING (segment_id)
    LEFT JOIN read_only o USING (segment_id)
),
bounds AS (
    SELECT *, greatest(acknowledged - (kept - masked), 0) AS lost_low
    FROM ledger
)
SELECT
    getvariable('target'),
    segment_id,
    initial,
    final,
    acknowledged,
    unacknowledged,
    lost_low,
    least(acknowledged, greatest(lost_low, acknowledged - kept + least(kept, unacknowledged_that_fit + unknown_trucks.n))),
    came_or_went::BIGINT
        + greatest(-change, 0)
        + greatest(kept - explained + read_only - of_unknown_value - unknown_trucks.n, 0)
FROM bounds, unknown_trucks;
