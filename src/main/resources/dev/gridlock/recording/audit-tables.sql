-- Written by the audit: what the database held before and after a target, and what follows from that.

CREATE TABLE IF NOT EXISTS initial_segments (
    target        VARCHAR NOT NULL,
    segment_id    INTEGER,
    assigned_load BIGINT
);

CREATE TABLE IF NOT EXISTS final_segments (
    target        VARCHAR NOT NULL,
    segment_id    INTEGER,
    assigned_load BIGINT
);

CREATE TABLE IF NOT EXISTS initial_trucks (
    target        VARCHAR NOT NULL,
    truck_id      INTEGER,
    version       INTEGER,
    route         INTEGER[],
    assignment_id VARCHAR,
    assigned_us   BIGINT
);

CREATE TABLE IF NOT EXISTS final_trucks (
    target        VARCHAR NOT NULL,
    truck_id      INTEGER,
    version       INTEGER,
    route         INTEGER[],
    assignment_id VARCHAR,
    assigned_us   BIGINT
);

-- Recordings of earlier versions lack it.
ALTER TABLE initial_trucks ADD COLUMN IF NOT EXISTS assigned_us BIGINT;
ALTER TABLE final_trucks ADD COLUMN IF NOT EXISTS assigned_us BIGINT;

-- The routes that a truck may be given, as they were loaded.
CREATE TABLE IF NOT EXISTS initial_candidates (
    target   VARCHAR NOT NULL,
    truck_id INTEGER,
    n        INTEGER,
    segments INTEGER[]
);

-- Columns that nobody may change: a digest a column.
CREATE TABLE IF NOT EXISTS initial_columns (
    target      VARCHAR NOT NULL,
    table_name  VARCHAR,
    column_name VARCHAR,
    rows        BIGINT,
    digest      VARCHAR
);

CREATE TABLE IF NOT EXISTS final_columns (
    target      VARCHAR NOT NULL,
    table_name  VARCHAR,
    column_name VARCHAR,
    rows        BIGINT,
    digest      VARCHAR
);

-- The same, a digest a row; the last only of tables of which a column's digest changed.
CREATE TABLE IF NOT EXISTS initial_rows (
    target     VARCHAR NOT NULL,
    table_name VARCHAR,
    row_key    VARCHAR,
    digest     BIGINT
);

CREATE TABLE IF NOT EXISTS final_rows (
    target     VARCHAR NOT NULL,
    table_name VARCHAR,
    row_key    VARCHAR,
    digest     BIGINT
);

-- The server's clock beside the run's, at each snapshot.
CREATE TABLE IF NOT EXISTS snapshots (
    target    VARCHAR NOT NULL,
    moment    VARCHAR,
    before_ns BIGINT,
    after_ns  BIGINT,
    server_us BIGINT
);

-- One row a finding; a truck may have several.
CREATE TABLE IF NOT EXISTS audit_trucks (
    target   VARCHAR NOT NULL,
    truck_id INTEGER,
    call_id  VARCHAR,
    finding  VARCHAR,
    detail   VARCHAR
);

CREATE TABLE IF NOT EXISTS audit_segments (
    target        VARCHAR NOT NULL,
    segment_id    INTEGER,
    initial       BIGINT,
    final         BIGINT,
    acknowledged  BIGINT,
    indeterminate BIGINT,
    lost_low      BIGINT,
    lost_high     BIGINT,
    unexpected    BIGINT
);

-- Rows of which somebody changed what no operation writes.
CREATE TABLE IF NOT EXISTS foreign_changes (
    target     VARCHAR NOT NULL,
    table_name VARCHAR,
    row_key    VARCHAR,
    change     VARCHAR,
    columns    VARCHAR
);

-- Where a target's journal and the write-ahead log tell of other writes.
CREATE TABLE IF NOT EXISTS log_disagreements (
    target       VARCHAR NOT NULL,
    table_name   VARCHAR,
    row_key      VARCHAR,
    xid          BIGINT,
    committed_us BIGINT,
    finding      VARCHAR
);

-- Acknowledged increments that a later write replaced.
CREATE TABLE IF NOT EXISTS overwritten (
    target               VARCHAR NOT NULL,
    segment_id           INTEGER,
    truck_id             INTEGER,
    call_id              VARCHAR,
    value_written        BIGINT,
    overwritten_by_truck INTEGER,
    overwritten_by_call  VARCHAR,
    overwritten_by_xid   BIGINT
);

CREATE TABLE IF NOT EXISTS verified (
    target      VARCHAR NOT NULL,
    truck_id    INTEGER,
    call_id     VARCHAR,
    verified_ns BIGINT
);

-- The totals, by the names of the metrics.
CREATE TABLE IF NOT EXISTS audit (
    target VARCHAR NOT NULL,
    name   VARCHAR,
    value  DOUBLE
);

-- What a target did that writes no journal, in the journal's columns: by the log of changes and the answers.
CREATE TABLE IF NOT EXISTS observed_operations AS FROM operations WHERE false;
