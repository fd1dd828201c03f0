-- The tables of docs/recording.md, as a report reads them. The view metrics is a table here: its values are given.
CREATE TABLE requests (target VARCHAR, call_id VARCHAR, kind VARCHAR, region INTEGER, trucks INTEGER, intended_ns BIGINT,
    sent_ns BIGINT, answered_ns BIGINT, status INTEGER, outcome VARCHAR, message VARCHAR, bytes BIGINT);
CREATE TABLE acks (target VARCHAR, call_id VARCHAR, truck_id INTEGER, status VARCHAR, route INTEGER[]);
CREATE TABLE operations (target VARCHAR, call_id VARCHAR, truck_id INTEGER, batch VARCHAR, attempts INTEGER,
    started_ns BIGINT, ended_ns BIGINT, pool_wait_ns BIGINT, select_ns BIGINT, truck_update_ns BIGINT,
    segment_update_ns BIGINT, commit_ns BIGINT, outcome VARCHAR, replayed BOOLEAN, failed_at VARCHAR, sqlstate VARCHAR,
    message VARCHAR, truck_write VARCHAR, truck_committed_ns BIGINT, segment_write VARCHAR, segments_committed_ns BIGINT,
    version_read INTEGER, version_written INTEGER, route INTEGER[], values_read BIGINT[], values_written BIGINT[]);
CREATE TABLE errors (target VARCHAR, at_ns BIGINT, call_id VARCHAR, truck_id INTEGER, batch VARCHAR, failed_at VARCHAR,
    sqlstate VARCHAR, message VARCHAR, retried BOOLEAN, code VARCHAR);
CREATE TABLE calls (target VARCHAR, call_id VARCHAR, trucks INTEGER, received_ns BIGINT, answered_ns BIGINT,
    status INTEGER, message VARCHAR);
CREATE TABLE acquires (target VARCHAR, at_ns BIGINT, waited_ns BIGINT, outcome VARCHAR);
CREATE TABLE samples (target VARCHAR, at_ns BIGINT, series VARCHAR, value DOUBLE);
CREATE TABLE blocking (target VARCHAR, at_ns BIGINT, blocked_pid INTEGER, blocking_pid INTEGER, waited_ms DOUBLE, query VARCHAR);
CREATE TABLE deadlocks (target VARCHAR, at_ns BIGINT, pid INTEGER, sqlstate VARCHAR, detail VARCHAR, statement VARCHAR,
    context VARCHAR);
CREATE TABLE lock_waits (target VARCHAR, at_ns BIGINT, pid INTEGER, waited_ms DOUBLE, kind VARCHAR, message VARCHAR,
    detail VARCHAR, statement VARCHAR);
CREATE TABLE faults (target VARCHAR, fault INTEGER, proxy VARCHAR, toxic VARCHAR, parameters VARCHAR, phase VARCHAR,
    at_ns BIGINT, expected VARCHAR, observed VARCHAR, ok BOOLEAN);
CREATE TABLE events (target VARCHAR, at_ns BIGINT, source VARCHAR, kind VARCHAR, message VARCHAR);
CREATE TABLE audit_trucks (target VARCHAR, truck_id INTEGER, call_id VARCHAR, finding VARCHAR, detail VARCHAR);
CREATE TABLE overwritten (target VARCHAR, segment_id INTEGER, truck_id INTEGER, call_id VARCHAR, value_written BIGINT,
    overwritten_by_truck INTEGER, overwritten_by_call VARCHAR);
CREATE TABLE verified (target VARCHAR, truck_id INTEGER, call_id VARCHAR, verified_ns BIGINT);
CREATE TABLE counters (target VARCHAR, name VARCHAR, initial DOUBLE, final DOUBLE);
CREATE TABLE final_segments (target VARCHAR, segment_id INTEGER, assigned_load BIGINT);
CREATE TABLE final_trucks (target VARCHAR, truck_id INTEGER, version INTEGER, route INTEGER[], assignment_id VARCHAR);
CREATE TABLE targets (target VARCHAR, kind VARCHAR, position INTEGER, trucks INTEGER, partial BOOLEAN);
CREATE TABLE run (key VARCHAR, value VARCHAR);
CREATE TABLE metrics (target VARCHAR, name VARCHAR, unit VARCHAR, value DOUBLE);
CREATE VIEW errors_by_sqlstate AS
    SELECT target, sqlstate, count(*) AS errors FROM errors GROUP BY target, sqlstate;
