-- About the run as a whole.

CREATE TABLE IF NOT EXISTS targets (
    target   VARCHAR PRIMARY KEY,
    kind     VARCHAR,
    position INTEGER,
    trucks   INTEGER,                          -- in the load's plan
    partial  BOOLEAN NOT NULL DEFAULT false    -- its recording is not whole
);

CREATE TABLE IF NOT EXISTS run (
    key   VARCHAR PRIMARY KEY,
    value VARCHAR
);
