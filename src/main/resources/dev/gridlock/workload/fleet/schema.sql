-- The fleet's schema. Dropped and made anew for each target, so that every change in it is accountable.
-- Keys are added after the rows (keys.sql): a check or an index entry a row would take longer than all rows together.
DROP TABLE IF EXISTS public.candidate_routes, public.trucks, public.road_segments;

-- fillfactor: every update of the workload changes only columns that no index holds, so it can be a heap-only tuple
-- (HOT: no new index entry, dead versions pruned at the next look at the page) wherever its page has room.

-- A hub is updated thousands of times in seconds: nine tenths of its page are for its next versions.
CREATE TABLE public.road_segments (
    id            integer NOT NULL,
    region        integer NOT NULL,
    capacity      integer NOT NULL,
    assigned_load bigint  NOT NULL,
    path          text    NOT NULL              -- the road's line as WKT; each version of the row carries it along
) WITH (fillfactor = 10);

-- A truck is updated once, from about 36 bytes without a route to about 130 with one: a fifth is for the first version.
CREATE TABLE public.trucks (
    id            integer NOT NULL,
    region        integer NOT NULL,
    route         integer[],                    -- null: not assigned yet
    version       integer NOT NULL DEFAULT 0,   -- one more with each assignment
    assigned_at   timestamptz,
    assignment_id text                          -- the call (Idempotency-Key) that assigned it last
) WITH (fillfactor = 20);

CREATE TABLE public.candidate_routes (
    truck_id integer   NOT NULL,
    n        integer   NOT NULL,                -- from 1
    segments integer[] NOT NULL                 -- segment ids in driving order
);
