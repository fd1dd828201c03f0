package dev.gridlock.target.builtin.bounded;

import dev.gridlock.target.builtin.journal.Step;
import dev.gridlock.target.builtin.pool.ConnectionPool;
import dev.gridlock.target.builtin.pool.ConnectionPool.Lease;
import dev.gridlock.target.builtin.pool.PoolTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One attempt at a batch: lock the trucks, lock the segments, choose, write, commit.
 *
 * <p>The segments are locked last and only until the commit: hubs are shared by all batches, so this phase is where
 * batches wait for each other.
 */
final class BatchTransaction {

    private final ConnectionPool pool;
    private final String callId;
    private final Batch batch;
    private final Deadline deadline;
    private final BatchAttempts attempts;

    BatchTransaction(ConnectionPool pool, String callId, Batch batch, Deadline deadline, BatchAttempts attempts) {
        this.pool = pool;
        this.callId = callId;
        this.batch = batch;
        this.deadline = deadline;
        this.attempts = attempts;
    }

    /**
     * Runs it.
     *
     * @throws SQLException with {@link BatchAttempts#step()} at the step that failed; after any but {@link Step#COMMIT} the
     *     transaction is rolled back
     */
    void run() throws SQLException {
        attempts.began();
        try (Lease lease = acquire()) {
            Connection connection = lease.connection();
            requireTime("its transaction began");
            deadline.bound(connection);

            attempts.begin(Step.SELECT);
            List<LockedTruck> trucks = BatchStatements.lockTrucks(connection, batch.ids(), callId, deadline.left());
            attempts.end();
            requireAll(trucks.size(), batch.truckIds().size(), "trucks locked");
            attempts.replayed(
                    trucks.stream().filter(truck -> truck.stored() != null).toList());
            List<LockedTruck> open =
                    trucks.stream().filter(truck -> truck.stored() == null).toList();
            if (open.isEmpty()) {
                return;
            }
            SortedSet<Integer> segments = segmentsOf(open);
            requireTime("it locked segments");
            attempts.begin(Step.SELECT);
            SegmentLoads loads = BatchStatements.lockSegments(connection, segments);
            attempts.end();

            BatchPlan plan = BatchPlan.choose(open, loads);
            attempts.planned(plan);
            attempts.begin(Step.TRUCK);
            int written = BatchStatements.updateTrucks(connection, plan, callId);
            attempts.end();
            requireAll(written, open.size(), "trucks written");
            attempts.begin(Step.SEGMENTS);
            int changed = BatchStatements.updateSegments(connection, loads);
            attempts.end();
            requireAll(changed, loads.changed().length, "segments written");

            requireTime("its commit");
            attempts.begin(Step.COMMIT);
            connection.commit();
            attempts.end();
        }
    }

    private Lease acquire() throws SQLException {
        try {
            Lease lease = pool.acquire();
            attempts.waited(lease.waitedNanos());
            return lease;
        } catch (PoolTimeoutException e) {
            attempts.waited(e.waitedNanos());
            throw e;
        }
    }

    private void requireTime(String before) throws DeadlineException {
        if (deadline.hasPassed()) {
            attempts.begin(Step.DEADLINE);
            throw new DeadlineException(before);
        }
    }

    private void requireAll(int found, int expected, String what) throws SQLException {
        if (found != expected) {
            throw new SQLException(
                    "expected " + expected + " " + what + " in " + batch.name() + ", found " + found
                            + "; somebody else changes the fleet",
                    "P0002");
        }
    }

    private static SortedSet<Integer> segmentsOf(List<LockedTruck> trucks) {
        SortedSet<Integer> ids = new TreeSet<>();
        for (LockedTruck truck : trucks) {
            truck.candidates().forEach(route -> {
                for (int i = 0; i < route.length(); i++) {
                    ids.add(route.segment(i));
                }
            });
        }
        return ids;
    }
}
