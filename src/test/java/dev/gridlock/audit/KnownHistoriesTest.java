package dev.gridlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hundreds of random histories of which the truth is known, against what the audit makes of rows and journal. */
class KnownHistoriesTest {

    private static final int SEEDS = 40;

    private static final String OVERWRITTEN = """
        SELECT segment_id || ' ' || value_written || ' ' || truck_id FROM overwritten
        ORDER BY 1
        """;

    private static final String OVERWRITTEN_BY = """
        SELECT segment_id || ' ' || value_written || ' ' || truck_id || ' ' || coalesce(overwritten_by_truck, -1) FROM overwritten
        ORDER BY 1
        """;

    private RecordedTables recording;

    @BeforeEach
    void open() throws SQLException {
        recording = new RecordedTables();
    }

    @AfterEach
    void close() throws SQLException {
        recording.close();
    }

    @Test
    void naiveLossIsCountedAndNamedExactlyWhereTheJournalIsWhole() throws SQLException {
        long lostInAll = 0;
        long whole = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            History history = new History(seed, new History.Weather(true, 0.03, 0, 0, 0, false, 60));
            Map<String, Long> totals = audited(history);
            long lost = sum(history.lost());
            lostInAll += lost;
            whole += history.trucksWhole().size();
            assertFindings(history, totals, "seed " + seed);
            assertThat(totals.get("lost_updates")).as("seed " + seed).isEqualTo(lost);
            assertThat(totals.get("lost_updates.high")).as("seed " + seed).isEqualTo(lost);
            assertThat(recording.rows(OVERWRITTEN)).as("seed " + seed).isEqualTo(history.lostIncrements());
            assertThat(new TreeSet<>(recording.trucksVerified()))
                    .as("seed " + seed)
                    .isEqualTo(history.trucksWhole());
        }
        assertThat(lostInAll)
                .as("the histories must lose something, else this shows nothing")
                .isGreaterThan(1_000);
        assertThat(whole).as("and keep something").isGreaterThan(100);
    }

    /** Whether or not the service knows what became of its writes. */
    @Test
    void withTheLogItIsKnownWhoWroteOverWhom() throws SQLException {
        for (int seed = 1; seed <= SEEDS; seed++) {
            History history = new History(5_000 + seed, new History.Weather(true, 0.05, 0.08, 0, 0, false, 60));
            history.record(recording);
            history.recordLog(recording);
            Map<String, Long> totals = recording.audit();
            assertFindings(history, totals, "seed " + seed);
            assertThat(recording.rows(OVERWRITTEN_BY))
                    .as("seed " + seed)
                    .isEqualTo(history.lostIncrementsAndWhoWroteOverThem());
            assertThat(new TreeSet<>(recording.trucksVerified()))
                    .as("seed " + seed)
                    .isEqualTo(history.trucksWhole());
        }
    }

    /** The server's is an hour behind the run's: it is a reason to name another writer of a value, and none to call a write lost. */
    @Test
    void aClockThatIsWrongLosesNothing() throws SQLException {
        for (int seed = 1; seed <= SEEDS / 2; seed++) {
            History history = new History(6_000 + seed, new History.Weather(false, 0.1, 0.15, 0.5, 0, false, 60));
            history.record(recording);
            history.recordLog(recording);
            recording.execute("UPDATE changes SET committed_us = committed_us - 3600000000");
            assertThat(recording.audit().get("overwritten")).as("seed " + seed).isZero();
            assertThat(recording.trucksVerified()).as("seed " + seed).hasSameSizeAs(history.trucksAcknowledged());
        }
    }

    @Test
    void withTheLogBoundedHasLostNothingEither() throws SQLException {
        for (int seed = 1; seed <= SEEDS / 2; seed++) {
            History history = new History(6_000 + seed, new History.Weather(false, 0.1, 0.15, 0.5, 0, false, 60));
            history.record(recording);
            history.recordLog(recording);
            Map<String, Long> totals = recording.audit();
            assertFindings(history, totals, "seed " + seed);
            assertThat(totals.get("overwritten")).as("seed " + seed).isZero();
            assertThat(new TreeSet<>(recording.trucksVerified()))
                    .as("seed " + seed)
                    .isEqualTo(history.trucksAcknowledged());
        }
    }

    @Test
    void naiveLossIsNeverTooHighWhereCommitsAreUnknown() throws SQLException {
        for (int seed = 1; seed <= SEEDS; seed++) {
            History history = new History(1_000 + seed, new History.Weather(true, 0.05, 0.08, 0, 0, false, 60));
            Map<String, Long> totals = audited(history);
            assertFindings(history, totals, "seed " + seed);
            assertBounds(history, totals, "seed " + seed);
        }
    }

    @Test
    void boundedLosesNothingAndEveryAcknowledgedTruckIsVerified() throws SQLException {
        for (int seed = 1; seed <= SEEDS; seed++) {
            History history = new History(2_000 + seed, new History.Weather(false, 0.1, 0.15, 0.5, 0, false, 60));
            Map<String, Long> totals = audited(history);
            assertFindings(history, totals, "seed " + seed);
            assertThat(totals.get("lost_updates")).as("seed " + seed).isZero();
            assertThat(totals.get("overwritten")).as("seed " + seed).isZero();
            assertThat(new TreeSet<>(recording.trucksVerified()))
                    .as("seed " + seed)
                    .isEqualTo(history.trucksAcknowledged());
        }
    }

    @Test
    void duplicatesAreNamedAndDoNotHideALoss() throws SQLException {
        for (int seed = 1; seed <= SEEDS; seed++) {
            History history = new History(3_000 + seed, new History.Weather(true, 0.03, 0, 0, 0.2, false, 60));
            Map<String, Long> totals = audited(history);
            assertFindings(history, totals, "seed " + seed);
            assertBounds(history, totals, "seed " + seed);
        }
    }

    @Test
    void killedServiceLeavesALowerBoundAndNothingUnexpected() throws SQLException {
        for (int seed = 1; seed <= SEEDS; seed++) {
            boolean naive = seed % 2 == 0;
            History history = new History(4_000 + seed, new History.Weather(naive, 0.03, 0.03, 0.5, 0, true, 60));
            Map<String, Long> totals = audited(history);
            assertThat(totals.get("unexpected")).as("seed " + seed).isZero();
            assertThat(totals.get("lost_updates")).as("seed " + seed).isLessThanOrEqualTo(sum(history.lost()));
            assertThat(new TreeSet<>(recording.trucksFound("torn")))
                    .as("seed " + seed)
                    .isEqualTo(history.trucksTorn());
        }
    }

    private Map<String, Long> audited(History history) throws SQLException {
        history.record(recording);
        return recording.audit();
    }

    private void assertFindings(History history, Map<String, Long> totals, String seed) throws SQLException {
        assertThat(totals.get("acknowledged"))
                .as(seed)
                .isEqualTo(history.trucksAcknowledged().size());
        assertThat(totals.get("unexpected")).as(seed).isZero();
        assertFinding("torn", "torn_writes", history.trucksTorn(), totals, seed);
        assertFinding("indeterminate", "indeterminate", history.trucksIndeterminate(), totals, seed);
        assertFinding("zombie", "zombie_writes", history.trucksWrittenAfterFailure(), totals, seed);
        assertFinding("duplicate", "duplicates", history.trucksTwiceWritten(), totals, seed);
    }

    private void assertFinding(String finding, String total, Set<Integer> truth, Map<String, Long> totals, String seed)
            throws SQLException {
        assertThat(recording.trucksFound(finding)).as(finding + ", " + seed).isEqualTo(List.copyOf(truth));
        assertThat(totals.get(total)).as(total + ", " + seed).isEqualTo(truth.size());
    }

    /** The figure is never above the truth, and the truth never above the upper end: of each segment, and in all. */
    private void assertBounds(History history, Map<String, Long> totals, String seed) throws SQLException {
        Map<Integer, Long> truth = history.lost();
        recording
                .lostBySegment()
                .forEach((segment, bounds) -> assertThat(truth.get(segment))
                        .as("segment " + segment + ", " + seed)
                        .isBetween(bounds[0], bounds[1]));
        assertThat(sum(truth)).as(seed).isBetween(totals.get("lost_updates"), totals.get("lost_updates.high"));
        assertThat(totals.get("overwritten")).as(seed).isEqualTo(totals.get("lost_updates"));
    }

    private static long sum(Map<Integer, Long> lost) {
        return lost.values().stream().mapToLong(Long::longValue).sum();
    }
}
