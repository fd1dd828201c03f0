-- The recorded tables that the audit reads, exactly as docs/recording.md has them.
CREATE TABLE requests (
    target VARCHAR, call_id VARCHAR, kind VARCHAR, region INTEGER, trucks INTEGER, intended_ns BIGINT, sent_ns BIGINT,
    answered_ns BIGINT, status INTEGER, outcome VARCHAR, message VARCHAR, bytes BIGINT
);
CREATE TABLE acks (target VARCHAR, call_id VARCHAR, truck_id INTEGER, status VARCHAR, route INTEGER[]);
CREATE TABLE operations (
    target VARCHAR, call_id VARCHAR, truck_id INTEGER, batch VARCHAR, attempts INTEGER, started_ns BIGINT,
    ended_ns BIGINT, pool_wait_ns BIGINT, selected_ns BIGINT, select_ns BIGINT, truck_update_ns BIGINT, segment_update_ns BIGINT,
    commit_ns BIGINT, outcome VARCHAR, replayed BOOLEAN, failed_at VARCHAR, sqlstate VARCHAR, message VARCHAR,
    truck_write VARCHAR, truck_committed_ns BIGINT, segment_write VARCHAR, segments_committed_ns BIGINT,
    version_read INTEGER, version_written INTEGER, route INTEGER[], values_read BIGINT[], values_written BIGINT[]
);
CREATE TABLE calls (
    target VARCHAR, call_id VARCHAR, trucks INTEGER, received_ns BIGINT, answered_ns BIGINT, status INTEGER,
    message VARCHAR
);
