package dev.gridlock.report.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.report.MadeRun;
import dev.gridlock.report.figures.EvidenceTable;
import dev.gridlock.report.figures.RecordingQuery;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsQueryTest {

    private static String cell(MadeRun run, String label) throws SQLException {
        List<EvidenceTable> tables = new LimitsQuery(new RecordingQuery(run.duckdb()), run.figures()).read();
        return tables.stream()
                .flatMap(table -> table.rows().stream())
                .filter(row -> row.label().equals(label))
                .findFirst()
                .orElseThrow()
                .cells()
                .getFirst();
    }

    private static MadeRun oneTarget() {
        return MadeRun.empty().with("INSERT INTO targets VALUES ('naive', 'naive', 1, 10, false)");
    }

    @Test
    void aBackendIsWhatMemoryRoseByForEachThatCame() throws SQLException {
        try (MadeRun run = oneTarget()
                .with("INSERT INTO run VALUES ('machine.memory_bytes', '1000000000')")
                .with(
                        "INSERT INTO samples VALUES ('naive', 10, 'pg.backends.idle', 1), ('naive', 10, 'pg.backends.active', 1), ('naive', 11, 'pg.backend_memory_bytes', 40000000)")
                .with(
                        "INSERT INTO samples VALUES ('naive', 20, 'pg.backends.idle', 2), ('naive', 20, 'pg.backends.active', 50), ('naive', 21, 'pg.backend_memory_bytes', 140000000)")) {
            assertThat(cell(run, "one backend")).isEqualTo("2.00 MB (from 2 to 52 backends)");
            assertThat(cell(run, "500 connections would take")).isEqualTo("1.00 GB (100.0 % of RAM)");
        }
    }

    @Test
    void walIsSharedAmongTheTrucksThatAreRight() throws SQLException {
        try (MadeRun run = oneTarget()
                .with("INSERT INTO metrics VALUES ('naive', 'trucks', 'COUNT', 10), ('naive', 'verified', 'COUNT', 4),"
                        + " ('naive', 'postgres.wal', 'BYTES', 1000)")) {
            assertThat(cell(run, "WAL per verified truck")).isEqualTo("250 B");
        }
    }

    @Test
    void memoryThatRoseWithoutBackendsIsNotCalledTheirs() throws SQLException {
        try (MadeRun run = oneTarget()
                .with(
                        "INSERT INTO samples VALUES ('naive', 10, 'pg.backends.idle', 2), ('naive', 11, 'pg.backend_memory_bytes', 40000000), ('naive', 20, 'pg.backends.idle', 4), ('naive', 21, 'pg.backend_memory_bytes', 140000000)")) {
            assertThat(cell(run, "one backend")).isEqualTo("–");
            assertThat(cell(run, "50 connections would take")).isEqualTo("–");
        }
    }

    @Test
    void countersGiveHotRatioGrowthAndFsyncs() throws SQLException {
        try (MadeRun run = oneTarget().with("""
            INSERT INTO counters VALUES ('naive', 'pg_stat_user_tables.trucks.n_tup_upd', 100, 300),
                ('naive', 'pg_stat_user_tables.trucks.n_tup_hot_upd', 0, 150), ('naive', 'size.trucks', 5000000, 4000000),
                ('naive', 'pg_stat_io.client backend.wal.normal.fsyncs', 5, 10), ('naive', 'pg_stat_io.walwriter.wal.normal.fsyncs', NULL, 2),
                ('naive', 'pg_stat_checkpointer.num_timed', 1, 1), ('naive', 'pg_stat_checkpointer.num_requested', 1, 3)
            """)) {
            assertThat(cell(run, "trucks: HOT updates")).isEqualTo("75.0 % of 200");
            assertThat(cell(run, "trucks: growth")).isEqualTo("-1.00 MB");
            assertThat(cell(run, "fsyncs")).isEqualTo("7");
            assertThat(cell(run, "checkpoints")).isEqualTo("0 timed, 2 requested");
            assertThat(cell(run, "time in fsync")).isEqualTo("–");
        }
    }

    @Test
    void aCounterThatWasResetIsNotMeasured() throws SQLException {
        try (MadeRun run = oneTarget()
                .with("INSERT INTO counters VALUES ('naive', 'pg_stat_io.client backend.wal.normal.fsyncs', 5, 1)")) {
            assertThat(cell(run, "fsyncs")).isEqualTo("–");
        }
    }

    @Test
    void countersOfAnOlderServerGiveItsCheckpoints() throws SQLException {
        try (MadeRun run = oneTarget().with("""
            INSERT INTO counters VALUES ('naive', 'pg_stat_bgwriter.checkpoints_timed', 1, 2),
                ('naive', 'pg_stat_bgwriter.checkpoints_req', 1, 4)
            """)) {
            assertThat(cell(run, "checkpoints")).isEqualTo("1 timed, 3 requested");
        }
    }

    @Test
    void timesOfTheDiskAreOfTheirOwnKind() throws SQLException {
        try (MadeRun run = oneTarget().with("""
            INSERT INTO counters VALUES ('naive', 'pg_stat_io.walwriter.wal.normal.fsync_time', 5, 10),
                ('naive', 'pg_stat_io.walwriter.wal.normal.write_time', 0, 7)
            """)) {
            assertThat(cell(run, "time in fsync")).isEqualTo("5.00 ms");
            assertThat(cell(run, "time in writes")).isEqualTo("7.00 ms");
        }
    }

    @Test
    void updatesThatWereResetAreNotMeasured() throws SQLException {
        try (MadeRun run = oneTarget().with("""
            INSERT INTO counters VALUES ('naive', 'pg_stat_user_tables.trucks.n_tup_upd', 300, 100),
                ('naive', 'pg_stat_user_tables.trucks.n_tup_hot_upd', 150, 50)
            """)) {
            assertThat(cell(run, "trucks: HOT updates")).isEqualTo("–");
        }
    }
}
