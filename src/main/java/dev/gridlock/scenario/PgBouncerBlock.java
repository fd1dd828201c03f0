package dev.gridlock.scenario;

import java.util.List;

/** {@code pgbouncer:} */
final class PgBouncerBlock {

    static final Key<PgBouncerSpec.PoolMode> POOL_MODE = Key.optional(
            "pool_mode",
            Words.choice(PgBouncerSpec.PoolMode.class),
            PgBouncerSpec.PoolMode.TRANSACTION,
            "when a server connection goes back to the pool");
    static final Key<Integer> POOL_SIZE = Key.optional(
            "pool_size",
            Numbers.count(1, 10_000, "50"),
            50,
            "PgBouncer's default_pool_size: server connections; at most postgres.max_connections − 3, because"
                    + " PostgreSQL keeps 3 (superuser_reserved_connections) from an ordinary user");
    static final Key<Integer> MAX_CLIENT_CONN = Key.optional(
            "max_client_conn",
            Numbers.count(1, 100_000, "1_000"),
            1_000,
            "PgBouncer's max_client_conn; a target with a larger pool is refused the connections above it");

    static final Block BLOCK =
            new Block("pgbouncer", "PgBouncer's limits.", List.of(POOL_MODE, POOL_SIZE, MAX_CLIENT_CONN));

    /** superuser_reserved_connections, PostgreSQL's default (manual, "Connections and Authentication"). */
    private static final int RESERVED = 3;

    private PgBouncerBlock() {}

    static PgBouncerSpec read(MappingReader in, MappingReader postgres, int maxConnections) {
        in.allow(BLOCK.names());
        PgBouncerSpec pgbouncer = new PgBouncerSpec(in.read(POOL_MODE), in.read(POOL_SIZE), in.read(MAX_CLIENT_CONN));
        int open = maxConnections - RESERVED;
        if (in.sound(POOL_SIZE) && postgres.sound(PostgresBlock.MAX_CONNECTIONS) && pgbouncer.poolSize() > open) {
            in.problems()
                    .add(
                            in.has(POOL_SIZE) ? in.at(POOL_SIZE) : postgres.at(PostgresBlock.MAX_CONNECTIONS),
                            "pgbouncer.pool_size: PostgreSQL would refuse some of its connections",
                            pgbouncer.poolSize() + " of max_connections " + maxConnections + ", of which " + RESERVED
                                    + " are kept for superusers",
                            "at most " + open + ", or postgres.max_connections of at least "
                                    + (pgbouncer.poolSize() + RESERVED));
        }
        return pgbouncer;
    }

    static void write(PgBouncerSpec pgbouncer, YamlWriter out) {
        out.write(POOL_MODE, pgbouncer.poolMode());
        out.write(POOL_SIZE, pgbouncer.poolSize());
        out.write(MAX_CLIENT_CONN, pgbouncer.maxClientConn());
    }
}
