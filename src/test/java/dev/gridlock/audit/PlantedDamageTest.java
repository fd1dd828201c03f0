package dev.gridlock.audit;

import static dev.gridlock.audit.Operation.acknowledged;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sound history of three trucks on three segments, damaged on purpose: the audit must name exactly the damage. */
class PlantedDamageTest {

    private RecordedTables recording;

    @BeforeEach
    void soundHistory() throws SQLException {
        recording = new RecordedTables();
        recording.request("c-1", 3, 0, 1_000L, "acknowledged");
        recording.operations(List.of(
                acknowledged("c-1", 1, 100, List.of(10, 20), List.of(5L, 7L)),
                acknowledged("c-1", 2, 200, List.of(20, 30), List.of(8L, 0L)),
                acknowledged("c-1", 3, 300, List.of(10, 30), List.of(6L, 1L))));
        recording.ack("c-1", 1, List.of(10, 20));
        recording.ack("c-1", 2, List.of(20, 30));
        recording.ack("c-1", 3, List.of(10, 30));
        recording.segments(Rows.Moment.INITIAL, Map.of(10, 5L, 20, 7L, 30, 0L));
        recording.segments(Rows.Moment.FINAL, Map.of(10, 7L, 20, 9L, 30, 2L));
        for (int truck = 1; truck <= 3; truck++) {
            recording.truck(Rows.Moment.INITIAL, truck, 0, null, null);
        }
        recording.truck(Rows.Moment.FINAL, 1, 1, List.of(10, 20), "c-1");
        recording.truck(Rows.Moment.FINAL, 2, 1, List.of(20, 30), "c-1");
        recording.truck(Rows.Moment.FINAL, 3, 1, List.of(10, 30), "c-1");
    }

    @AfterEach
    void close() throws SQLException {
        recording.close();
    }

    @Test
    void soundHistoryIsWhollyVerified() throws SQLException {
        assertAudit(Map.of("acknowledged", 3L, "acknowledged.client", 3L, "verified", 3L));
        assertThat(recording.rows("FROM audit_trucks")).isEmpty();
    }

    /** Three trucks, each pair of which shares a segment. */
    @Test
    void operationsThatWereAtOneRowTogetherAreCounted() throws SQLException {
        assertThat(recording.audit()).containsEntry("contention", 0L);
        recording.execute("UPDATE operations SET started_ns = 150 WHERE truck_id = 3");
        assertThat(recording.audit())
                .as("2 and 3 at segment 30; 1 had left segment 10")
                .containsEntry("contention", 2L);
        recording.execute("UPDATE operations SET started_ns = 50");
        assertThat(recording.audit()).containsEntry("contention", 6L);
        recording.execute("UPDATE operations SET batch = 'c-1/1'");
        assertThat(recording.audit()).as("one transaction").containsEntry("contention", 0L);
    }

    @Test
    void auditOfTheSameRecordingCanBeRepeated() throws SQLException {
        assertThat(recording.audit()).isEqualTo(recording.audit());
        assertThat(recording.rows("SELECT count(*) FROM verified")).containsExactly("3");
    }

    @Test
    void removedIncrementIsLostAndItsTruckNamed() throws SQLException {
        recording.execute("UPDATE final_segments SET assigned_load = 6 WHERE segment_id = 10");
        assertAudit(Map.of(
                "acknowledged",
                3L,
                "acknowledged.client",
                3L,
                "verified",
                2L,
                "lost_updates",
                1L,
                "lost_updates.high",
                1L,
                "lost_updates.client",
                1L,
                "overwritten",
                1L));
        assertThat(recording.rows("SELECT segment_id, truck_id, value_written, overwritten_by_truck FROM overwritten"))
                .as("the last to write segment 10, by nobody in the journal later than itself")
                .containsExactly("10 3 7 null");
        assertThat(recording.trucksFound("lost")).containsExactly(3);
    }

    @Test
    void incrementOverwrittenByAnotherTruckNamesBoth() throws SQLException {
        // truck 3 read segment 10 before truck 1 had written it
        recording.execute(
                "UPDATE operations SET values_read = [5, 1], values_written = [6, 2], started_ns = 95 WHERE truck_id = 3");
        recording.execute("UPDATE final_segments SET assigned_load = 6 WHERE segment_id = 10");
        recording.execute("DELETE FROM acks");
        recording.execute("UPDATE requests SET outcome = 'rejected', status = 500");
        assertAudit(Map.of(
                "acknowledged",
                3L,
                "verified",
                2L,
                "lost_updates",
                1L,
                "lost_updates.high",
                1L,
                "overwritten",
                1L,
                "contention",
                4L));
        assertThat(recording.rows("SELECT segment_id, truck_id, value_written, overwritten_by_truck FROM overwritten"))
                .containsExactly("10 1 6 3");
    }

    /** A stranger took the increment of truck 1 away before truck 3 read: it read what it read. */
    @Test
    void whoReadLaterDidNotOverwriteIt() throws SQLException {
        recording.execute("UPDATE operations SET values_read = [5, 1], values_written = [6, 2] WHERE truck_id = 3");
        recording.execute("UPDATE final_segments SET assigned_load = 6 WHERE segment_id = 10");
        recording.audit();
        assertThat(recording.rows("SELECT segment_id, truck_id, value_written, overwritten_by_truck FROM overwritten"))
                .containsExactly("10 1 6 null");
    }

    /** The same of a batch: that it reads under locks is believed, unless its times refute it. */
    @Test
    void aBatchThatWaitedForALockDidNotOverwriteIt() throws SQLException {
        recording.execute("UPDATE operations SET batch = 'c-1/' || truck_id, select_ns = 250, truck_update_ns = 1,"
                + " segment_update_ns = 1, commit_ns = 2, started_ns = 20");
        recording.execute("UPDATE operations SET values_read = [5, 1], values_written = [6, 2] WHERE truck_id = 3");
        recording.execute("UPDATE final_segments SET assigned_load = 6 WHERE segment_id = 10");
        recording.audit();
        String named = "SELECT segment_id, truck_id, value_written, overwritten_by_truck FROM overwritten";
        assertThat(recording.rows(named)).containsExactly("10 1 6 null");
        recording.execute("UPDATE operations SET commit_ns = 220 WHERE truck_id = 3");
        recording.audit();
        assertThat(recording.rows(named)).containsExactly("10 1 6 3");
    }

    /** Somebody set it to 1 and truck 3 went on from there: nobody in the journal wrote that. */
    @Test
    void aValueThatWasReadAndNobodyWroteIsUnexpected() throws SQLException {
        recording.execute("UPDATE operations SET values_read = [1, 1], values_written = [2, 2] WHERE truck_id = 3");
        recording.execute("UPDATE final_segments SET assigned_load = 7 WHERE segment_id = 10");
        assertThat(recording.audit()).containsEntry("unexpected", 2L);
    }

    @Test
    void truckWithoutItsIncrementsByTheJournalIsTorn() throws SQLException {
        recording.execute("""
            UPDATE operations SET outcome = 'rejected', failed_at = 'segments', sqlstate = '40P01',
                segment_write = 'none', segments_committed_ns = NULL WHERE truck_id = 3\
            """);
        recording.execute("UPDATE final_segments SET assigned_load = assigned_load - 1 WHERE segment_id IN (10, 30)");
        recording.execute("DELETE FROM acks");
        assertAudit(Map.of("acknowledged", 2L, "verified", 2L, "torn_writes", 1L));
        assertThat(recording.rows("SELECT truck_id, detail FROM audit_trucks"))
                .containsExactly("3 its row is written, its increments are not (failed at segments 40P01)");
    }

    @Test
    void incrementsWithoutTheirTruckByTheJournalAreTorn() throws SQLException {
        recording.execute("""
            UPDATE operations SET outcome = 'rejected', failed_at = 'truck', sqlstate = '57014',
                truck_write = 'none', truck_committed_ns = NULL WHERE truck_id = 3\
            """);
        recording.execute(
                "UPDATE final_trucks SET version = 0, route = NULL, assignment_id = NULL, assigned_us = NULL WHERE truck_id = 3");
        recording.execute("DELETE FROM acks");
        assertAudit(Map.of("acknowledged", 2L, "verified", 2L, "torn_writes", 1L));
        assertThat(recording.trucksFound("torn")).containsExactly(3);
    }

    @Test
    void revertedRowOfAnAcknowledgedTruckIsTorn() throws SQLException {
        recording.execute(
                "UPDATE final_trucks SET version = 0, route = NULL, assignment_id = NULL, assigned_us = NULL WHERE truck_id = 2");
        assertAudit(Map.of("acknowledged", 3L, "acknowledged.client", 3L, "verified", 2L, "torn_writes", 1L));
        assertThat(recording.trucksFound("torn")).containsExactly(2);
    }

    @Test
    void truckOfWhichNothingIsLeftIsLostAndNotTorn() throws SQLException {
        recording.execute(
                "UPDATE final_trucks SET version = 0, route = NULL, assignment_id = NULL, assigned_us = NULL WHERE truck_id = 3");
        recording.execute("UPDATE final_segments SET assigned_load = assigned_load - 1 WHERE segment_id IN (10, 30)");
        assertAudit(Map.of(
                "acknowledged",
                3L,
                "acknowledged.client",
                3L,
                "verified",
                2L,
                "lost_updates",
                2L,
                "lost_updates.high",
                2L,
                "lost_updates.client",
                2L,
                "overwritten",
                2L));
    }

    @Test
    void rowThatSomebodyElseChangedIsUnexpected() throws SQLException {
        recording.execute("UPDATE final_trucks SET route = [30, 10] WHERE truck_id = 3");
        assertAudit(Map.of("acknowledged", 3L, "acknowledged.client", 3L, "verified", 2L, "unexpected", 1L));
        assertThat(recording.trucksFound("unexpected")).containsExactly(3);
    }

    @Test
    void strangersRowAndSegmentAndVanishedRowAreUnexpected() throws SQLException {
        recording.truck(Rows.Moment.FINAL, 99, 0, null, null);
        recording.truck(Rows.Moment.INITIAL, 98, 0, null, null);
        recording.segments(Rows.Moment.FINAL, Map.of(77, 12L));
        assertAudit(Map.of("acknowledged", 3L, "acknowledged.client", 3L, "verified", 3L, "unexpected", 3L));
        assertThat(recording.trucksFound("unexpected")).containsExactly(98, 99);
    }

    @Test
    void incrementsThatNobodyAttemptedAreUnexpected() throws SQLException {
        recording.execute("UPDATE final_segments SET assigned_load = 12 WHERE segment_id = 20");
        assertAudit(Map.of("acknowledged", 3L, "acknowledged.client", 3L, "verified", 3L, "unexpected", 3L));
    }

    @Test
    void loadBelowTheInitialOneIsUnexpected() throws SQLException {
        recording.segments(Rows.Moment.INITIAL, Map.of(40, 4L));
        recording.segments(Rows.Moment.FINAL, Map.of(40, 1L));
        assertAudit(Map.of("acknowledged", 3L, "acknowledged.client", 3L, "verified", 3L, "unexpected", 3L));
    }

    @Test
    void retryThatWroteAgainIsADuplicate() throws SQLException {
        Operation again = acknowledged("c-1", 3, 400, List.of(10, 30), List.of(7L, 2L));
        again.versionRead = 1;
        again.versionWritten = 2;
        recording.operation(again);
        recording.execute("UPDATE final_trucks SET version = 2 WHERE truck_id = 3");
        recording.execute("UPDATE final_segments SET assigned_load = assigned_load + 1 WHERE segment_id IN (10, 30)");
        assertAudit(Map.of("acknowledged", 3L, "acknowledged.client", 3L, "verified", 3L, "duplicates", 1L));
        assertThat(recording.trucksFound("duplicate")).containsExactly(3);
    }

    @Test
    void retryThatWroteTheSameVersionAgainIsADuplicateToo() throws SQLException {
        recording.operation(acknowledged("c-1", 3, 400, List.of(10, 30), List.of(7L, 2L)));
        recording.execute("UPDATE final_segments SET assigned_load = assigned_load + 1 WHERE segment_id IN (10, 30)");
        assertAudit(Map.of("acknowledged", 3L, "acknowledged.client", 3L, "verified", 3L, "duplicates", 1L));
    }

    @Test
    void duplicateThatTheJournalHidesIsSeenInTheRows() throws SQLException {
        recording.execute("UPDATE final_trucks SET version = 2 WHERE truck_id = 3");
        assertAudit(Map.of("acknowledged", 3L, "acknowledged.client", 3L, "verified", 2L, "duplicates", 1L));
    }

    @Test
    void replayedAcknowledgementIsNoDuplicateAndSettlesALostCommit() throws SQLException {
        recording.execute(
                "UPDATE operations SET outcome = 'indeterminate', failed_at = 'commit', truck_write = 'unknown', "
                        + "segment_write = 'unknown' WHERE truck_id = 3");
        Operation replay = new Operation("c-1", 3);
        replay.outcome = "acknowledged";
        replay.replayed = true;
        replay.started = 500;
        replay.ended = 510;
        replay.route = List.of(10, 30);
        recording.operation(replay);
        assertAudit(Map.of("acknowledged", 3L, "acknowledged.client", 3L, "verified", 3L));
    }

    @Test
    void indeterminateCommitIsNeitherLostNorUnexpectedEitherWay() throws SQLException {
        recording.execute("UPDATE operations SET outcome = 'indeterminate', failed_at = 'commit', sqlstate = '08006', "
                + "truck_write = 'unknown', segment_write = 'unknown' WHERE truck_id = 3");
        recording.execute("DELETE FROM acks");
        Map<String, Long> committed = Map.of("acknowledged", 2L, "verified", 2L, "indeterminate", 1L);
        assertAudit(committed);
        recording.execute(
                "UPDATE final_trucks SET version = 0, route = NULL, assignment_id = NULL, assigned_us = NULL WHERE truck_id = 3");
        recording.execute("UPDATE final_segments SET assigned_load = assigned_load - 1 WHERE segment_id IN (10, 30)");
        assertAudit(committed);
        assertThat(recording.trucksFound("indeterminate")).containsExactly(3);
    }

    @Test
    void unacknowledgedIncrementsDoNotHideALoss() throws SQLException {
        // Truck 3 committed and was then rejected; truck 1's increment of segment 10 is not there.
        recording.execute("UPDATE operations SET outcome = 'rejected', failed_at = 'deadline' WHERE truck_id = 3");
        recording.execute("UPDATE operations SET values_read = [5, 1], values_written = [6, 2] WHERE truck_id = 3");
        recording.execute("UPDATE operations SET values_read = [6, 7], values_written = [7, 8] WHERE truck_id = 1");
        recording.execute("UPDATE final_segments SET assigned_load = 6 WHERE segment_id = 10");
        recording.execute("DELETE FROM acks");
        assertAudit(Map.of(
                "acknowledged", 2L, "verified", 1L, "overwritten", 1L, "lost_updates", 1L, "lost_updates.high", 1L));
        assertThat(recording.trucksFound("lost")).containsExactly(1);
    }

    @Test
    void commitAfterTheAnswerOfFailureIsAZombie() throws SQLException {
        recording.execute("UPDATE requests SET outcome = 'rejected', status = 500, answered_ns = 250");
        recording.execute("DELETE FROM acks");
        assertAudit(Map.of("acknowledged", 3L, "verified", 3L, "zombie_writes", 1L));
        assertThat(recording.trucksFound("zombie")).containsExactly(3);
    }

    @Test
    void trucksOfASentCallWithoutJournalRowsAreIndeterminate() throws SQLException {
        recording.request("c-2", 2, 600, null, "no_answer");
        recording.truck(Rows.Moment.INITIAL, 4, 0, null, null);
        recording.truck(Rows.Moment.FINAL, 4, 1, List.of(10), "c-2");
        recording.execute("UPDATE final_segments SET assigned_load = 8 WHERE segment_id = 10");
        assertAudit(Map.of(
                "acknowledged",
                3L,
                "acknowledged.client",
                3L,
                "verified",
                3L,
                "indeterminate",
                2L,
                "lost_updates.high",
                5L));
        assertThat(recording.trucksFound("indeterminate")).containsExactly(4);
    }

    @Test
    void shedCallLeavesNothingOpen() throws SQLException {
        recording.request("c-2", 500, 600, 601L, "shed");
        assertAudit(Map.of("acknowledged", 3L, "acknowledged.client", 3L, "verified", 3L));
    }

    @Test
    void answerOfSuccessWithoutAnyWriteIsLost() throws SQLException {
        recording.request("c-2", 1, 600, 700L, "acknowledged");
        recording.truck(Rows.Moment.INITIAL, 4, 0, null, null);
        recording.truck(Rows.Moment.FINAL, 4, 0, null, null);
        recording.ack("c-2", 4, List.of(10, 20));
        assertAudit(Map.of(
                "acknowledged",
                3L,
                "acknowledged.client",
                4L,
                "verified",
                3L,
                "lost_updates",
                2L,
                "lost_updates.high",
                2L));
    }

    @Test
    void answerWithAnotherRouteThanTheRowIsNotVerified() throws SQLException {
        recording.execute("UPDATE acks SET route = [10, 99] WHERE truck_id = 3");
        assertAudit(Map.of("acknowledged", 3L, "acknowledged.client", 3L, "verified", 2L));
        assertThat(recording.trucksFound("lost")).containsExactly(3);
    }

    @Test
    void rowOverwrittenByAnotherCallIsNamed() throws SQLException {
        recording.request("c-2", 1, 0, 1_000L, "acknowledged");
        recording.operation(acknowledged("c-2", 3, 400, List.of(20), List.of(9L)));
        recording.execute("UPDATE final_trucks SET route = [20], assignment_id = 'c-2' WHERE truck_id = 3");
        recording.execute("UPDATE final_segments SET assigned_load = 10 WHERE segment_id = 20");
        recording.audit();
        assertThat(recording.rows("SELECT truck_id, call_id, detail FROM audit_trucks"))
                .containsExactly("3 c-1 its row, version 1, was overwritten by call c-2");
    }

    @Test
    void withoutSnapshotsThereIsNoEvidenceAndNoFigure() throws SQLException {
        recording.audit();
        recording.execute("DELETE FROM final_trucks");
        assertThat(Audit.run(recording.connection(), RecordedTables.TARGET))
                .isInstanceOfSatisfying(
                        AuditOutcome.NoEvidence.class,
                        none -> assertThat(none.reason()).contains("final_trucks"));
        assertThat(recording.rows("FROM audit")).isEmpty();
    }

    /** Totals that are not named must be 0. */
    private void assertAudit(Map<String, Long> expected) throws SQLException {
        Map<String, Long> found = recording.audit();
        assertThat(found.keySet()).containsAll(expected.keySet());
        for (Map.Entry<String, Long> total : found.entrySet()) {
            assertThat(total.getValue())
                    .as(total.getKey() + " of " + found)
                    .isEqualTo(expected.getOrDefault(total.getKey(), 0L));
        }
    }
}
