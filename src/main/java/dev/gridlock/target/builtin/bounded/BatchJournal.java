package dev.gridlock.target.builtin.bounded;

import dev.gridlock.target.builtin.contract.Assignment;
import dev.gridlock.target.builtin.contract.Route;
import dev.gridlock.target.builtin.journal.Failure;
import dev.gridlock.target.builtin.journal.Journal;
import dev.gridlock.target.builtin.journal.Step;
import dev.gridlock.target.builtin.journal.TruckOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One record a truck, for a batch that has ended. */
final class BatchJournal {

    private final Journal journal;
    private final String callId;
    private final Batch batch;
    private final long startedNanos;

    BatchJournal(Journal journal, String callId, Batch batch) {
        this.journal = journal;
        this.callId = callId;
        this.batch = batch;
        this.startedNanos = journal.clock().nanos();
    }

    /** Every truck is acknowledged; what is to be answered for them. */
    List<Assignment> committed(BatchAttempts attempts) {
        long atNanos = journal.clock().nanos();
        List<Assignment> assignments = new ArrayList<>(batch.truckIds().size());
        for (LockedTruck truck : attempts.replayed()) {
            Route stored = Objects.requireNonNull(truck.stored());
            TruckOperation operation = operation(truck.id(), attempts);
            operation.replayed(stored, truck.version());
            operation.acknowledged();
            journal.operationEnded(operation);
            assignments.add(new Assignment(truck.id(), stored));
        }
        for (BatchPlan.Choice choice : attempts.plan().choices()) {
            TruckOperation operation = operation(choice.truck().id(), attempts);
            choice.into(operation);
            operation.committed(Step.TRUCK, atNanos);
            operation.committed(Step.SEGMENTS, atNanos);
            operation.acknowledged();
            journal.operationEnded(operation);
            assignments.add(new Assignment(choice.truck().id(), choice.route()));
        }
        return assignments;
    }

    /**
     * No truck is acknowledged.
     *
     * @param open whether the commit's answer was lost, so that the planned writes may be there
     */
    void failed(BatchAttempts attempts, Failure failure, boolean open) {
        Map<Integer, BatchPlan.Choice> choices = new HashMap<>();
        attempts.plan().choices().forEach(choice -> choices.put(choice.truck().id(), choice));
        for (int truckId : batch.truckIds()) {
            TruckOperation operation = operation(truckId, attempts);
            BatchPlan.Choice choice = choices.get(truckId);
            if (choice != null) {
                choice.into(operation);
                if (open) {
                    operation.unknown(Step.TRUCK);
                    operation.unknown(Step.SEGMENTS);
                }
            }
            operation.failed(failure);
            journal.operationEnded(operation);
        }
    }

    /** One failed attempt. */
    void error(Failure failure, boolean retried) {
        journal.error(callId, null, batch.name(), failure, retried);
    }

    private TruckOperation operation(int truckId, BatchAttempts attempts) {
        TruckOperation operation = new TruckOperation(callId, truckId, batch.name(), startedNanos);
        attempts.into(operation);
        return operation;
    }
}
