package dev.gridlock.report.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.report.MadeRun;
import dev.gridlock.report.figures.RecordingQuery;
import java.sql.SQLException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TimeSpentQueryTest {

    /** Ten trucks of 100 ms each: 60 for the pool, 30 in statements, 10 in between. */
    private static MadeRun tenTrucks(String batch) {
        return MadeRun.empty()
                .with("INSERT INTO targets VALUES ('naive', 'naive', 1, 10, false)")
                .with("""
                    INSERT INTO operations (target, call_id, truck_id, batch, attempts, started_ns, ended_ns, pool_wait_ns, select_ns,
                        truck_update_ns, segment_update_ns, outcome)
                    SELECT 'naive', 'naive-1', i, %s, 1, 0, 100000000, 60000000, 5000000, 10000000, 15000000, 'acknowledged'
                    FROM range(10) t(i)
                    """.formatted(batch));
    }

    private static TimeSpent spent(MadeRun run) throws SQLException {
        return new TimeSpentQuery(new RecordingQuery(run.duckdb()), run.figures())
                .read()
                .getFirst();
    }

    private static double part(TimeSpent spent, String name) {
        return spent.parts().stream()
                .filter(part -> part.name().startsWith(name))
                .findFirst()
                .orElseThrow()
                .ms();
    }

    @Test
    void everyPartOfATrucksTimeIsFound() throws SQLException {
        // Of 300 ms in statements PgBouncer queued 50 and PostgreSQL was active for 200, three quarters of it on locks.
        try (MadeRun run = tenTrucks("NULL")
                .with(
                        "INSERT INTO samples VALUES ('naive', 1, 'pgbouncer.total_wait_time_us', 7000), ('naive', 2, 'pgbouncer.total_wait_time_us', 57000)")
                .with("INSERT INTO counters VALUES ('naive', 'pg_stat_database.active_time', 1000, 1200)")
                .with(
                        "INSERT INTO samples VALUES ('naive', 1, 'pg.waits.Lock.tuple', 3), ('naive', 1, 'pg.waits.CPU.running', 1)")) {
            TimeSpent spent = spent(run);
            Offset<Double> exact = Offset.offset(1e-9);
            assertThat(part(spent, "application pool")).isEqualTo(60, exact);
            assertThat(part(spent, "PgBouncer")).isEqualTo(5, exact);
            assertThat(part(spent, "lock wait")).isEqualTo(15, exact);
            assertThat(part(spent, "execution")).isEqualTo(5, exact);
            assertThat(part(spent, "network")).isEqualTo(5, exact);
            assertThat(part(spent, "other")).isEqualTo(10, exact);
            assertThat(spent.adds()).isTrue();
            assertThat(spent.notes()).isEmpty();
        }
    }

    @Test
    void aBatchsStatementsCountOnceButEachOfItsTrucksLivedThroughThem() throws SQLException {
        try (MadeRun run = tenTrucks("'naive-1/1'")
                .with("INSERT INTO counters VALUES ('naive', 'pg_stat_database.active_time', 0, 20)")) {
            assertThat(part(spent(run), "execution")).isEqualTo(20, Offset.offset(1e-9));
        }
    }

    @Test
    void partsThatDoNotAddUpAreSaidNotTo() throws SQLException {
        try (MadeRun run = tenTrucks("NULL")
                .with(
                        "INSERT INTO samples VALUES ('naive', 1, 'pgbouncer.total_wait_time_us', 0), ('naive', 2, 'pgbouncer.total_wait_time_us', 50000)")
                .with("INSERT INTO counters VALUES ('naive', 'pg_stat_database.active_time', 0, 900)")) {
            TimeSpent spent = spent(run);
            assertThat(spent.adds()).isFalse();
            assertThat(spent.notes()).anyMatch(note -> note.contains("more than the 30.0 ms"));
        }
    }

    @Test
    void whatWasNotMeasuredHasNoTime() throws SQLException {
        try (MadeRun run = tenTrucks("NULL")) {
            TimeSpent spent = spent(run);
            assertThat(part(spent, "PgBouncer")).isNaN();
            assertThat(part(spent, "lock wait")).isNaN();
            assertThat(part(spent, "network, proxies and what was not measured"))
                    .isEqualTo(30);
            assertThat(spent.adds()).isTrue();
        }
    }

    @Test
    void aTargetWithoutAJournalHasNoParts() throws SQLException {
        try (MadeRun run = MadeRun.empty().with("INSERT INTO targets VALUES ('naive', 'naive', 1, 10, false)")) {
            assertThat(spent(run).trucks()).isZero();
        }
    }

    @Test
    void aCommitIsAStatementToo() throws SQLException {
        try (MadeRun run = tenTrucks("NULL").with("UPDATE operations SET commit_ns = 4000000")) {
            assertThat(part(spent(run), "network")).isEqualTo(34, Offset.offset(1e-9));
        }
    }

    @Test
    void aCounterThatWasResetIsNotMeasured() throws SQLException {
        try (MadeRun run = tenTrucks("NULL")
                .with("INSERT INTO counters VALUES ('naive', 'pg_stat_database.active_time', 1200, 1000)")) {
            assertThat(part(spent(run), "execution")).isNaN();
        }
    }

    @Test
    void trucksThatWereTriedMoreThanOnceAreSaid() throws SQLException {
        try (MadeRun run = tenTrucks("NULL").with("UPDATE operations SET attempts = 2 WHERE truck_id < 3")) {
            assertThat(spent(run).notes()).anyMatch(note -> note.startsWith("3 trucks were tried more than once"));
        }
    }
}
