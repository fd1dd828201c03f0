package dev.gridlock.target.builtin.bounded;

import dev.gridlock.target.builtin.contract.Answer;
import dev.gridlock.target.builtin.contract.Assignment;
import dev.gridlock.target.builtin.contract.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The one answer to a call, from how its batches ended. */
final class BoundedAnswer {

    private final Map<Integer, Assignment> committed = new HashMap<>();
    private final List<Integer> failed = new ArrayList<>();
    private final List<Integer> indeterminate = new ArrayList<>();
    private @Nullable String firstMessage;
    private boolean temporary = true;

    private BoundedAnswer() {}

    /**
     * All committed: assigned. Some committed, or perhaps committed: partial, and says which. None: refused, as
     * temporary when a later try may work.
     */
    static Answer of(Call call, List<BatchResult> results, Duration retryAfter) {
        BoundedAnswer answer = new BoundedAnswer();
        results.forEach(answer::add);
        String message = answer.firstMessage;
        if (message == null) {
            return new Answer.Assigned(answer.inOrder(call));
        }
        if (!answer.committed.isEmpty() || !answer.indeterminate.isEmpty()) {
            return new Answer.Partial(
                    message + "; a retry with the same Idempotency-Key finishes the rest",
                    answer.inOrder(call),
                    answer.failed,
                    answer.indeterminate,
                    retryAfter);
        }
        return answer.temporary
                ? new Answer.Shed("Unavailable", message + "; nothing was written", retryAfter)
                : new Answer.Failed("AssignmentFailed", message + "; nothing was written");
    }

    private void add(BatchResult result) {
        switch (result) {
            case BatchResult.Committed done ->
                done.assignments().forEach(assignment -> committed.put(assignment.truckId(), assignment));
            case BatchResult.RolledBack rolledBack -> {
                failed.addAll(rolledBack.batch().truckIds());
                say(rolledBack.message());
                temporary &= rolledBack.temporary();
            }
            case BatchResult.Indeterminate open -> {
                indeterminate.addAll(open.batch().truckIds());
                say(open.message());
            }
            case BatchResult.Dropped dropped -> failed.addAll(dropped.batch().truckIds());
        }
    }

    private void say(String message) {
        firstMessage = Objects.requireNonNullElse(firstMessage, message);
    }

    /** What was committed, in the order of the call. */
    private List<Assignment> inOrder(Call call) {
        List<Assignment> results = new ArrayList<>(committed.size());
        for (int truckId : call.truckIds()) {
            Assignment assignment = committed.get(truckId);
            if (assignment != null) {
                results.add(assignment);
            }
        }
        return results;
    }
}
