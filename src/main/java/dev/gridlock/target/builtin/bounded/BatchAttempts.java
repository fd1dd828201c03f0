package dev.gridlock.target.builtin.bounded;

import dev.gridlock.target.builtin.journal.Step;
import dev.gridlock.target.builtin.journal.TruckOperation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of a batch while it goes on: its attempts, where the last one is, what each of its steps took, and what
 * it is about to write. Waits for the pool add up over the attempts.
 */
final class BatchAttempts {

    private static final BatchPlan NOTHING = new BatchPlan(List.of());

    private final Map<Step, Long> stepNanos = new EnumMap<>(Step.class);
    private long poolWaitNanos;
    private int count;
    private Step step = Step.ACQUIRE;
    private long stepBegan;
    private List<LockedTruck> replayed = List.of();
    private BatchPlan plan = NOTHING;

    /** A new attempt began; what the one before did is rolled back. */
    void began() {
        count++;
        stepNanos.clear();
        replayed = List.of();
        plan = NOTHING;
        begin(Step.ACQUIRE);
    }

    void begin(Step next) {
        step = next;
        stepBegan = System.nanoTime();
    }

    /** The step that began last has ended; times of the same step add up. */
    void end() {
        stepNanos.merge(step, System.nanoTime() - stepBegan, Long::sum);
    }

    void waited(long nanos) {
        poolWaitNanos += nanos;
    }

    void replayed(List<LockedTruck> trucks) {
        replayed = trucks;
    }

    void planned(BatchPlan newPlan) {
        plan = newPlan;
    }

    int count() {
        return count;
    }

    Step step() {
        return step;
    }

    /** Trucks that this call had assigned before; nothing is written for them. */
    List<LockedTruck> replayed() {
        return replayed;
    }

    /** What is written. */
    BatchPlan plan() {
        return plan;
    }

    /** Writes counts and times into a truck's operation: each truck of a batch has the batch's. */
    void into(TruckOperation operation) {
        operation.attempts(count);
        operation.waited(poolWaitNanos);
        stepNanos.forEach(operation::took);
    }
}
