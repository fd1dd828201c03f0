-- After the rows: each key is built or checked once over the whole table.
ALTER TABLE road_segments ADD PRIMARY KEY (id);
ALTER TABLE trucks ADD PRIMARY KEY (id);
ALTER TABLE candidate_routes ADD PRIMARY KEY (truck_id, n);
ALTER TABLE candidate_routes ADD FOREIGN KEY (truck_id) REFERENCES trucks;

-- The service connects as a user of its own; FOR UPDATE needs the right to update.
GRANT SELECT, UPDATE ON road_segments, trucks TO PUBLIC;
GRANT SELECT ON candidate_routes TO PUBLIC;

ANALYZE road_segments, trucks, candidate_routes;
