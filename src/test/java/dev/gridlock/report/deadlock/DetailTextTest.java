package dev.gridlock.report.deadlock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DetailTextTest {

    @Test
    void readsWhoWaitsForWhomAndWhatTheyRan() {
        assertThat(DetailText.read(Cycles.OF_TWO))
                .containsExactly(
                        new Wait(27073, "ShareLock", "transaction 979", 27066, Cycles.UPDATE.strip()),
                        new Wait(27066, "ShareLock", "transaction 983", 27073, Cycles.UPDATE.strip()));
    }

    @Test
    void aPlaceInAQueueIsNoTransaction() {
        assertThat(DetailText.read(Cycles.WITH_A_QUEUE))
                .extracting(Wait::kind)
                .containsExactly(Wait.Kind.TRANSACTION, Wait.Kind.TRANSACTION, Wait.Kind.TUPLE);
    }

    @Test
    void aStatementMayLookLikeTheServersOwnWords() {
        String detail = """
            Process 1 waits for ShareLock on transaction 5; blocked by process 2.
            Process 2 waits for ShareLock on transaction 6; blocked by process 1.
            Process 1: SELECT '
            Process 9: is none of these
            Process 7 waits for ShareLock on transaction 5; blocked by process 8.
            '
            Process 2: SELECT 2""";
        assertThat(DetailText.read(detail)).hasSize(2);
        assertThat(DetailText.read(detail).getFirst().statement())
                .contains("Process 9: is none of these", "Process 7 waits");
        assertThat(DetailText.read(detail).getLast().statement()).isEqualTo("SELECT 2");
    }

    @Test
    void whatIsNoCycleIsNotRead() {
        assertThat(DetailText.read("")).isEmpty();
        assertThat(DetailText.read("Prozess 1 wartet auf ShareLock-Sperre auf Transaktion 5"))
                .isEmpty();
        assertThat(DetailText.read("Process 1 waits for ShareLock on transaction 5; blocked by process 2."))
                .isEmpty();
        assertThat(DetailText.read(
                        "Process 99999999999 waits for ShareLock on transaction 5; blocked by process 99999999998."))
                .isEmpty();
    }

    @Test
    void cyclesThatDifferOnlyInNumbersHaveOneShape() {
        String another = Cycles.OF_TWO
                .replace("27073", "1")
                .replace("27066", "2")
                .replace("979", "12")
                .replace("983", "13");
        assertThat(Cycles.cycle(another).shape())
                .isEqualTo(Cycles.cycle(Cycles.OF_TWO).shape());
        assertThat(Cycles.cycle(Cycles.WITH_A_QUEUE).shape())
                .isNotEqualTo(Cycles.cycle(Cycles.OF_TWO).shape());
    }

    @Test
    void whoTheVictimIsDoesNotChangeTheShape() {
        String turned = """
            Process 27066 waits for ShareLock on transaction 1003; blocked by process 27068.
            Process 27068 waits for ExclusiveLock on tuple (5,5) of relation 16388 of database 16385; blocked by process 27084.
            Process 27084 waits for ShareLock on transaction 979; blocked by process 27066.
            Process 27066: %s
            Process 27068: %s
            Process 27084: %s
            """.formatted(Cycles.UPDATE, Cycles.UPDATE, Cycles.UPDATE);
        assertThat(Cycles.cycle(turned).shape())
                .isEqualTo(Cycles.cycle(Cycles.WITH_A_QUEUE).shape());
    }
}
