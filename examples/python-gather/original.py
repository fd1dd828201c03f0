"""The outage's service in Python: asyncio.gather over everything, SELECT then UPDATE, no transaction."""

import asyncio

import asyncpg

from server import Call, Route, acquire_timeout, serve

CANDIDATES = """
    SELECT c.segments,
           ARRAY(SELECT s.assigned_load
                   FROM unnest(c.segments) WITH ORDINALITY AS leg (id, position)
                   JOIN road_segments s ON s.id = leg.id
                  ORDER BY leg.position) AS loads
      FROM candidate_routes c
     WHERE c.truck_id = $1
     ORDER BY c.n
"""
UPDATE_TRUCK = """
    UPDATE trucks SET route = $2, version = version + 1, assigned_at = now(), assignment_id = $3 WHERE id = $1
"""
UPDATE_SEGMENTS = """
    UPDATE road_segments s SET assigned_load = leg.load
      FROM unnest($1::integer[], $2::bigint[]) AS leg (id, load) WHERE s.id = leg.id
"""


async def assign_route(pool: asyncpg.Pool, truck_id: int, call: Call) -> Route:
    async with pool.acquire(timeout=acquire_timeout()) as connection:
        candidates = await connection.fetch(CANDIDATES, truck_id)
    best = min(candidates, key=lambda candidate: sum(candidate["loads"]))
    async with pool.acquire(timeout=acquire_timeout()) as connection:
        await connection.execute(UPDATE_TRUCK, truck_id, best["segments"], call.id)
    async with pool.acquire(timeout=acquire_timeout()) as connection:
        await connection.execute(UPDATE_SEGMENTS, best["segments"], [load + 1 for load in best["loads"]])
    return best["segments"]


async def assign(pool: asyncpg.Pool, call: Call) -> dict[int, Route]:
    routes = await asyncio.gather(*(assign_route(pool, truck, call) for truck in call.truck_ids))
    return dict(zip(call.truck_ids, routes))


if __name__ == "__main__":
    serve(assign)
