package dev.gridlock.report.honesty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.report.MadeRun;
import dev.gridlock.report.figures.EvidenceTable;
import dev.gridlock.report.figures.Quantity;
import dev.gridlock.report.figures.RecordingQuery;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HonestyQueryTest {

    private static List<String> cells(MadeRun run, String label) throws SQLException {
        return query(run).read().rows().stream()
                .filter(row -> row.label().equals(label))
                .map(EvidenceTable.Row::cells)
                .findFirst()
                .orElseThrow();
    }

    private static HonestyQuery query(MadeRun run) {
        return new HonestyQuery(new RecordingQuery(run.duckdb()), run.figures());
    }

    /** Eight calls meant for 1 s, sent 1 to 8 ms later. */
    @Test
    void whatWasMeantAndWhatWasDoneStandBesideEachOther() throws SQLException {
        try (MadeRun run = MadeRun.plausible()) {
            assertThat(cells(run, "calls sent")).containsExactly("8 of 8", "8 of 8");
            assertThat(cells(run, "arrivals, intended and achieved").getFirst()).isEqualTo("0 ms, achieved 7.00 ms");
            assertThat(cells(run, "sent later than intended").getFirst()).isEqualTo("4.00 ms, at most 8.00 ms");
        }
    }

    @Test
    void aCallThatWasNotSentIsPlannedAndNotSent() throws SQLException {
        try (MadeRun run = MadeRun.plausible()
                .with(
                        "UPDATE requests SET sent_ns = NULL WHERE target = 'naive' AND call_id IN ('naive-1', 'naive-8')")) {
            assertThat(cells(run, "calls sent")).containsExactly("6 of 8", "8 of 8");
            assertThat(cells(run, "sent later than intended").getFirst()).endsWith("at most 7.00 ms");
        }
    }

    @Test
    void theClocksStepIsTheSmallestBetweenTwoMoments() throws SQLException {
        try (MadeRun run = MadeRun.empty()
                .with("INSERT INTO targets VALUES ('naive', 'naive', 1, 10, false)")
                .with("INSERT INTO acquires VALUES ('naive', 5, 1, 'acquired'), ('naive', 5, 1, 'acquired'),"
                        + " ('naive', 1005, 1, 'acquired'), ('naive', 1047, 1, 'acquired')")) {
            assertThat(cells(run, "clock")).containsExactly("42 ns");
        }
    }

    @Test
    void aPhaseThatNoProbeConfirmedIsNotCountedAsShown() throws SQLException {
        try (MadeRun run =
                MadeRun.plausible().with("UPDATE faults SET ok = false WHERE target = 'naive' AND phase = 'proof'")) {
            assertThat(cells(run, "faults shown to be applied")).containsExactly("4 of 5 phases", "5 of 5 phases");
        }
        try (MadeRun run = MadeRun.plausible().with("DELETE FROM faults WHERE target = 'bounded'")) {
            assertThat(cells(run, "faults shown to be applied")).containsExactly("5 of 5 phases", "no fault");
        }
    }

    @Test
    void anAuditThatDidNotWaitForQuietIsSaid() throws SQLException {
        try (MadeRun run = MadeRun.plausible()
                .with("INSERT INTO events VALUES ('naive', 1, 'run', 'quiet', 'nothing in flight'),"
                        + " ('bounded', 1, 'run', 'not_quiet', '3 in flight')")) {
            assertThat(cells(run, "database quiet before the audit"))
                    .containsExactly("nothing in flight", "no: 3 in flight");
        }
    }

    @Test
    void theWitnessesThatARunHadAreNamed() throws SQLException {
        try (MadeRun run = MadeRun.plausible()
                .with("DELETE FROM operations WHERE target = 'bounded'")
                .with(
                        "INSERT INTO events VALUES ('bounded', 1, 'changes', 'read', '7'), ('naive', 1, 'changes', 'not_read', 'no')")
                .with("INSERT INTO lock_orders VALUES ('naive', 1, 1, 0, true)")) {
            assertThat(cells(run, "witnesses"))
                    .containsExactly("answers, journal, row locks in the log", "answers, log of changes");
        }
    }

    @Test
    void theJournalStandsBesideTheLogWhereThereAreBoth() throws SQLException {
        try (MadeRun run = MadeRun.plausible()
                .with("INSERT INTO events VALUES ('naive', 1, 'changes', 'read', '7')")
                .with("INSERT INTO log_disagreements VALUES ('bounded', 'trucks', '1', 7, 7, 'stranger')")) {
            assertThat(cells(run, "journal beside the log")).containsExactly("alike", Quantity.NOT_MEASURED);
        }
        try (MadeRun run = MadeRun.plausible()
                .with("INSERT INTO events VALUES ('naive', 1, 'changes', 'read', '7')")
                .with("INSERT INTO log_disagreements SELECT 'naive', 'trucks', '1', 7, 7,"
                        + " unnest(['stranger', 'not_in_log', 'not_in_log'])")) {
            assertThat(cells(run, "journal beside the log").getFirst())
                    .isEqualTo("1 by somebody else, 2 not in the log");
        }
    }

    @Test
    void whatWasNotMeasuredIsADash() throws SQLException {
        try (MadeRun run = MadeRun.empty().with("INSERT INTO targets VALUES ('naive', 'naive', 1, 10, false)")) {
            for (String label : List.of("injector's CPU", "clock", "warm-up", "database quiet before the audit")) {
                assertThat(cells(run, label).getFirst()).as(label).startsWith(Quantity.NOT_MEASURED);
            }
        }
    }

    @Test
    void aPartialRecordingAndFewCallsLimitWhatMayBeConcluded() throws SQLException {
        try (MadeRun run = MadeRun.plausible()
                .with("UPDATE targets SET partial = true WHERE target = 'naive'")
                .with("INSERT INTO requests (target, intended_ns) SELECT 'bounded', i FROM range(200) t(i)")) {
            assertThat(query(run).limits())
                    .contains("The recording of naive is not whole: its counts are lower bounds.")
                    .anyMatch(limit -> limit.startsWith("naive had 8 calls"))
                    .noneMatch(limit -> limit.startsWith("bounded had"))
                    .noneMatch(limit -> limit.contains("recording of bounded"));
        }
    }
}
