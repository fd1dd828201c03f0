package dev.gridlock.target.builtin.bounded;

import dev.gridlock.target.builtin.journal.Failure;
import dev.gridlock.target.builtin.journal.Journal;
import dev.gridlock.target.builtin.journal.Step;
import dev.gridlock.target.builtin.pool.ConnectionPool;
import dev.gridlock.target.builtin.pool.PoolTimeoutException;
import dev.gridlock.target.builtin.pool.SqlFailure;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs one batch: waits for its turn, and tries again on a deadlock or a serialization failure. */
final class BatchRunner {

    private static final IntervalFunction BACKOFF =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(20), 2.0, 0.5, Duration.ofSeconds(1));

    private final ConnectionPool pool;
    private final Journal journal;
    private final Limits limits;
    private final int mostAttempts;

    BatchRunner(ConnectionPool pool, Journal journal, Limits limits, int mostAttempts) {
        this.pool = pool;
        this.journal = journal;
        this.limits = limits;
        this.mostAttempts = mostAttempts;
    }

    /**
     * Runs the batch to its end; nothing of it goes on afterwards.
     *
     * @param callFailed set when this batch fails; when it is set already, the batch is not begun
     */
    BatchResult run(String callId, Batch batch, Deadline deadline, AtomicBoolean callFailed)
            throws InterruptedException {
        BatchJournal record = new BatchJournal(journal, callId, batch);
        if (!limits.begin(deadline)) {
            callFailed.set(true);
            String message = "batch " + batch.name() + " had no turn before the call's deadline";
            record.failed(new BatchAttempts(), Failure.of(Step.DEADLINE, message), false);
            return new BatchResult.RolledBack(batch, message, true);
        }
        long began = System.nanoTime();
        try {
            if (callFailed.get()) {
                String message = "never begun, because another batch of the call had failed";
                record.failed(new BatchAttempts(), Failure.of(Step.DROPPED, message), false);
                return new BatchResult.Dropped(batch);
            }
            BatchResult result = attempt(callId, batch, deadline, record);
            if (!(result instanceof BatchResult.Committed)) {
                callFailed.set(true);
            }
            return result;
        } finally {
            limits.ended(Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private BatchResult attempt(String callId, Batch batch, Deadline deadline, BatchJournal record) {
        BatchAttempts attempts = new BatchAttempts();
        BatchTransaction transaction = new BatchTransaction(pool, callId, batch, deadline, attempts);
        Retry retry = Retry.of(
                batch.name(),
                RetryConfig.custom()
                        .maxAttempts(mostAttempts)
                        .intervalFunction(BACKOFF)
                        .retryOnException(e -> again(e, deadline))
                        .build());
        try {
            retry.executeCheckedSupplier(() -> {
                try {
                    transaction.run();
                } catch (SQLException e) {
                    record.error(failure(attempts, e), again(e, deadline) && attempts.count() < mostAttempts);
                    throw e;
                }
                return batch;
            });
            return new BatchResult.Committed(batch, record.committed(attempts));
        } catch (SQLException e) {
            boolean open = attempts.step() == Step.COMMIT && !SqlFailure.knownNotCommitted(e);
            record.failed(attempts, failure(attempts, e), open);
            String message = "batch " + batch.name() + ": " + e.getMessage();
            return open
                    ? new BatchResult.Indeterminate(batch, message)
                    : new BatchResult.RolledBack(batch, message, SqlFailure.retryable(e) || SqlFailure.unavailable(e));
        } catch (Throwable e) {
            // A mistake of ours; the transaction is rolled back, and the call must still be answered.
            record.failed(attempts, Failure.of(attempts.step(), e.toString()), attempts.step() == Step.COMMIT);
            return new BatchResult.RolledBack(batch, "batch " + batch.name() + ": " + e, false);
        }
    }

    private static boolean again(Throwable e, Deadline deadline) {
        return e instanceof SQLException sql && SqlFailure.retryable(sql) && !deadline.hasPassed();
    }

    private static Failure failure(BatchAttempts attempts, SQLException e) {
        boolean late = DeadlineException.QUERY_CANCELED.equals(e.getSQLState());
        Step at = e instanceof PoolTimeoutException ? Step.ACQUIRE : late ? Step.DEADLINE : attempts.step();
        return Failure.of(at, e);
    }
}
