"""The same work with limits on purpose: few transactions at once, filled from all calls that wait, locks in one order."""

import asyncio
from collections import defaultdict, deque

import asyncpg

from server import Call, Overloaded, Route, acquire_timeout, serve

BATCH = 500  # trucks in one transaction
IN_FLIGHT = 2  # transactions at once
QUEUE = 1_000  # calls that may wait
ATTEMPTS = 5

UPDATE_TRUCKS = """
    UPDATE trucks t SET route = a.route::integer[], version = version + 1, assigned_at = now(), assignment_id = a.call
      FROM unnest($1::integer[], $2::text[], $3::text[]) AS a (id, route, call) WHERE t.id = a.id
"""
UPDATE_SEGMENTS = """
    UPDATE road_segments s SET assigned_load = s.assigned_load + a.added
      FROM unnest($1::integer[], $2::bigint[]) AS a (id, added) WHERE s.id = a.id
"""

Waiting = tuple[Call, asyncio.Future]
waiting: deque[Waiting] = deque()
running: set[asyncio.Task] = set()


async def assign_batch(connection: asyncpg.Connection, calls: list[Call]) -> dict[int, Route]:
    call_of = {truck: call.id for call in calls for truck in call.truck_ids}
    trucks = sorted(call_of)
    async with connection.transaction():
        await connection.execute("SELECT FROM trucks WHERE id = ANY ($1) ORDER BY id FOR UPDATE", trucks)
        candidates = defaultdict(list)
        for row in await connection.fetch(
            "SELECT truck_id, segments FROM candidate_routes WHERE truck_id = ANY ($1) ORDER BY truck_id, n", trucks
        ):
            candidates[row["truck_id"]].append(row["segments"])
        segments = {segment for routes in candidates.values() for route in routes for segment in route}
        loads = {
            row["id"]: row["assigned_load"]
            for row in await connection.fetch(
                "SELECT id, assigned_load FROM road_segments WHERE id = ANY ($1) ORDER BY id FOR UPDATE",
                list(segments),
            )
        }
        routes: dict[int, Route] = {}
        added: dict[int, int] = defaultdict(int)
        for truck in trucks:
            routes[truck] = min(candidates[truck], key=lambda route: sum(loads[segment] for segment in route))
            for segment in routes[truck]:
                loads[segment] += 1
                added[segment] += 1
        texts = ["{" + ",".join(map(str, routes[truck])) + "}" for truck in trucks]
        await connection.execute(UPDATE_TRUCKS, trucks, texts, [call_of[truck] for truck in trucks])
        await connection.execute(UPDATE_SEGMENTS, list(added), list(added.values()))
    return routes


async def with_retries(pool: asyncpg.Pool, calls: list[Call]) -> dict[int, Route]:
    for attempt in range(1, ATTEMPTS + 1):
        async with pool.acquire(timeout=acquire_timeout()) as connection:
            try:
                return await assign_batch(connection, calls)
            except (asyncpg.DeadlockDetectedError, asyncpg.SerializationError):
                if attempt == ATTEMPTS:
                    raise
    raise AssertionError("not reached")


async def answer(pool: asyncpg.Pool, batch: list[Waiting]) -> None:
    """Each call is answered when its transaction has committed; of a batch that fails, each call is tried alone."""
    try:
        routes = await with_retries(pool, [call for call, _ in batch])
        for _, future in batch:
            future.set_result(routes)
    except Exception as error:
        if len(batch) == 1:
            batch[0][1].set_exception(error)
        else:
            for one in batch:
                await answer(pool, [one])


def start_next(pool: asyncpg.Pool) -> None:
    """Batches are filled from all calls that wait, so that many small calls cost few transactions."""
    while waiting and len(running) < IN_FLIGHT:
        batch = [waiting.popleft()]
        trucks = len(batch[0][0].truck_ids)
        while waiting and trucks + len(waiting[0][0].truck_ids) <= BATCH:
            batch.append(waiting.popleft())
            trucks += len(batch[-1][0].truck_ids)
        task = asyncio.ensure_future(answer(pool, batch))
        running.add(task)
        task.add_done_callback(lambda done: (running.discard(done), start_next(pool)))


async def assign(pool: asyncpg.Pool, call: Call) -> dict[int, Route]:
    if len(waiting) >= QUEUE:
        raise Overloaded("too many calls wait")
    future = asyncio.get_running_loop().create_future()
    waiting.append((call, future))
    start_next(pool)
    return await future


if __name__ == "__main__":
    serve(assign)
