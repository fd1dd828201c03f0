-- work_observed_rows: what a target without a journal did, filled by Observed from the log of changes and the answers.
CREATE OR REPLACE TEMP TABLE work_observed_rows (
    call_id               VARCHAR,
    truck_id              INTEGER,
    batch                 VARCHAR,
    told                  BOOLEAN,
    truck_committed_ns    BIGINT,
    segments_committed_ns BIGINT,
    version_read          BIGINT,
    version_written       BIGINT,
    route                 VARCHAR,
    values_written        VARCHAR
);
