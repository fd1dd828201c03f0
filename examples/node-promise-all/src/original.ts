import { type Assigned, type Call, pool, RoutingException, serve } from "./server.js";

interface Candidate {
  segments: number[];
  loads: string[];
}

/** The candidate routes of a truck with the load of each of their segments. */
const CANDIDATES = `
  SELECT c.segments,
         ARRAY(SELECT s.assigned_load
                 FROM unnest(c.segments) WITH ORDINALITY AS leg (id, position)
                 JOIN road_segments s ON s.id = leg.id
                ORDER BY leg.position) AS loads
    FROM candidate_routes c
   WHERE c.truck_id = $1
   ORDER BY c.n`;

const total = (loads: string[]) => loads.reduce((sum, load) => sum + Number(load), 0);

async function assignRoute(truckId: number, call: Call): Promise<Assigned> {
  const { rows } = await pool.query<Candidate>(CANDIDATES, [truckId]);
  const best = rows.reduce((a, b) => (total(b.loads) < total(a.loads) ? b : a));
  await pool.query(
    "UPDATE trucks SET route = $2, version = version + 1, assigned_at = now(), assignment_id = $3 WHERE id = $1",
    [truckId, best.segments, call.id],
  );
  await pool.query(
    `UPDATE road_segments s SET assigned_load = leg.load
       FROM unnest($1::integer[], $2::bigint[]) AS leg (id, load) WHERE s.id = leg.id`,
    [best.segments, best.loads.map((load) => Number(load) + 1)],
  );
  return { truckId, status: "success", route: best.segments };
}

/** As it was in production that night: looked perfect. */
async function assignRoutesInParallel(call: Call): Promise<Assigned[]> {
  try {
    return await Promise.all(call.truckIds.map((truckId) => assignRoute(truckId, call)));
  } catch (error) {
    throw new RoutingException(
      `Bulk route assignment failed: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

await serve(assignRoutesInParallel);
