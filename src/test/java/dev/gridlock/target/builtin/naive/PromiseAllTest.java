package dev.gridlock.target.builtin.naive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PromiseAllTest {

    @Test
    void resolvesInTheOrderOfTheItems() throws Exception {
        CountDownLatch lastIsDone = new CountDownLatch(1);
        CompletableFuture<List<String>> all = PromiseAll.of(List.of(1, 2, 3), n -> {
            if (n == 3) {
                lastIsDone.countDown();
            } else {
                lastIsDone.await();
            }
            return "truck " + n;
        });
        assertThat(all.get()).containsExactly("truck 1", "truck 2", "truck 3");
        assertThat(PromiseAll.of(List.of(), n -> n).get()).isEmpty();
    }

    @Test
    void startsAllAtOnce() throws Exception {
        int items = 1_000;
        CountDownLatch started = new CountDownLatch(items);
        List<Integer> ids = java.util.stream.IntStream.range(0, items).boxed().toList();
        CompletableFuture<List<Integer>> all = PromiseAll.of(ids, n -> {
            started.countDown();
            started.await();
            return n;
        });
        assertThat(all.get()).isEqualTo(ids);
    }

    @Test
    void rejectsAtTheFirstFailureWhileTheOthersGoOn() throws Exception {
        CountDownLatch rejected = new CountDownLatch(1);
        CountDownLatch otherEnded = new CountDownLatch(1);
        CompletableFuture<List<Integer>> all = PromiseAll.of(List.of(1, 2), n -> {
            if (n == 1) {
                throw new IllegalStateException("first");
            }
            rejected.await();
            otherEnded.countDown();
            return n;
        });
        assertThatThrownBy(all::get).hasRootCauseMessage("first");
        rejected.countDown();
        assertThat(otherEnded.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
