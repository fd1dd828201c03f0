-- Finding `not_a_candidate`: somebody was told of a route that was none of the truck's when the fleet was loaded. Such a truck
-- is not verified.
INSERT INTO audit_trucks
SELECT DISTINCT
    getvariable('target'), truck_id, call_id, 'not_a_candidate',
    'route ' || route::VARCHAR || ' is none of its candidate routes'
FROM work_told
WHERE route IS NOT NULL
  AND (truck_id, route) NOT IN (
      SELECT (truck_id, segments) FROM initial_candidates WHERE target = getvariable('target')
  );
