import type pg from "pg";
import { type Assigned, type Call, Overloaded, pool, serve } from "./server.js";

/** Trucks in one transaction; transactions at once; calls that may wait. */
const BATCH = 500;
const IN_FLIGHT = 2;
const QUEUE = 1_000;

const ATTEMPTS = 5;
const AGAIN = new Set(["40P01", "40001"]);

interface Candidate {
  truck_id: number;
  segments: number[];
}

interface Waiting {
  call: Call;
  done: (assigned: Assigned[]) => void;
  failed: (error: unknown) => void;
}

/** One transaction for many calls: every row that it relies on is locked first, by key, in one order for all. */
async function assignBatch(client: pg.PoolClient, calls: Call[]): Promise<Map<number, number[]>> {
  const callOf = new Map(calls.flatMap((call) => call.truckIds.map((truckId) => [truckId, call.id] as const)));
  const truckIds = [...callOf.keys()].sort((a, b) => a - b);
  await client.query("BEGIN");
  try {
    await client.query("SELECT FROM trucks WHERE id = ANY ($1) ORDER BY id FOR UPDATE", [truckIds]);
    const { rows: candidates } = await client.query<Candidate>(
      "SELECT truck_id, segments FROM candidate_routes WHERE truck_id = ANY ($1) ORDER BY truck_id, n",
      [truckIds],
    );
    const { rows: segments } = await client.query<{ id: number; assigned_load: string }>(
      "SELECT id, assigned_load FROM road_segments WHERE id = ANY ($1) ORDER BY id FOR UPDATE",
      [[...new Set(candidates.flatMap((candidate) => candidate.segments))]],
    );
    const loads = new Map(segments.map(({ id, assigned_load }) => [id, Number(assigned_load)]));
    const load = (route: number[]) => route.reduce((sum, id) => sum + (loads.get(id) ?? 0), 0);
    const byTruck = new Map<number, Candidate[]>();
    for (const candidate of candidates) {
      byTruck.set(candidate.truck_id, [...(byTruck.get(candidate.truck_id) ?? []), candidate]);
    }

    const routes = new Map<number, number[]>();
    const added = new Map<number, number>();
    for (const truckId of truckIds) {
      const best = (byTruck.get(truckId) ?? [])
        .map((candidate) => candidate.segments)
        .reduce((a, b) => (load(b) < load(a) ? b : a));
      routes.set(truckId, best);
      for (const id of best) {
        loads.set(id, (loads.get(id) ?? 0) + 1);
        added.set(id, (added.get(id) ?? 0) + 1);
      }
    }
    await client.query(
      `UPDATE trucks t SET route = a.route::integer[], version = version + 1, assigned_at = now(), assignment_id = a.call
         FROM unnest($1::integer[], $2::text[], $3::text[]) AS a (id, route, call) WHERE t.id = a.id`,
      [truckIds, truckIds.map((id) => `{${routes.get(id)?.join(",")}}`), truckIds.map((id) => callOf.get(id))],
    );
    await client.query(
      `UPDATE road_segments s SET assigned_load = s.assigned_load + a.added
         FROM unnest($1::integer[], $2::bigint[]) AS a (id, added) WHERE s.id = a.id`,
      [[...added.keys()], [...added.values()]],
    );
    await client.query("COMMIT");
    return routes;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

async function withRetries(calls: Call[]): Promise<Map<number, number[]>> {
  for (let attempt = 1; ; attempt++) {
    const client = await pool.connect();
    try {
      return await assignBatch(client, calls);
    } catch (error) {
      if (attempt === ATTEMPTS || !AGAIN.has((error as { code?: string }).code ?? "")) {
        throw error;
      }
    } finally {
      client.release();
    }
  }
}

/** Each call is answered when its transaction has committed; of a batch that fails, each call is tried alone. */
async function answer(batch: Waiting[]): Promise<void> {
  try {
    const routes = await withRetries(batch.map(({ call }) => call));
    for (const { call, done } of batch) {
      done(call.truckIds.map((truckId) => ({ truckId, status: "success", route: routes.get(truckId) ?? [] })));
    }
  } catch (error) {
    if (batch.length === 1) {
      batch[0]?.failed(error);
    } else {
      for (const waiting of batch) {
        await answer([waiting]);
      }
    }
  }
}

const queue: Waiting[] = [];
let running = 0;

/** Batches are filled from all calls that wait, so that many small calls cost few transactions. */
function next(): void {
  while (running < IN_FLIGHT && queue.length > 0) {
    const batch: Waiting[] = [];
    let trucks = 0;
    do {
      const waiting = queue.shift() as Waiting;
      batch.push(waiting);
      trucks += waiting.call.truckIds.length;
    } while (queue[0] && trucks + queue[0].call.truckIds.length <= BATCH);
    running++;
    void answer(batch).finally(() => {
      running--;
      next();
    });
  }
}

async function assign(call: Call): Promise<Assigned[]> {
  if (queue.length >= QUEUE) {
    throw new Overloaded("too many calls wait");
  }
  return new Promise((done, failed) => {
    queue.push({ call, done, failed });
    next();
  });
}

await serve(assign);
