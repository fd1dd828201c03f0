package dev.gridlock.target.builtin.bounded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.target.builtin.contract.Answer;
import dev.gridlock.target.builtin.contract.Assignment;
import dev.gridlock.target.builtin.contract.Call;
import dev.gridlock.target.builtin.contract.Route;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedAnswerTest {

    private static final Call CALL = new Call("c", null, List.of(4, 1, 3, 2));
    private static final Batch FIRST = new Batch("c/1", List.of(1, 2));
    private static final Batch SECOND = new Batch("c/2", List.of(3, 4));
    private static final BatchResult COMMITTED = new BatchResult.Committed(FIRST, List.of(assigned(1), assigned(2)));

    @Test
    void allCommittedIsAssignedInTheOrderOfTheCall() {
        Answer answer = of(COMMITTED, new BatchResult.Committed(SECOND, List.of(assigned(3), assigned(4))));
        assertThat(answer).isEqualTo(new Answer.Assigned(List.of(assigned(4), assigned(1), assigned(3), assigned(2))));
    }

    @Test
    void partOfACallIsSaidToBeDoneAndPartNot() {
        Answer answer = of(COMMITTED, new BatchResult.RolledBack(SECOND, "c/2: no", true));
        assertThat(answer).isInstanceOfSatisfying(Answer.Partial.class, partial -> {
            assertThat(partial.status()).isEqualTo(500);
            assertThat(partial.results()).containsExactly(assigned(1), assigned(2));
            assertThat(partial.failed()).containsExactly(3, 4);
            assertThat(partial.indeterminate()).isEmpty();
        });
    }

    @Test
    void aLostCommitIsNeverCalledNothingWritten() {
        Answer answer = of(new BatchResult.Indeterminate(FIRST, "lost"), new BatchResult.Dropped(SECOND));
        assertThat(answer).isInstanceOfSatisfying(Answer.Partial.class, partial -> {
            assertThat(partial.indeterminate()).containsExactly(1, 2);
            assertThat(partial.failed()).containsExactly(3, 4);
            assertThat(partial.results()).isEmpty();
        });
    }

    @Test
    void nothingWrittenIsShedOnlyWhenALaterTryMayWork() {
        assertThat(of(new BatchResult.RolledBack(FIRST, "late", true), new BatchResult.Dropped(SECOND)))
                .isInstanceOf(Answer.Shed.class);
        assertThat(of(new BatchResult.RolledBack(FIRST, "broken", false), new BatchResult.Dropped(SECOND)))
                .isInstanceOf(Answer.Failed.class);
    }

    private static Answer of(BatchResult... results) {
        return BoundedAnswer.of(CALL, List.of(results), Duration.ofSeconds(2));
    }

    private static Assignment assigned(int truckId) {
        return new Assignment(truckId, Route.of(truckId));
    }
}
