package dev.gridlock.target.builtin.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.target.builtin.journal.Journal;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/**
 * The application's HikariCP pool. Every wait is measured here, around {@code getConnection}: HikariCP's own
 * {@code IMetricsTracker} reports a timed-out acquire first as an acquired one, on a thread that it doesn't name.
 */
public final class ConnectionPool implements AutoCloseable {

    /** Longest wait for the first connection; only at the start, so that an unreachable database is said at once. */
    private static final int FIRST_CONNECTION_MILLIS = 15_000;

    private final HikariDataSource hikari;
    private final Journal journal;

    /** Whether each statement is a transaction of its own. */
    public enum Transactions {
        EACH_STATEMENT,
        EXPLICIT
    }

    /**
     * Opens the pool and fills it.
     *
     * @param target its name, in HikariCP's messages and metrics
     * @throws com.zaxxer.hikari.pool.HikariPool.PoolInitializationException when the database does not answer
     */
    public ConnectionPool(
            String target,
            TargetSpec spec,
            DatabaseAddress address,
            Transactions transactions,
            Journal journal,
            MeterRegistry metrics) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(target);
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(spec.pool());
        config.setConnectionTimeout(spec.acquireTimeout().toMillis());
        config.setValidationTimeout(Math.min(5_000, spec.acquireTimeout().toMillis()));
        config.setInitializationFailTimeout(FIRST_CONNECTION_MILLIS);
        config.setAutoCommit(transactions == Transactions.EACH_STATEMENT);
        config.setMetricRegistry(metrics);
        config.addDataSourceProperty("ApplicationName", "gridlock-" + target);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // No socketTimeout: node-postgres, which the outage's service used, has none either. The bounded target sets
        // one for each transaction, from its deadline.
        this.journal = journal;
        this.hikari = new HikariDataSource(config);
    }

    /**
     * Waits for a connection.
     *
     * @throws PoolTimeoutException when none became free within the pool's acquire timeout
     * @throws SQLException when the pool is closed or the thread was interrupted
     */
    public Lease acquire() throws SQLException {
        long before = System.nanoTime();
        try {
            Connection connection = hikari.getConnection();
            long waited = System.nanoTime() - before;
            journal.acquire(waited, true);
            return new Lease(connection, waited);
        } catch (SQLTransientConnectionException e) {
            long waited = System.nanoTime() - before;
            journal.acquire(waited, false);
            throw new PoolTimeoutException(e, waited);
        }
    }

    /** Active, idle, total and pending. */
    public HikariPoolMXBean state() {
        return hikari.getHikariPoolMXBean();
    }

    @Override
    public void close() {
        hikari.close();
    }

    /**
     * A connection on loan; closing gives it back, and rolls back what was not committed.
     *
     * @param waitedNanos what it took to get it
     */
    public record Lease(Connection connection, long waitedNanos) implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
