package dev.gridlock.target.builtin.bounded;

import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.target.builtin.contract.Answer;
import dev.gridlock.target.builtin.contract.Assignments;
import dev.gridlock.target.builtin.contract.Call;
import dev.gridlock.target.builtin.journal.Failure;
import dev.gridlock.target.builtin.journal.Journal;
import dev.gridlock.target.builtin.journal.Step;
import dev.gridlock.target.builtin.pool.ConnectionPool;
import dev.gridlock.target.builtin.pool.ConnectionPool.Lease;
import dev.gridlock.target.builtin.pool.PoolTimeoutException;
import dev.gridlock.target.builtin.pool.SqlFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The corrected service: batches, a bounded number of transactions in flight over all calls, one transaction a batch, a
 * deadline a call, and calls refused honestly when there are too many. When a call is answered, nothing of it goes on.
 */
public final class BoundedAssignments implements Assignments {

    private final TargetSpec.Bounded spec;
    private final ConnectionPool pool;
    private final Journal journal;
    private final Limits limits;
    private final BatchRunner runner;

    /**
     * @param pool of connections without auto-commit ({@link ConnectionPool.Transactions#EXPLICIT})
     */
    public BoundedAssignments(TargetSpec.Bounded spec, ConnectionPool pool, Journal journal) {
        this.spec = spec;
        this.pool = pool;
        this.journal = journal;
        this.limits = new Limits(spec.queue(), spec.inFlight());
        this.runner = new BatchRunner(pool, journal, limits, spec.attempts());
    }

    @Override
    public Answer assign(Call call) throws InterruptedException {
        if (!limits.admit()) {
            return new Answer.Shed(
                    "Overloaded",
                    "already at work on " + spec.queue() + " calls; nothing was written",
                    limits.retryAfter());
        }
        try {
            Deadline deadline = Deadline.in(spec.deadline());
            Answer refusal = refusal(call, deadline);
            return refusal == null ? BoundedAnswer.of(call, runAll(call, deadline), limits.retryAfter()) : refusal;
        } finally {
            limits.leave();
        }
    }

    /** Before anything is written: are all trucks known? */
    private @Nullable Answer refusal(Call call, Deadline deadline) throws InterruptedException {
        if (!limits.begin(deadline)) {
            return new Answer.Shed(
                    "DeadlineExceeded",
                    "had no turn within " + spec.deadline().toMillis() + " ms; nothing was written",
                    limits.retryAfter());
        }
        long began = System.nanoTime();
        try (Lease lease = pool.acquire()) {
            deadline.bound(lease.connection());
            int[] ids = call.truckIds().stream().mapToInt(Integer::intValue).toArray();
            List<Integer> unknown = BatchStatements.unknownTrucks(lease.connection(), ids);
            return unknown.isEmpty() ? null : new Answer.UnknownTrucks(unknown);
        } catch (SQLException e) {
            Step at = e instanceof PoolTimeoutException ? Step.ACQUIRE : Step.SELECT;
            journal.error(call.id(), null, null, Failure.of(at, e), false);
            String message = e.getMessage() + "; nothing was written";
            return SqlFailure.unavailable(e)
                    ? new Answer.Shed("Unavailable", message, limits.retryAfter())
                    : new Answer.Failed("AssignmentFailed", message);
        } finally {
            limits.ended(Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /** Every batch, to its end: closing the executor waits for each. */
    private List<BatchResult> runAll(Call call, Deadline deadline) throws InterruptedException {
        journal.operationsBegan(call.truckIds().size());
        AtomicBoolean callFailed = new AtomicBoolean();
        List<Future<BatchResult>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Batch batch : Batch.split(call, spec.batch())) {
                running.add(threads.submit(() -> runner.run(call.id(), batch, deadline, callFailed)));
            }
        }
        List<BatchResult> results = new ArrayList<>();
        for (Future<BatchResult> batch : running) {
            try {
                results.add(batch.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a batch of call " + call.id() + " ended without a result", e);
            }
        }
        return results;
    }
}
