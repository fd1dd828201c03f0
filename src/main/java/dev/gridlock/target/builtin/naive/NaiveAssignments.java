package dev.gridlock.target.builtin.naive;

import dev.gridlock.target.builtin.contract.Answer;
import dev.gridlock.target.builtin.contract.Assignment;
import dev.gridlock.target.builtin.contract.Assignments;
import dev.gridlock.target.builtin.contract.Call;
import dev.gridlock.target.builtin.contract.Route;
import dev.gridlock.target.builtin.journal.Failure;
import dev.gridlock.target.builtin.journal.Journal;
import dev.gridlock.target.builtin.journal.Step;
import dev.gridlock.target.builtin.journal.TruckOperation;
import dev.gridlock.target.builtin.pool.ConnectionPool;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;

/**
 * {@code route-optimizer-v2}: {@code Promise.all} over all trucks of the call. For each: read the candidate routes, take
 * the least loaded, write it to the truck, add the truck to the route's segments.
 */
public final class NaiveAssignments implements Assignments {

    private final PoolQuery pool;
    private final Journal journal;

    /**
     * @param pool of connections that commit each statement ({@link ConnectionPool.Transactions#EACH_STATEMENT})
     */
    public NaiveAssignments(ConnectionPool pool, Journal journal) {
        this.pool = new PoolQuery(pool, journal);
        this.journal = journal;
    }

    @Override
    public Answer assign(Call call) throws InterruptedException {
        journal.operationsBegan(call.truckIds().size());
        try {
            return new Answer.Assigned(PromiseAll.of(call.truckIds(), truckId -> assignTruck(call.id(), truckId))
                    .get());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new Answer.Failed("RoutingException", "Bulk route assignment failed: " + cause.getMessage());
        }
    }

    private Assignment assignTruck(String callId, int truckId) throws SQLException, RoutingException {
        TruckOperation operation =
                new TruckOperation(callId, truckId, null, journal.clock().nanos());
        try {
            TruckView truck = pool.run(operation, Step.SELECT, c -> RouteStatements.read(c, truckId));
            operation.selected(journal.clock().nanos());
            if (truck.candidates().isEmpty()) {
                operation.failed(Failure.of(Step.SELECT, "no routes for truck " + truckId));
                throw new RoutingException("no routes for truck " + truckId);
            }
            Route route = truck.leastLoaded();
            int version = truck.version() + 1;
            long[] loads = truck.loadsAlong(route);
            long[] newLoads = oneMore(loads);
            operation.chose(route, truck.version(), version, loads, newLoads);

            pool.run(operation, Step.TRUCK, c -> RouteStatements.updateTruck(c, truckId, route, version, callId));
            operation.committed(Step.TRUCK, journal.clock().nanos());

            pool.run(operation, Step.SEGMENTS, c -> RouteStatements.updateSegments(c, route, newLoads));
            operation.committed(Step.SEGMENTS, journal.clock().nanos());
            operation.acknowledged();
            return new Assignment(truckId, route);
        } finally {
            journal.operationEnded(operation);
        }
    }

    private static long[] oneMore(long[] loads) {
        long[] more = new long[loads.length];
        for (int i = 0; i < loads.length; i++) {
            more[i] = loads[i] + 1;
        }
        return more;
    }
}
