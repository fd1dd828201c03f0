package dev.gridlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A journal beside the log of changes: two trucks of call c-1, whose routes share segment 20, each in a transaction of its own. */
class LogDisagreementsTest {

    private static final List<Integer> FIRST = List.of(10, 20);
    private static final List<Integer> SECOND = List.of(20, 30);

    private final Operation first = Operation.acknowledged("c-1", 1, 100, FIRST, List.of(5L, 7L));
    private final Operation second = Operation.acknowledged("c-1", 2, 101, SECOND, List.of(8L, 0L));
    private RecordedTables recording;

    @BeforeEach
    void before() throws SQLException {
        recording = new RecordedTables();
        recording.witnessed();
        for (Rows.Moment moment : Rows.Moment.values()) {
            boolean after = moment == Rows.Moment.FINAL;
            recording.segments(moment, after ? Map.of(10, 6L, 20, 9L, 30, 1L) : Map.of(10, 5L, 20, 7L, 30, 0L));
            recording.truck(moment, 1, after ? 1 : 0, after ? FIRST : null, after ? "c-1" : null);
            recording.truck(moment, 2, after ? 1 : 0, after ? SECOND : null, after ? "c-1" : null);
        }
        recording.request("c-1", 2, 0, 5_000_000L, "acknowledged");
        recording.ack("c-1", 1, FIRST);
        recording.ack("c-1", 2, SECOND);
        recording.committed(100, 1, 1, FIRST, "c-1");
        recording.committed(100, 10, 5, 6);
        recording.committed(100, 20, 7, 8);
    }

    @AfterEach
    void close() throws SQLException {
        recording.close();
    }

    @Test
    void bothTellTheSame() throws SQLException {
        recording.operations(List.of(first, second));
        writeSecond();
        assertDisagreements();
    }

    @Test
    void aBatchAddsToASegmentAtOnce() throws SQLException {
        first.batch = "b-1";
        second.batch = "b-1";
        recording.operations(List.of(first, second));
        recording.execute("UPDATE changes SET after = replace(after, '8', '9') WHERE row_key = '20'");
        recording.committed(100, 2, 1, SECOND, "c-1");
        recording.committed(100, 30, 0, 1);
        assertDisagreements();
    }

    @Test
    void aLoadThatAStrangerRestoredIsSeenThoughTheJournalKnowsItsValue() throws SQLException {
        recording.operations(List.of(first, second));
        writeSecond();
        recording.committed(102, 20, 9, 8);
        recording.committed(103, 20, 8, 9);
        assertDisagreements("road_segments 20 102 stranger", "road_segments 20 103 stranger");
        assertThat(recording.rows("SELECT value FROM audit WHERE name = 'unexpected'"))
                .as("by the rows alone nothing was there")
                .containsExactly("0.0");
    }

    @Test
    void aStrangersTruckSegmentAndRoute() throws SQLException {
        recording.operations(List.of(first, second));
        writeSecond();
        recording.committed(102, 1, 2, FIRST, "nobody-s");
        recording.execute("""
                INSERT INTO changes VALUES ('under-test', 98, 104, '0/0', 104, 'candidate_routes', '(1,1)', 'delete', '{}', NULL),
                    ('under-test', 99, 105, '0/0', 105, 'trucks', '', 'truncate', NULL, NULL)
                """);
        assertDisagreements("candidate_routes (1,1) 104 stranger", "trucks  105 stranger", "trucks 1 102 stranger");
    }

    @Test
    void whatTheTargetWroteAndDidNotJournal() throws SQLException {
        recording.operation(first);
        writeSecond();
        assertDisagreements(
                "road_segments 20 101 not_in_journal",
                "road_segments 30 101 not_in_journal",
                "trucks 2 101 not_in_journal");
    }

    @Test
    void whatItDidNotWriteAndJournaled() throws SQLException {
        recording.operations(List.of(first, second));
        assertDisagreements(
                "road_segments 20 null not_in_log", "road_segments 30 null not_in_log", "trucks 2 null not_in_log");
    }

    @Test
    void anOperationThatWasLeftUnknownMayHaveWrittenOrNot() throws SQLException {
        second.truckWrite = "unknown";
        second.segmentWrite = "unknown";
        recording.operations(List.of(first, second));
        assertDisagreements();
        writeSecond();
        assertDisagreements();
    }

    @Test
    void whereTheLogWasNotReadNothingIsCompared() throws SQLException {
        recording.operations(List.of(first, second));
        recording.execute("DELETE FROM events");
        assertDisagreements();
    }

    @Test
    void whereThereIsNoJournalNothingIsCompared() throws SQLException {
        writeSecond();
        assertDisagreements();
    }

    private void writeSecond() throws SQLException {
        recording.committed(101, 2, 1, SECOND, "c-1");
        recording.committed(101, 20, 8, 9);
        recording.committed(101, 30, 0, 1);
    }

    private void assertDisagreements(String... rows) throws SQLException {
        recording.audit();
        assertThat(recording.rows("SELECT table_name, row_key, xid, finding FROM log_disagreements ORDER BY ALL"))
                .containsExactly(rows);
    }
}
