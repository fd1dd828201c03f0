-- Tables of run.duckdb. docs/recording.md says what each column means; a test holds the two together.
-- Times are nanoseconds since the run began. Tables up to `counters` are loaded from CSV files of the same name, whose
-- columns are the table's, `target` apart.

-- The client's view, by the injector: one row a planned call.
CREATE TABLE IF NOT EXISTS requests (
    target      VARCHAR NOT NULL,
    call_id     VARCHAR,
    kind        VARCHAR,
    region      INTEGER,
    trucks      INTEGER,
    intended_ns BIGINT,
    sent_ns     BIGINT,
    answered_ns BIGINT,
    status      INTEGER,
    outcome     VARCHAR,
    message     VARCHAR,
    bytes       BIGINT
);

-- What the caller was told: one row a truck of every 200 answer.
CREATE TABLE IF NOT EXISTS acks (
    target   VARCHAR NOT NULL,
    call_id  VARCHAR,
    truck_id INTEGER,
    status   VARCHAR,
    route    INTEGER[]
);

-- Committed changes of the workload's rows, in the order of the commits, by the write-ahead log.
CREATE TABLE IF NOT EXISTS changes (
    target       VARCHAR NOT NULL,
    n            BIGINT,
    xid          BIGINT,
    lsn          VARCHAR,
    committed_us BIGINT,
    table_name   VARCHAR,
    row_key      VARCHAR,
    operation    VARCHAR,
    before       VARCHAR,
    after        VARCHAR
);

-- Orders of row locks, by the write-ahead log: one row where it was read.
CREATE TABLE IF NOT EXISTS lock_orders (
    target       VARCHAR NOT NULL,
    transactions BIGINT,
    row_locks    BIGINT,
    latent       BIGINT,
    whole        BOOLEAN
);

-- An example of each shape of latent deadlock: one row a transaction in it.
CREATE TABLE IF NOT EXISTS latent_deadlocks (
    target      VARCHAR NOT NULL,
    shape       INTEGER,
    circles     BIGINT,
    part        INTEGER,
    xid         BIGINT,
    holds_table VARCHAR,
    holds_key   VARCHAR,
    holds_row   VARCHAR,
    holds_mode  VARCHAR,
    wants_table VARCHAR,
    wants_key   VARCHAR,
    wants_row   VARCHAR,
    wants_mode  VARCHAR
);

-- Every row lock, by the write-ahead log, in the order in which its transaction got them; see the view row_locks.
CREATE TABLE IF NOT EXISTS locks_taken (
    target     VARCHAR NOT NULL,
    xid        BIGINT,
    n          INTEGER,
    row_number BIGINT,
    mode       VARCHAR,
    committed  BOOLEAN
);

-- The rows that were locked and are there at the end, by their primary keys.
CREATE TABLE IF NOT EXISTS locked_rows (
    target     VARCHAR NOT NULL,
    row_number BIGINT,
    table_name VARCHAR,
    row_key    VARCHAR
);

-- The service's journal: one row a truck operation, written when it ended.
CREATE TABLE IF NOT EXISTS operations (
    target                VARCHAR NOT NULL,
    call_id               VARCHAR,
    truck_id              INTEGER,
    batch                 VARCHAR,
    attempts              INTEGER,
    started_ns            BIGINT,
    ended_ns              BIGINT,
    pool_wait_ns          BIGINT,
    selected_ns           BIGINT,
    select_ns             BIGINT,
    truck_update_ns       BIGINT,
    segment_update_ns     BIGINT,
    commit_ns             BIGINT,
    outcome               VARCHAR,
    replayed              BOOLEAN,
    failed_at             VARCHAR,
    sqlstate              VARCHAR,
    message               VARCHAR,
    truck_write           VARCHAR,
    truck_committed_ns    BIGINT,
    segment_write         VARCHAR,
    segments_committed_ns BIGINT,
    version_read          INTEGER,
    version_written       INTEGER,
    route                 INTEGER[],
    values_read           BIGINT[],
    values_written        BIGINT[]
);

-- Every failed statement or acquire, retried ones included.
CREATE TABLE IF NOT EXISTS errors (
    target    VARCHAR NOT NULL,
    at_ns     BIGINT,
    call_id   VARCHAR,
    truck_id  INTEGER,
    batch     VARCHAR,
    failed_at VARCHAR,
    sqlstate  VARCHAR,
    message   VARCHAR,
    retried   BOOLEAN,
    code      VARCHAR
);

-- The service's view of each call.
CREATE TABLE IF NOT EXISTS calls (
    target      VARCHAR NOT NULL,
    call_id     VARCHAR,
    trucks      INTEGER,
    received_ns BIGINT,
    answered_ns BIGINT,
    status      INTEGER,
    message     VARCHAR
);

-- Every wait for a connection of the service's pool.
CREATE TABLE IF NOT EXISTS acquires (
    target    VARCHAR NOT NULL,
    at_ns     BIGINT,
    waited_ns BIGINT,
    outcome   VARCHAR
);

-- Series sampled while the load ran.
CREATE TABLE IF NOT EXISTS samples (
    target VARCHAR NOT NULL,
    at_ns  BIGINT,
    series VARCHAR,
    value  DOUBLE
);

-- The blocking graph: one row an edge and sample.
CREATE TABLE IF NOT EXISTS blocking (
    target       VARCHAR NOT NULL,
    at_ns        BIGINT,
    blocked_pid  INTEGER,
    blocking_pid INTEGER,
    waited_ms    DOUBLE,
    query        VARCHAR
);

-- Deadlocks, from the server's log.
CREATE TABLE IF NOT EXISTS deadlocks (
    target    VARCHAR NOT NULL,
    at_ns     BIGINT,
    pid       INTEGER,
    sqlstate  VARCHAR,
    detail    VARCHAR,
    statement VARCHAR,
    context   VARCHAR,
    role      VARCHAR,
    database  VARCHAR,
    victim    VARCHAR
);

-- Recordings of earlier versions lack them.
ALTER TABLE deadlocks ADD COLUMN IF NOT EXISTS role VARCHAR;
ALTER TABLE deadlocks ADD COLUMN IF NOT EXISTS database VARCHAR;
ALTER TABLE deadlocks ADD COLUMN IF NOT EXISTS victim VARCHAR;

-- Lock waits longer than deadlock_timeout, from the server's log.
CREATE TABLE IF NOT EXISTS lock_waits (
    target    VARCHAR NOT NULL,
    at_ns     BIGINT,
    pid       INTEGER,
    waited_ms DOUBLE,
    kind      VARCHAR,
    message   VARCHAR,
    detail    VARCHAR,
    statement VARCHAR
);

-- The proof of each fault, by phase.
CREATE TABLE IF NOT EXISTS faults (
    target     VARCHAR NOT NULL,
    fault      INTEGER,
    proxy      VARCHAR,
    toxic      VARCHAR,
    parameters VARCHAR,
    phase      VARCHAR,
    at_ns      BIGINT,
    expected   VARCHAR,
    observed   VARCHAR,
    ok         BOOLEAN
);

-- What happened in the run itself.
CREATE TABLE IF NOT EXISTS events (
    target  VARCHAR NOT NULL,
    at_ns   BIGINT,
    source  VARCHAR,
    kind    VARCHAR,
    message VARCHAR
);

-- PostgreSQL's own totals when the target began and when it had ended.
CREATE TABLE IF NOT EXISTS counters (
    target  VARCHAR NOT NULL,
    name    VARCHAR,
    initial DOUBLE,
    final   DOUBLE
);

-- Which CSV files were loaded. A table that no file was there for was not measured: its metrics are null, not 0.
CREATE TABLE IF NOT EXISTS imports (
    target     VARCHAR NOT NULL,
    table_name VARCHAR,
    file       VARCHAR,
    rows       BIGINT,
    torn_bytes BIGINT
);
