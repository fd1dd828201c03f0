package dev.gridlock.target.builtin.naive;

import dev.gridlock.target.builtin.journal.Failure;
import dev.gridlock.target.builtin.journal.Journal;
import dev.gridlock.target.builtin.journal.Step;
import dev.gridlock.target.builtin.journal.TruckOperation;
import dev.gridlock.target.builtin.pool.ConnectionPool;
import dev.gridlock.target.builtin.pool.ConnectionPool.Lease;
import dev.gridlock.target.builtin.pool.PoolTimeoutException;
import dev.gridlock.target.builtin.pool.SqlFailure;
import java.sql.Connection;
import java.sql.SQLException;

/** {@code pg.Pool.query}: one statement on whatever connection is free next, committed by itself; with its journal. */
final class PoolQuery {

    private final ConnectionPool pool;
    private final Journal journal;

    PoolQuery(ConnectionPool pool, Journal journal) {
        this.pool = pool;
        this.journal = journal;
    }

    interface Statement<T> {
        T on(Connection connection) throws SQLException;
    }

    <T> T run(TruckOperation operation, Step step, Statement<T> statement) throws SQLException {
        try (Lease lease = acquire(operation)) {
            return timed(operation, step, statement, lease.connection());
        }
    }

    private Lease acquire(TruckOperation operation) throws SQLException {
        try {
            Lease lease = pool.acquire();
            operation.waited(lease.waitedNanos());
            return lease;
        } catch (SQLException e) {
            if (e instanceof PoolTimeoutException timeout) {
                operation.waited(timeout.waitedNanos());
            }
            failed(operation, Step.ACQUIRE, e);
            throw e;
        }
    }

    private <T> T timed(TruckOperation operation, Step step, Statement<T> statement, Connection connection)
            throws SQLException {
        long before = System.nanoTime();
        try {
            return statement.on(connection);
        } catch (SQLException e) {
            if (!SqlFailure.knownNotCommitted(e)) {
                operation.unknown(step);
            }
            failed(operation, step, e);
            throw e;
        } finally {
            operation.took(step, System.nanoTime() - before);
        }
    }

    private void failed(TruckOperation operation, Step step, SQLException e) {
        Failure failure = Failure.of(step, e);
        operation.failed(failure);
        journal.error(operation.callId(), operation.truckId(), null, failure, false);
    }
}
