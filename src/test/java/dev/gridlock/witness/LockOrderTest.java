package dev.gridlock.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.witness.LockedTransaction.Lock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockOrderTest {

    private final LockOrder order = new LockOrder();
    private long xid = 700;

    /** A lock is a row's number and its mode: k key share, s share, n no key update, u update. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1u 2u       ; 2u 1u                  | 1 | opposite orders
            1u 2u       ; 1u 2u                  | 0 | one order
            1u 2u 3u    ; 3u 1u                  | 1 | 1 and 3, not 2
            1u 2u 3u    ; 3u 2u 1u               | 2 | 1 and 2, 2 and 3; for 1 and 3 both would hold 2
            1n 2n       ; 2n 1n                  | 1 | updates without a key
            1k 2n       ; 2k 1n                  | 0 | a foreign key's lock does not mind an update
            1k 2u       ; 2k 1u                  | 1 | but a delete
            1s 2n       ; 2s 1n                  | 1 | shared, then changed
            1s 2s       ; 2s 1s                  | 0 | readers only
            9u 1u 2u    ; 9u 2u 1u               | 0 | a gate that all take first
            9n 1u 2u    ; 9n 2u 1u               | 0 | the same by an update
            9k 1u 2u    ; 9k 2u 1u               | 1 | a gate that two may have at once is none
            1u 9u 2u    ; 9u 2u 1u               | 1 | it is too late for 1 and 9, and keeps 1 and 2 apart
            1s 1n       ; 1s 1n                  | 1 | both share a row, then both change it
            1s 1n                                | 0 | alone
            1u 2u       ; 2u 3u       ; 3u 1u    | 1 | three
            1u 2u ; 2u 3u ; 3u 4u ; 4u 1u        | 1 | four
            1u 2u ; 2u 3u ; 3u 4u ; 4u 5u ; 5u 1u| 1 | five
            9u 1u 2u ; 9u 2u 3u ; 9u 3u 1u       | 0 | three with a gate
            9u 1u 2u ; 9u 2u 3u ; 3u 1u          | 0 | two of three with a gate
            """)
    void circlesAreFound(String transactions, int deadlocks, String why) {
        for (String transaction : transactions.split(";")) {
            add(transaction);
        }
        LockOrder.Found found = order.find();
        assertThat(found.deadlocks()).as(why).hasSize(deadlocks);
        assertThat(found.whole()).isTrue();
    }

    @Test
    void itIsToldWhoHoldsAndWantsWhat() {
        add("7u 1n 2n");
        add("2n 8u 1n");
        LatentDeadlock deadlock = order.find().deadlocks().getFirst();
        assertThat(deadlock.parts())
                .containsExactlyInAnyOrder(
                        new LatentDeadlock.Part(701, lock("1n"), lock("2n")),
                        new LatentDeadlock.Part(702, lock("2n"), lock("1n")));
    }

    /** 50,000 rows in one order, each transaction some hundreds of them: no pair is looked at. */
    @Test
    void orderedTransactionsCostNothingHoweverLarge() {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            order.add(new LockedTransaction(
                    i,
                    random.ints(400, 0, 50_000)
                            .distinct()
                            .sorted()
                            .mapToObj(LockOrderTest::update)
                            .toList(),
                    true));
        }
        LockOrder.Found found = order.find();
        assertThat(found.deadlocks()).isEmpty();
        assertThat(found.whole()).isTrue();
    }

    /** What is too much to look at whole is said to be, and what was found stands. */
    @Test
    void twoLargeTransactionsInOtherOrdersAreFoundAndSaidNotToBeWhole() {
        List<Lock> rows = new ArrayList<>(
                IntStream.range(0, 20_000).mapToObj(LockOrderTest::update).toList());
        order.add(new LockedTransaction(1, rows, true));
        Collections.shuffle(rows, new Random(2));
        order.add(new LockedTransaction(2, rows, true));
        LockOrder.Found found = order.find();
        assertThat(found.deadlocks()).isNotEmpty();
        assertThat(found.whole()).isFalse();
    }

    private void add(String locks) {
        order.add(new LockedTransaction(
                ++xid,
                Arrays.stream(locks.strip().split(" +"))
                        .map(LockOrderTest::lock)
                        .toList(),
                true));
    }

    private static Lock update(int row) {
        return new Lock(new Row(1, row), LockMode.NO_KEY_UPDATE);
    }

    private static Lock lock(String text) {
        LockMode mode = switch (text.charAt(text.length() - 1)) {
            case 'k' -> LockMode.KEY_SHARE;
            case 's' -> LockMode.SHARE;
            case 'n' -> LockMode.NO_KEY_UPDATE;
            default -> LockMode.UPDATE;
        };
        return new Lock(new Row(1, Integer.parseInt(text.substring(0, text.length() - 1))), mode);
    }
}
