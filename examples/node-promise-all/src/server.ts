import Fastify from "fastify";
import pg from "pg";

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

export const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: Number(process.env.POOL_SIZE ?? 100),
  connectionTimeoutMillis: Number(process.env.ACQUIRE_TIMEOUT_MS ?? 5_000),
});
pool.on("error", (error) => console.error("idle connection:", error.message));

/** Serves one way of assigning routes. */
export async function serve(assign: (call: Call) => Promise<Assigned[]>): Promise<void> {
  const app = Fastify({ bodyLimit: 16 * 1024 * 1024, forceCloseConnections: true });

  app.get("/health", async () => ({ status: "ok" }));

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
