package dev.gridlock.report.damage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.report.MadeRun;
import dev.gridlock.report.figures.RecordingQuery;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DamageQueryTest {

    /** Truck 1 and truck 2 both read 4 on segment 9; 2 wrote later. Truck 3 is torn. */
    private static Damage damage(String... more) throws SQLException {
        try (MadeRun run = MadeRun.empty()
                .with("INSERT INTO targets VALUES ('naive', 'naive', 1, 3, false)")
                .with(
                        "INSERT INTO requests (target, call_id, sent_ns, answered_ns, outcome) VALUES ('naive', 'naive-1', 1000000000, 1500000000, 'rejected'), ('naive', 'naive-0', 1000000000, 1200000000, 'acknowledged')")
                .with("""
                    INSERT INTO operations (target, call_id, truck_id, started_ns, ended_ns, outcome, truck_write, segment_write,
                        segments_committed_ns, route, values_read, values_written) VALUES
                    ('naive', 'naive-1', 1, 0, 2000000000, 'acknowledged', 'committed', 'committed', 1900000000, [8, 9], [0, 4], [1, 5]),
                    ('naive', 'naive-1', 2, 0, 3000000000, 'acknowledged', 'committed', 'committed', 2900000000, [9, 7], [4, 0], [5, 1]),
                    ('naive', 'naive-1', 3, 0, 3000000000, 'rejected', 'committed', 'none', NULL, [9], [4], [5])
                    """)
                .with(
                        "INSERT INTO overwritten VALUES ('naive', 9, 1, 'naive-1', 5, 2, 'naive-1', NULL), ('naive', 7, 2, 'naive-1', 1, NULL, NULL, NULL)")
                .with("INSERT INTO final_segments VALUES ('naive', 9, 5)")
                .with("INSERT INTO final_trucks VALUES ('naive', 3, 1, [9], 'naive-1', NULL)")
                .with(
                        "INSERT INTO audit_trucks VALUES ('naive', 1, 'naive-1', 'lost', '1 of 2 increments overwritten'), ('naive', 3, 'naive-1', 'torn', 'its row is written, its increments are not')")) {
            List.of(more).forEach(run::with);
            return new DamageQuery(new RecordingQuery(run.duckdb()), run.figures())
                    .read()
                    .getFirst();
        }
    }

    @Test
    void aLostTruckSaysWhatWasAcknowledgedWhenWhatTheRowHoldsAndWhoOverwroteIt() throws SQLException {
        assertThat(damage().lost()).hasSize(1);
        Damage.LostTruck lost = damage().lost().getFirst();
        assertThat(lost.truck()).isEqualTo(1);
        assertThat(lost.acknowledged()).isEqualTo("1.000 s");
        assertThat(lost.told()).isEqualTo("rejected at 0.500 s");
        assertThat(lost.increments())
                .containsExactly(new Damage.LostIncrement(9, "4", "5", "0.900 s", "truck 2", "4", "5", "1.900 s", "5"));
        assertThat(lost.increments().getFirst().why()).isEqualTo("both had read the same load");
    }

    @Test
    void theTruckThatLostMostStandsFirst() throws SQLException {
        Damage damage = damage(
                "INSERT INTO audit_trucks VALUES ('naive', 2, 'naive-1', 'lost', '2 of 2 increments overwritten')",
                "INSERT INTO overwritten VALUES ('naive', 9, 2, 'naive-1', 5, 1, 'naive-1', NULL), ('naive', 7, 2, 'naive-1', 1, 1, 'naive-1', NULL)");
        assertThat(damage.lost()).extracting(Damage.LostTruck::truck).containsExactly(2, 1);
    }

    @Test
    void whatNobodyAcknowledgedWasNotLost() throws SQLException {
        Damage damage = damage("INSERT INTO audit_trucks VALUES ('naive', 3, 'naive-1', 'lost', 'never acknowledged')");
        assertThat(damage.lost()).extracting(Damage.LostTruck::truck).containsExactly(1);
    }

    @Test
    void aRowThatHoldsAnotherCallsRouteIsNotCalledThisOnes() throws SQLException {
        Damage damage = damage("UPDATE final_trucks SET route = [7], version = 2");
        assertThat(damage.torn().getFirst().holds()).isEqualTo("version 2, route [7]");
    }

    @Test
    void aTornTruckSaysWhichHalfIsThere() throws SQLException {
        assertThat(damage().torn()).hasSize(1);
        Damage.BrokenTruck torn = damage().torn().getFirst();
        assertThat(torn.journal()).isEqualTo("rejected, row committed, increments none, ended at 2.000 s");
        assertThat(torn.holds()).isEqualTo("version 1, route [9] (this call's)");
        assertThat(damage().late()).isEmpty();
    }
}
