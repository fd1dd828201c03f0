import { monitorPgPool } from "@christiangalsterer/node-postgres-prometheus-exporter";
import Fastify from "fastify";
import pg from "pg";
import { Registry } from "prom-client";

export interface Call {
  region: number;
  truckIds: number[];
  /** The caller's Idempotency-Key; each truck's row names the call that assigned it. */
  id: string;
}

export interface Assigned {
  truckId: number;
  status: "success";
  route: number[];
}

export class RoutingException extends Error {}

/** Too much is waiting already; the caller may come again. */
export class Overloaded extends Error {}

const database = new URL(process.env.DATABASE_URL ?? "postgresql://127.0.0.1/postgres");

export const pool = new pg.Pool({
  // One by one: of a connectionString the exporter of metrics sees no host, and tells nothing.
  host: database.hostname,
  port: Number(database.port || 5_432),
  database: decodeURIComponent(database.pathname.slice(1)),
  user: decodeURIComponent(database.username),
  password: decodeURIComponent(database.password),
  max: Number(process.env.POOL_SIZE ?? 100),
  connectionTimeoutMillis: Number(process.env.ACQUIRE_TIMEOUT_MS ?? 5_000),
});
const metrics = new Registry();
monitorPgPool(pool, metrics);
pool.on("error", (error) => console.error("idle connection:", error.message));

/** Serves one way of assigning routes. */
export async function serve(assign: (call: Call) => Promise<Assigned[]>): Promise<void> {
  const app = Fastify({ bodyLimit: 16 * 1024 * 1024, forceCloseConnections: true });

  app.get("/health", async () => ({ status: "ok" }));

  app.get("/metrics", async (_, reply) => reply.type(metrics.contentType).send(await metrics.metrics()));

  app.post<{ Body: { region: number; truckIds: number[] } }>("/assignments", async (request, reply) => {
    const { region, truckIds } = request.body;
    const id = String(request.headers["idempotency-key"] ?? "");
    try {
      return { results: await assign({ region, truckIds, id }) };
    } catch (error) {
      if (error instanceof Overloaded) {
        return reply.code(503).header("retry-after", "1").send({ error: "Overloaded", message: error.message });
      }
      const message = error instanceof Error ? error.message : String(error);
      return reply.code(500).send({ error: "RoutingException", message });
    }
  });

  const stop = async () => {
    await app.close();
    await pool.end();
    process.exit(0);
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  await app.listen({ host: "127.0.0.1", port: Number(process.env.PORT ?? 8080) });
}
