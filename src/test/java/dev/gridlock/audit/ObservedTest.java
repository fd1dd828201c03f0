package dev.gridlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Services that write no journal: what they did is told by the log of changes. Two trucks whose routes share segment 20; call c-1 is
 * answered 5 ms after the run's begin.
 */
class ObservedTest {

    private static final List<Integer> FIRST = List.of(10, 20);
    private static final List<Integer> SECOND = List.of(20, 30);

    private RecordedTables recording;

    @BeforeEach
    void before() throws SQLException {
        recording = new RecordedTables();
        recording.witnessed();
        recording.segments(Rows.Moment.INITIAL, Map.of(10, 5L, 20, 7L, 30, 0L));
        recording.execute(
                "INSERT INTO initial_candidates VALUES ('under-test', 1, 1, [10, 20]), ('under-test', 2, 1, [20, 30])");
        recording.truck(Rows.Moment.INITIAL, 1, 0, null, null);
        recording.truck(Rows.Moment.INITIAL, 2, 0, null, null);
    }

    @AfterEach
    void close() throws SQLException {
        recording.close();
    }

    @Test
    void oneTransactionForAllOfACall() throws SQLException {
        acknowledged();
        recording.committed(100, 1, 1, FIRST, "c-1");
        recording.committed(100, 2, 1, SECOND, "c-1");
        recording.committed(100, 10, 5, 6);
        recording.committed(100, 20, 7, 9);
        recording.committed(100, 30, 0, 1);
        after(6, 9, 1);
        assertFound(Map.of("acknowledged", 2L, "acknowledged.client", 2L, "verified", 2L));
    }

    @Test
    void aTransactionForEachStatement() throws SQLException {
        acknowledged();
        recording.committed(100, 2, 1, SECOND, "c-1");
        recording.committed(101, 1, 1, FIRST, "c-1");
        recording.committed(102, 10, 5, 6);
        recording.committed(102, 20, 7, 8);
        recording.committed(103, 20, 8, 9);
        recording.committed(103, 30, 0, 1);
        after(6, 9, 1);
        assertFound(Map.of("acknowledged", 2L, "acknowledged.client", 2L, "verified", 2L));
    }

    @Test
    void aTransactionForEachRow() throws SQLException {
        acknowledged();
        recording.committed(100, 1, 1, FIRST, "c-1");
        recording.committed(101, 10, 5, 6);
        recording.committed(102, 2, 1, SECOND, "c-1");
        recording.committed(103, 20, 7, 8);
        recording.committed(104, 30, 0, 1);
        recording.committed(105, 20, 8, 9);
        after(6, 9, 1);
        assertFound(Map.of("acknowledged", 2L, "acknowledged.client", 2L, "verified", 2L));
    }

    @Test
    void anIncrementThatWasComputedFromAStaleValueIsLost() throws SQLException {
        acknowledged();
        recording.committed(100, 1, 1, FIRST, "c-1");
        recording.committed(101, 2, 1, SECOND, "c-1");
        recording.committed(102, 10, 5, 6);
        recording.committed(102, 20, 7, 8);
        recording.committed(103, 20, 8, 8);
        recording.committed(103, 30, 0, 1);
        after(6, 8, 1);
        assertFound(Map.of(
                "acknowledged", 2L,
                "acknowledged.client", 2L,
                "verified", 1L,
                "lost_updates", 1L,
                "lost_updates.high", 1L,
                "lost_updates.client", 1L,
                "overwritten", 1L));
    }

    @Test
    void oneThatAcknowledgesAndWritesNothingHasLostAllOfIt() throws SQLException {
        acknowledged();
        recording.segments(Rows.Moment.FINAL, Map.of(10, 5L, 20, 7L, 30, 0L));
        recording.truck(Rows.Moment.FINAL, 1, 0, null, null);
        recording.truck(Rows.Moment.FINAL, 2, 0, null, null);
        assertFound(Map.of(
                "acknowledged", 2L,
                "acknowledged.client", 2L,
                "lost_updates", 4L,
                "lost_updates.high", 4L,
                "lost_updates.client", 4L,
                "overwritten", 4L));
    }

    @Test
    void oneThatRefusesAndWritesAfterwardsLeavesZombies() throws SQLException {
        recording.request("c-1", 2, 0, 50_000L, "rejected");
        recording.committed(100, 1, 1, FIRST, "c-1");
        recording.committed(100, 10, 5, 6);
        recording.committed(100, 20, 7, 8);
        recording.segments(Rows.Moment.FINAL, Map.of(10, 6L, 20, 8L, 30, 0L));
        recording.truck(Rows.Moment.FINAL, 1, 1, FIRST, "c-1");
        recording.truck(Rows.Moment.FINAL, 2, 0, null, null);
        assertFound(Map.of("zombie_writes", 1L));
        assertThat(recording.trucksFound("zombie")).containsExactly(1);
    }

    @Test
    void halfOfATrucksWorkIsTorn() throws SQLException {
        recording.request("c-1", 2, 0, 5_000_000L, "rejected");
        recording.committed(100, 1, 1, FIRST, "c-1");
        recording.segments(Rows.Moment.FINAL, Map.of(10, 5L, 20, 7L, 30, 0L));
        recording.truck(Rows.Moment.FINAL, 1, 1, FIRST, "c-1");
        recording.truck(Rows.Moment.FINAL, 2, 0, null, null);
        assertFound(Map.of("torn_writes", 1L));
    }

    @Test
    void oneThatWritesTwiceForOneCallIsADuplicate() throws SQLException {
        acknowledged();
        for (int time = 0; time < 2; time++) {
            recording.committed(100 + time, 1, 1 + time, FIRST, "c-1");
            recording.committed(100 + time, 10, 5 + time, 6 + time);
            recording.committed(100 + time, 20, 7 + time, 8 + time);
        }
        recording.committed(102, 2, 1, SECOND, "c-1");
        recording.committed(102, 20, 9, 10);
        recording.committed(102, 30, 0, 1);
        recording.segments(Rows.Moment.FINAL, Map.of(10, 7L, 20, 10L, 30, 1L));
        recording.truck(Rows.Moment.FINAL, 1, 2, FIRST, "c-1");
        recording.truck(Rows.Moment.FINAL, 2, 1, SECOND, "c-1");
        assertThat(recording.audit()).containsEntry("duplicates", 1L).containsEntry("lost_updates", 0L);
        assertThat(recording.trucksFound("duplicate")).containsExactly(1);
    }

    @Test
    void withoutANameInTheRowACallIsKnownByItsAnswer() throws SQLException {
        acknowledged();
        recording.committed(100, 1, 1, FIRST, null);
        recording.committed(100, 10, 5, 6);
        recording.committed(100, 20, 7, 8);
        recording.committed(101, 2, 1, SECOND, null);
        recording.committed(101, 20, 8, 9);
        recording.committed(101, 30, 0, 1);
        recording.segments(Rows.Moment.FINAL, Map.of(10, 6L, 20, 9L, 30, 1L));
        recording.truck(Rows.Moment.FINAL, 1, 1, FIRST, null);
        recording.truck(Rows.Moment.FINAL, 2, 1, SECOND, null);
        recording.complete();
        recording.execute("UPDATE final_trucks SET assigned_us = 0");
        assertThat(recording.audit()).containsEntry("verified", 2L).containsEntry("lost_updates", 0L);
    }

    @Test
    void aJournalStandsBeforeTheLog() throws SQLException {
        acknowledged();
        recording.operation(Operation.acknowledged("c-1", 1, 100, FIRST, List.of(5L, 7L)));
        recording.committed(100, 2, 1, SECOND, "c-1");
        after(6, 8, 0);
        recording.audit();
        assertThat(recording.rows("SELECT truck_id FROM work_operations")).containsExactly("1");
    }

    private void acknowledged() throws SQLException {
        recording.request("c-1", 2, 0, 5_000_000L, "acknowledged");
        recording.ack("c-1", 1, FIRST);
        recording.ack("c-1", 2, SECOND);
    }

    private void after(long ten, long twenty, long thirty) throws SQLException {
        recording.segments(Rows.Moment.FINAL, Map.of(10, ten, 20, twenty, 30, thirty));
        recording.truck(Rows.Moment.FINAL, 1, 1, FIRST, "c-1");
        recording.truck(Rows.Moment.FINAL, 2, 1, SECOND, "c-1");
    }

    /** Those totals, and none of any other kind. */
    private void assertFound(Map<String, Long> totals) throws SQLException {
        Map<String, Long> found = new TreeMap<>(recording.audit());
        found.entrySet().removeIf(total -> total.getKey().equals("contention") || total.getValue() == 0);
        assertThat(found).containsExactlyInAnyOrderEntriesOf(totals);
    }
}
