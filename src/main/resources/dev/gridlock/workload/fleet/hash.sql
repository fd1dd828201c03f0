-- One figure over all rows in order: the same seed must give the same rows. Takes no row locks.
SELECT encode(sha256(convert_to(
           (SELECT string_agg(s::text, E'\n' ORDER BY s.id) FROM public.road_segments s) || E'\n\n'
        || (SELECT string_agg(t::text, E'\n' ORDER BY t.id) FROM public.trucks t) || E'\n\n'
        || (SELECT string_agg(c::text, E'\n' ORDER BY c.truck_id, c.n) FROM public.candidate_routes c),
       'UTF8')), 'hex');
