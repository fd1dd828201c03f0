-- work_writes: one row an increment that is, or may be, in the database: a truck's 1 on one segment of its route.
--   acknowledged   somebody was told that the truck is done
--   committed      the journal knows that it was committed
--   value_written  null: the journal does not say (an answer without a journal row), or its values are not steps of 1
--   sent_ns, written_ns  the commit lies between: when the statement was sent (where the journal does not say, when the operation had
--                  read, or began), and when its commit was known
--   read_ns        when the answer of the SELECT was known; where the journal does not say, when the next statement was
--                  sent, as the value was read before that
--   read_from_ns   not before this it was read: when the SELECT was sent, or the operation began. Of a batch, which reads under
--                  locks, when that was answered: its commit less the statements after it
--   read_at_ns     most likely then
-- Not acknowledged, but committed or unknown, increments are kept too: they raise `final` and would hide a loss.
CREATE OR REPLACE TEMP TABLE work_writes AS
WITH effects AS (
    SELECT true AS acknowledged, * EXCLUDE (by_journal, by_client, client_route, rank)
    FROM work_told
    UNION ALL BY NAME
    SELECT false AS acknowledged, *
    FROM work_operations
    WHERE segment_write <> 'none'
      AND op_id NOT IN (SELECT op_id FROM work_told WHERE op_id IS NOT NULL)
),
increments AS (
    SELECT
        acknowledged,
        coalesce(segment_write, 'unknown') = 'committed' AS committed,
        op_id,
        truck_id,
        call_id,
        batch,
        coalesce(segments_committed_ns, ended_ns) AS written_ns,
        coalesce(segments_committed_ns - segment_update_ns, selected_ns, started_ns) AS sent_ns,
        coalesce(
            selected_ns,
            truck_committed_ns - truck_update_ns,
            truck_committed_ns,
            segments_committed_ns - segment_update_ns,
            ended_ns
        ) AS read_ns,
        coalesce(
            selected_ns - select_ns,
            segments_committed_ns - commit_ns - truck_update_ns - segment_update_ns,
            started_ns
        ) AS read_from_ns,
        selected_ns - select_ns // 2 AS read_at_ns,
        unnest(route) AS segment_id,
        unnest(if(segment_write <> 'none', values_read, NULL)) AS value_read,
        unnest(if(segment_write <> 'none', values_written, NULL)) AS written
    FROM effects
)
SELECT
    * EXCLUDE (value_read, written) REPLACE (coalesce(read_at_ns, read_ns) AS read_at_ns),
    if(written = value_read + 1, written, NULL) AS value_written
FROM increments
WHERE segment_id IS NOT NULL;

-- work_lineage: what became of them, by VersionChains or Lineage, with the operation that wrote over it, and the transaction.
CREATE OR REPLACE TEMP TABLE work_lineage (
    segment_id INTEGER, op_id BIGINT, survives BOOLEAN, replaced_by BIGINT, replaced_by_xid BIGINT
);
