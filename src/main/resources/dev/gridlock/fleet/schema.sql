-- The fleet's schema. Dropped and made anew for each target, so that every change in it is accountable.
DROP TABLE IF EXISTS candidate_routes, trucks, road_segments;

CREATE TABLE road_segments (
    id            integer PRIMARY KEY,
    region        integer NOT NULL,
    capacity      integer NOT NULL,
    assigned_load bigint  NOT NULL
);

CREATE TABLE trucks (
    id            integer PRIMARY KEY,
    region        integer NOT NULL,
    route         integer[],                    -- null: not assigned yet
    version       integer NOT NULL DEFAULT 0,   -- one more with each assignment
    assigned_at   timestamptz,
    assignment_id text                          -- the call (Idempotency-Key) that assigned it last
);

CREATE TABLE candidate_routes (
    truck_id integer   NOT NULL REFERENCES trucks,
    n        integer   NOT NULL,                -- from 1
    segments integer[] NOT NULL,                -- segment ids in driving order
    PRIMARY KEY (truck_id, n)
);
