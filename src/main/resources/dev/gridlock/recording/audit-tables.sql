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
    assignment_id VARCHAR
);

CREATE TABLE IF NOT EXISTS final_trucks (
    target        VARCHAR NOT NULL,
    truck_id      INTEGER,
    version       INTEGER,
    route         INTEGER[],
    assignment_id VARCHAR
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

-- Acknowledged increments that a later write replaced.
CREATE TABLE IF NOT EXISTS overwritten (
    target               VARCHAR NOT NULL,
    segment_id           INTEGER,
    truck_id             INTEGER,
    call_id              VARCHAR,
    value_written        BIGINT,
    overwritten_by_truck INTEGER,
    overwritten_by_call  VARCHAR
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
