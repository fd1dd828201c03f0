package dev.gridlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** 50,000 trucks, each value of a segment written by three of them: the heaviest that a run asks of the audit. */
class FleetSizedAuditTest {

    private static final String HISTORY = """
        CREATE TEMP TABLE increments AS
        SELECT
            truck_id,
            segment_id,
            (row_number() OVER (PARTITION BY segment_id ORDER BY truck_id) - 1) // 3 AS value_read
        FROM (
            SELECT DISTINCT
                t.truck_id,
                -- a third of a route's segments are among the 20 hubs
                1 + hash(t.truck_id * 16 + n.n) % (CASE WHEN n.n < 3 THEN 20 ELSE 400 END) AS segment_id
            FROM range(1, 50001) t (truck_id), range(8) n (n)
        );

        INSERT INTO operations
            (target, call_id, truck_id, started_ns, selected_ns, ended_ns, outcome, truck_write, truck_committed_ns,
            segment_write, segments_committed_ns, segment_update_ns, version_read, version_written, route,
            values_read, values_written)
        SELECT
            'under-test', 'c-1', truck_id, truck_id * 1000 - 900_000, truck_id * 1000 - 500_000, truck_id * 1000,
            'acknowledged', 'committed', truck_id * 1000 - 100_000, 'committed', truck_id * 1000, 50_000, 0, 1,
            list(segment_id ORDER BY segment_id),
            list(value_read ORDER BY segment_id),
            list(value_read + 1 ORDER BY segment_id)
        FROM increments
        GROUP BY truck_id;

        INSERT INTO acks SELECT target, call_id, truck_id, 'success', route FROM operations;
        INSERT INTO requests (target, call_id, trucks, sent_ns, answered_ns, status, outcome)
        VALUES ('under-test', 'c-1', 50000, 0, 60_000_000, 200, 'acknowledged');
        INSERT INTO initial_trucks SELECT 'under-test', truck_id, 0, NULL, NULL, NULL FROM operations;
        INSERT INTO final_trucks SELECT 'under-test', truck_id, 1, route, call_id, truck_id FROM operations;
        INSERT INTO initial_segments SELECT 'under-test', n, 0 FROM range(1, 401) r (n);
        INSERT INTO final_segments SELECT 'under-test', segment_id, max(value_read) + 1 FROM increments GROUP BY ALL;
        """;

    @Test
    void heaviestHistoryIsCounted() throws SQLException {
        try (RecordedTables recording = new RecordedTables()) {
            recording.execute("SET threads = 2");
            recording.execute(HISTORY);
            long began = System.nanoTime();
            Map<String, Long> totals = recording.audit();
            System.out.println("audit of 50,000 trucks: " + Duration.ofNanos(System.nanoTime() - began));
            long lost = Long.parseLong(recording
                    .rows("SELECT count(*) - (SELECT sum(assigned_load) FROM final_segments)::BIGINT FROM increments")
                    .getFirst());
            assertThat(lost).isGreaterThan(200_000);
            assertThat(totals)
                    .containsEntry("acknowledged", 50_000L)
                    .containsEntry("lost_updates", lost)
                    .containsEntry("lost_updates.client", lost)
                    .containsEntry("overwritten", lost)
                    .containsEntry("unexpected", 0L);
        }
    }
}
