-- What the audit writes (docs/recording.md), emptied of this target's rows, so that it can be run again.
CREATE TABLE IF NOT EXISTS audit_trucks (
    target VARCHAR, truck_id INTEGER, call_id VARCHAR, finding VARCHAR, detail VARCHAR
);
CREATE TABLE IF NOT EXISTS audit_segments (
    target VARCHAR, segment_id INTEGER, initial BIGINT, final BIGINT, acknowledged BIGINT, indeterminate BIGINT,
    lost_low BIGINT, lost_high BIGINT, unexpected BIGINT
);
CREATE TABLE IF NOT EXISTS overwritten (
    target VARCHAR, segment_id INTEGER, truck_id INTEGER, call_id VARCHAR, value_written BIGINT,
    overwritten_by_truck INTEGER, overwritten_by_call VARCHAR, overwritten_by_xid BIGINT
);
CREATE TABLE IF NOT EXISTS foreign_changes (
    target VARCHAR, table_name VARCHAR, row_key VARCHAR, change VARCHAR, columns VARCHAR
);
CREATE TABLE IF NOT EXISTS log_disagreements (
    target VARCHAR, table_name VARCHAR, row_key VARCHAR, xid BIGINT, committed_us BIGINT, finding VARCHAR
);
CREATE TABLE IF NOT EXISTS verified (target VARCHAR, truck_id INTEGER, call_id VARCHAR, verified_ns BIGINT);
CREATE TABLE IF NOT EXISTS observed_operations AS FROM operations WHERE false;
CREATE TABLE IF NOT EXISTS audit (target VARCHAR, name VARCHAR, value DOUBLE);

DELETE FROM observed_operations WHERE target = getvariable('target');
DELETE FROM audit_trucks WHERE target = getvariable('target');
DELETE FROM audit_segments WHERE target = getvariable('target');
DELETE FROM overwritten WHERE target = getvariable('target');
DELETE FROM foreign_changes WHERE target = getvariable('target');
DELETE FROM log_disagreements WHERE target = getvariable('target');
DELETE FROM verified WHERE target = getvariable('target');
DELETE FROM audit WHERE target = getvariable('target');
