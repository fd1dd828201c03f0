package dev.gridlock.scenario;

/** PgBouncer's limits: {@code pool_mode}, {@code default_pool_size}, {@code max_client_conn}. */
public record PgBouncerSpec(PoolMode poolMode, int poolSize, int maxClientConn) {

    /** PgBouncer's {@code pool_mode}; naive and bounded both work in transaction and session mode. */
    public enum PoolMode {
        TRANSACTION,
        SESSION
    }
}
