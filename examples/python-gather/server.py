"""HTTP and the pool, for both services."""

import json
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import asyncpg
from aiohttp import web


@dataclass(frozen=True)
class Call:
    """A request; its id is the caller's Idempotency-Key, which each truck's row names."""

    id: str
    truck_ids: list[int]


Route = list[int]
Assign = Callable[[asyncpg.Pool, Call], Awaitable[dict[int, Route]]]


class Overloaded(Exception):
    """Too much is waiting already; the caller may come again."""


async def connect() -> asyncpg.Pool:
    size = int(os.environ.get("POOL_SIZE", "100"))
    # PgBouncer pools transactions: a prepared statement does not outlive one.
    return await asyncpg.create_pool(
        os.environ["DATABASE_URL"], min_size=0, max_size=size, statement_cache_size=0
    )


def acquire_timeout() -> float:
    return int(os.environ.get("ACQUIRE_TIMEOUT_MS", "5000")) / 1000


def serve(assign: Assign) -> None:
    async def health(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def assignments(request: web.Request) -> web.Response:
        body = json.loads(await request.read())
        call = Call(request.headers.get("Idempotency-Key", ""), body["truckIds"])
        try:
            routes = await assign(request.app["pool"], call)
        except Overloaded as error:
            return web.json_response(
                {"error": "Overloaded", "message": str(error)}, status=503, headers={"Retry-After": "1"}
            )
        except Exception as error:  # whatever it was, the caller is told that the call failed
            message = f"Bulk route assignment failed: {error or type(error).__name__}"
            return web.json_response({"error": "RoutingException", "message": message}, status=500)
        results = [{"truckId": truck, "status": "success", "route": routes[truck]} for truck in call.truck_ids]
        return web.json_response({"results": results})

    async def pool(app: web.Application):
        app["pool"] = await connect()
        yield
        app["pool"].terminate()

    app = web.Application(client_max_size=16 * 1024 * 1024)
    app.cleanup_ctx.append(pool)
    app.router.add_get("/health", health)
    app.router.add_post("/assignments", assignments)
    web.run_app(
        app,
        host="127.0.0.1",
        port=int(os.environ.get("PORT", "8080")),
        print=None,
        shutdown_timeout=1,
        # A caller that closes its connection does not stop the work.
        handler_cancellation=False,
    )
