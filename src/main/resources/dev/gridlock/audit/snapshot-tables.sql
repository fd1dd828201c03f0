-- The rows of PostgreSQL, before the first request and after the last write (docs/recording.md).
CREATE TABLE IF NOT EXISTS initial_segments (target VARCHAR, segment_id INTEGER, assigned_load BIGINT);
CREATE TABLE IF NOT EXISTS final_segments (target VARCHAR, segment_id INTEGER, assigned_load BIGINT);
CREATE TABLE IF NOT EXISTS initial_trucks (
    target VARCHAR, truck_id INTEGER, version INTEGER, route INTEGER[], assignment_id VARCHAR, assigned_us BIGINT
);
CREATE TABLE IF NOT EXISTS final_trucks (
    target VARCHAR, truck_id INTEGER, version INTEGER, route INTEGER[], assignment_id VARCHAR, assigned_us BIGINT
);
CREATE TABLE IF NOT EXISTS initial_candidates (target VARCHAR, truck_id INTEGER, n INTEGER, segments INTEGER[]);
-- Columns that nobody may change: a digest a column, and a digest a row.
CREATE TABLE IF NOT EXISTS initial_columns (
    target VARCHAR, table_name VARCHAR, column_name VARCHAR, rows BIGINT, digest VARCHAR
);
CREATE TABLE IF NOT EXISTS final_columns (
    target VARCHAR, table_name VARCHAR, column_name VARCHAR, rows BIGINT, digest VARCHAR
);
CREATE TABLE IF NOT EXISTS initial_rows (target VARCHAR, table_name VARCHAR, row_key VARCHAR, digest BIGINT);
CREATE TABLE IF NOT EXISTS final_rows (target VARCHAR, table_name VARCHAR, row_key VARCHAR, digest BIGINT);
-- The server's clock beside the run's.
CREATE TABLE IF NOT EXISTS snapshots (
    target VARCHAR, moment VARCHAR, before_ns BIGINT, after_ns BIGINT, server_us BIGINT
);
