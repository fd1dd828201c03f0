-- After the rows: each key is built or checked once over the whole table.
ALTER TABLE public.road_segments ADD PRIMARY KEY (id);
ALTER TABLE public.trucks ADD PRIMARY KEY (id);
ALTER TABLE public.candidate_routes ADD PRIMARY KEY (truck_id, n);
ALTER TABLE public.candidate_routes ADD FOREIGN KEY (truck_id) REFERENCES public.trucks;

-- The service connects as a user of its own; FOR UPDATE needs the right to update.
GRANT SELECT, UPDATE ON public.road_segments, public.trucks TO PUBLIC;
GRANT SELECT ON public.candidate_routes TO PUBLIC;

ANALYZE public.road_segments, public.trucks, public.candidate_routes;
