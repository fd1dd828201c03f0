-- work_told: every truck of a call that somebody was told is done, by the journal (service level), by an answer
-- (client level), or both; one row a truck and call.
--
-- A truck may have several operations under one call: a caller may repeat the call with the same Idempotency-Key.
-- One of them stands for what was acknowledged: the newest acknowledged one that wrote. An acknowledgement that was
-- replayed stands for the earlier operation that did the writing, even one whose COMMIT was never answered: the replay
-- found its rows, which settles it. The others count as writes that nobody acknowledged.
CREATE OR REPLACE TEMP TABLE work_told AS
WITH journal AS (
    SELECT DISTINCT truck_id, call_id FROM work_operations WHERE outcome = 'acknowledged'
),
client AS (
    SELECT truck_id, coalesce(call_id, '') AS call_id, any_value(route) AS client_route
    FROM acks
    WHERE target = getvariable('target') AND status = 'success'
    GROUP BY ALL
),
told AS (
    SELECT
        coalesce(journal.truck_id, client.truck_id) AS truck_id,
        coalesce(journal.call_id, client.call_id) AS call_id,
        journal.truck_id IS NOT NULL AS by_journal,
        client.truck_id IS NOT NULL AS by_client,
        client_route
    FROM journal
    FULL JOIN client ON journal.truck_id = client.truck_id AND journal.call_id = client.call_id
),
ranked AS (
    SELECT
        told.*,
        o.* EXCLUDE (truck_id, call_id),
        CASE
            WHEN o.outcome = 'acknowledged' AND NOT o.replayed THEN 1
            WHEN o.segment_write = 'committed' THEN 2
            WHEN o.segment_write = 'unknown' THEN 3
            WHEN o.truck_write <> 'none' THEN 4
            ELSE 5
        END AS rank
    FROM told
    LEFT JOIN work_operations o ON o.truck_id = told.truck_id AND o.call_id = told.call_id
)
SELECT * REPLACE (coalesce(route, client_route) AS route)
FROM ranked
QUALIFY row_number() OVER (
    PARTITION BY truck_id, call_id ORDER BY rank, version_written DESC NULLS LAST, ended_ns DESC, op_id DESC
) = 1;
