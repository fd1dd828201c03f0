-- The rows of PostgreSQL, before the first request and after the last write (docs/recording.md).
CREATE TABLE IF NOT EXISTS initial_segments (target VARCHAR, segment_id INTEGER, assigned_load BIGINT);
CREATE TABLE IF NOT EXISTS final_segments (target VARCHAR, segment_id INTEGER, assigned_load BIGINT);
CREATE TABLE IF NOT EXISTS initial_trucks (
    target VARCHAR, truck_id INTEGER, version INTEGER, route INTEGER[], assignment_id VARCHAR
);
CREATE TABLE IF NOT EXISTS final_trucks (
    target VARCHAR, truck_id INTEGER, version INTEGER, route INTEGER[], assignment_id VARCHAR
);
