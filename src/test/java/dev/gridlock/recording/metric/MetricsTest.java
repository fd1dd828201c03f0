package dev.gridlock.recording.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.recording.HandMadeRun;
import dev.gridlock.recording.Recording;
import dev.gridlock.recording.Rows;
import dev.gridlock.scenario.MetricCatalogue.Definition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {

    @TempDir
    Path folder;

    private Path raw;

    @BeforeEach
    void writeRun() {
        raw = folder.resolve("raw/naive");
        HandMadeRun.write(raw);
    }

    /** The names that scenarios, gates and reports rely on, with the answer for the hand-made run. */
    private static final List<String> KNOWN = List.of(
            "trucks|COUNT|4.0",
            "acknowledged|COUNT|3.0",
            "acknowledged.client|COUNT|1.0",
            "verified|COUNT|2.0",
            "lost_updates|COUNT|6.0",
            "lost_updates.client|COUNT|5.0",
            "torn_writes|COUNT|7.0",
            "indeterminate|COUNT|8.0",
            "zombie_writes|COUNT|9.0",
            "duplicates|COUNT|10.0",
            "unexpected|COUNT|0.0",
            "contention|COUNT|11.0",
            "completion|MILLISECONDS|null",
            "calibration|MILLISECONDS|3.25",
            "deadlocks|COUNT|3.0",
            "deadlocks.client|COUNT|2.0",
            "deadlocks.server|COUNT|3.0",
            "deadlocks.logged|COUNT|2.0",
            "deadlocks.latent|COUNT|17.0",
            "errors|COUNT|3.0",
            "retries|COUNT|1.0",
            "calls.planned|COUNT|4.0",
            "calls.sent|COUNT|4.0",
            "calls.answered|COUNT|3.0",
            "calls.acknowledged|COUNT|1.0",
            "calls.rejected|COUNT|1.0",
            "calls.shed|COUNT|1.0",
            "latency.p50|MILLISECONDS|40.0",
            "latency.p95|MILLISECONDS|960.0",
            "latency.p99|MILLISECONDS|960.0",
            "latency.max|MILLISECONDS|960.0",
            "pool.acquire.p50|MILLISECONDS|50.0",
            "pool.acquire.p95|MILLISECONDS|95.0",
            "pool.acquire.p99|MILLISECONDS|99.0",
            "pool.acquire.max|MILLISECONDS|100.0",
            "pool.timeouts|COUNT|3.0",
            "pool.pending.max|COUNT|42.0",
            "pgbouncer.cl_waiting.max|COUNT|12.0",
            "pgbouncer.sv_active.max|COUNT|50.0",
            "pgbouncer.maxwait|MILLISECONDS|1234.5",
            "postgres.lock_waits|COUNT|3.0",
            "postgres.dead_tuples|COUNT|77.0",
            "postgres.wal|BYTES|4000000.0",
            "postgres.backend_memory|BYTES|5.0E8",
            "service.heap.max|BYTES|1.0E8",
            "service.rss.max|BYTES|3.0E8",
            "container.postgres.cpu|MILLISECONDS|700.0",
            "container.postgres.throttled|MILLISECONDS|30.0",
            "container.postgres.memory.max|BYTES|6.0E8",
            "container.postgres.oom_kills|COUNT|1.0",
            "container.postgres.read|BYTES|4096.0",
            "container.postgres.written|BYTES|8192.0",
            "container.pgbouncer.cpu|MILLISECONDS|50.0",
            "container.pgbouncer.throttled|MILLISECONDS|0.0",
            "container.pgbouncer.memory.max|BYTES|7000000.0",
            "container.pgbouncer.oom_kills|COUNT|0.0",
            "recorder.lag.p99|MILLISECONDS|99.0");

    @Test
    void everyMetricHasItsKnownAnswer() throws Exception {
        try (Recording recording = Recording.create(folder)) {
            recording.putTarget("naive", "naive", 1, 4, false);
            recording.putRun("calibration.naive.ms", "3.25");
            recording.importTarget("naive", raw);
            audit(recording.connection());
            assertThat(metrics(recording, "naive")).containsExactlyElementsOf(KNOWN);
        }
    }

    @Test
    void catalogueAndViewNameTheSameMetricsInTheSameOrder() {
        assertThat(Metrics.definitions()).extracting(Definition::name).doesNotHaveDuplicates();
        assertThat(Metrics.definitions().stream().map(m -> m.name() + "|" + m.unit()))
                .containsExactlyElementsOf(KNOWN.stream()
                        .map(known -> known.substring(0, known.lastIndexOf('|')))
                        .toList());
        assertThat(Metrics.definitions()).extracting(Definition::meaning).allMatch(text -> text.length() > 10);
    }

    @Test
    void whatWasNotMeasuredIsNullAndNotNought() throws Exception {
        try (Stream<Path> files = Files.list(raw)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        HandMadeRun.file(raw, "operations", operationsHeader());
        try (Recording recording = Recording.create(folder)) {
            recording.putTarget("naive", "naive", 1, 4, false);
            recording.importTarget("naive", raw);
            assertThat(metrics(recording, "naive"))
                    .hasSize(KNOWN.size())
                    .filteredOn(metric -> !metric.startsWith("trucks|"))
                    .allMatch(metric -> metric.endsWith("|null"));
        }
    }

    @Test
    void countOfNothingInARecordedTableIsNought() throws Exception {
        for (String file : List.of("errors", "acquires", "deadlocks", "lock_waits", "requests")) {
            String header = Files.readAllLines(raw.resolve(file + ".csv")).getFirst();
            Files.delete(raw.resolve(file + ".csv"));
            HandMadeRun.file(raw, file, header);
        }
        try (Recording recording = Recording.create(folder)) {
            recording.putTarget("naive", "naive", 1, 4, false);
            recording.importTarget("naive", raw);
            assertThat(metrics(recording, "naive"))
                    .contains(
                            "errors|COUNT|0.0",
                            "retries|COUNT|0.0",
                            "deadlocks.client|COUNT|0.0",
                            "deadlocks.logged|COUNT|0.0",
                            "postgres.lock_waits|COUNT|0.0",
                            "pool.timeouts|COUNT|0.0",
                            "pool.acquire.p99|MILLISECONDS|null",
                            "calls.planned|COUNT|0.0",
                            "calls.shed|COUNT|0.0",
                            "latency.p99|MILLISECONDS|null");
        }
    }

    @Test
    void completionIsFromFirstCallSentToLastTruckVerifiedWhenEveryTruckIs() throws Exception {
        try (Recording recording = Recording.create(folder)) {
            recording.putTarget("naive", "naive", 1, 2, false);
            recording.importTarget("naive", raw);
            audit(recording.connection());
            // first sent at 12 ms, trucks verified at 500 and 512 ms
            assertThat(metrics(recording, "naive")).contains("completion|MILLISECONDS|500.0");
        }
    }

    /** And what the other witnesses counted is there all the same. */
    @Test
    void counterThatWasResetInBetweenIsNotKnown() throws Exception {
        counters(HandMadeRun.row("pg_stat_database.deadlocks", 5.0, 2.0));
        try (Recording recording = recorded()) {
            assertThat(metrics(recording, "naive"))
                    .contains("deadlocks.server|COUNT|null", "deadlocks|COUNT|2.0", "postgres.wal|BYTES|null");
        }
    }

    /** Its counters may have grown past what they were: the view itself says when it was reset. */
    @Test
    void counterOfAViewThatWasResetInBetweenIsNotKnownEither() throws Exception {
        counters(
                HandMadeRun.row("pg_stat_database.stats_reset", null, 1.7e9),
                HandMadeRun.row("pg_stat_database.deadlocks", 5.0, 9.0),
                HandMadeRun.row("pg_stat_database.numbackends", 5.0, 2.0),
                HandMadeRun.row("pg_stat_user_tables.trucks.n_tup_upd", 5.0, 9.0),
                HandMadeRun.row("pg_stat_user_tables.trucks.n_live_tup", 5.0, 2.0),
                HandMadeRun.row("pg_stat_wal.stats_reset", 1.6e9, 1.6e9),
                HandMadeRun.row("pg_stat_wal.wal_records", 5.0, 9.0),
                HandMadeRun.row("pg_stat_io.client backend.relation.normal.reads", 5.0, null),
                HandMadeRun.row("size.trucks", 8192.0, 4096.0),
                HandMadeRun.row("dead_tuples", 7.0, 5.0));
        try (Recording recording = recorded()) {
            assertThat(metrics(recording, "naive")).contains("deadlocks.server|COUNT|null");
            assertThat(Rows.of(recording.connection(), "SELECT name FROM counters_reset ORDER BY name"))
                    .containsExactly(
                            "pg_stat_database.deadlocks",
                            "pg_stat_io.client backend.relation.normal.reads",
                            "pg_stat_user_tables.trucks.n_tup_upd");
        }
    }

    @Test
    void everySampledTotalThatFellIsNamed() throws Exception {
        List<String> totals = List.of(
                "pg.xact_commit",
                "pg.deadlocks",
                "pg.hot_updates.trucks",
                "pgbouncer.total_wait_time_us",
                "container.pgbouncer.cpu_ms",
                "container.postgres.oom_kills");
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (String series : List.of("pg.backends.idle", "pg.dead_tuples.trucks", "container.postgres.memory_bytes")) {
            rows.add(HandMadeRun.row(1, series, 9.0));
            rows.add(HandMadeRun.row(2, series, 4.0));
        }
        for (String series : totals) {
            rows.add(HandMadeRun.row(1, series, 9.0));
            rows.add(HandMadeRun.row(2, series, 4.0));
            rows.add(HandMadeRun.row(3, series, 99.0));
        }
        HandMadeRun.file(raw, "samples", "at_ns,series,value", rows.toArray(new @Nullable Object[0][]));
        try (Recording recording = recorded()) {
            assertThat(Rows.of(
                            recording.connection(),
                            "SELECT part, name, initial, final, at_ns FROM series_reset ORDER BY ALL"))
                    .containsExactly(
                            "pgbouncer|container.pgbouncer.cpu_ms|9.0|4.0|2",
                            "pgbouncer|pgbouncer.total_wait_time_us|9.0|4.0|2",
                            "postgres|container.postgres.oom_kills|9.0|4.0|2",
                            "postgres|pg.deadlocks|9.0|4.0|2",
                            "postgres|pg.hot_updates.trucks|9.0|4.0|2",
                            "postgres|pg.xact_commit|9.0|4.0|2");
        }
    }

    /** The server counted 3, the log 4: one by a stranger in the run's database, one elsewhere, 2 of the target's. */
    @Test
    void strangersDeadlocksAreNotTheTargets() throws Exception {
        Files.delete(raw.resolve("deadlocks.csv"));
        HandMadeRun.file(
                raw,
                "deadlocks",
                "at_ns,pid,sqlstate,detail,statement,context,role,database,victim",
                HandMadeRun.deadlock(1, 10, "application", "fleet", "target"),
                HandMadeRun.deadlock(2, 11, "application", "fleet", "target"),
                HandMadeRun.deadlock(3, 12, "billing", "fleet", "stranger"),
                HandMadeRun.deadlock(4, 13, "billing", "billing", "elsewhere"));
        try (Recording recording = recorded()) {
            assertThat(metrics(recording, "naive"))
                    .contains("deadlocks|COUNT|2.0", "deadlocks.server|COUNT|3.0", "deadlocks.logged|COUNT|4.0");
            assertThat(Rows.of(
                            recording.connection(),
                            "SELECT client, server_own, logged_own, strangers, unheard FROM deadlock_witnesses"))
                    .containsExactly("2|2.0|2|2|0");
        }
    }

    /** Of a witness that is missing nobody knows what it would have said. */
    @Test
    void noDeadlockIsNoughtOnlyWhereAllThreeWitnessesSaySo() throws Exception {
        for (String file : List.of("errors", "deadlocks")) {
            String header = Files.readAllLines(raw.resolve(file + ".csv")).getFirst();
            Files.delete(raw.resolve(file + ".csv"));
            HandMadeRun.file(raw, file, header);
        }
        counters(HandMadeRun.row("pg_stat_database.deadlocks", 5.0, 5.0));
        try (Recording recording = recorded()) {
            assertThat(metrics(recording, "naive")).contains("deadlocks|COUNT|0.0");
            try (Statement statement = recording.connection().createStatement()) {
                statement.execute("DELETE FROM counters");
            }
            assertThat(metrics(recording, "naive")).contains("deadlocks|COUNT|null", "deadlocks.logged|COUNT|0.0");
        }
    }

    private void counters(@Nullable Object[]... rows) throws Exception {
        Files.delete(raw.resolve("counters.csv"));
        HandMadeRun.file(raw, "counters", "name,initial,final", rows);
    }

    private Recording recorded() throws Exception {
        Recording recording = Recording.create(folder);
        recording.putTarget("naive", "naive", 1, 4, false);
        recording.putRun("calibration.naive.ms", "3.25");
        recording.importTarget("naive", raw);
        return recording;
    }

    /** A container that was started again counts from 0: 20 s before, 5 s more, then 3 s. */
    @Test
    void aTotalThatBeganAnewRoseByWhatItIs() throws Exception {
        HandMadeRun.file(
                raw,
                "samples",
                "at_ns,series,value",
                HandMadeRun.row(1, "container.postgres.cpu_ms", 20_000.0),
                HandMadeRun.row(2, "container.postgres.cpu_ms", 25_000.0),
                HandMadeRun.row(3, "container.postgres.cpu_ms", 1_000.0),
                HandMadeRun.row(4, "container.postgres.cpu_ms", 3_000.0));
        try (Recording recording = Recording.create(folder)) {
            recording.putTarget("naive", "naive", 1, 4, false);
            recording.importTarget("naive", raw);
            assertThat(metrics(recording, "naive")).contains("container.postgres.cpu|MILLISECONDS|8000.0");
        }
    }

    /**
     * The load runs from 12 ms to 1,000 ms. Samples until 20 ms and from 900 ms on leave 880 ms that nobody saw; those of before and
     * after are no evidence of the load.
     */
    @Test
    void samplesHaveToCoverTheLoad() throws Exception {
        long ms = 1_000_000;
        HandMadeRun.file(
                raw,
                "samples",
                "at_ns,series,value",
                HandMadeRun.row(1 * ms, "pgbouncer.cl_waiting", 1.0),
                HandMadeRun.row(20 * ms, "pgbouncer.cl_waiting", 2.0),
                HandMadeRun.row(900 * ms, "pgbouncer.cl_waiting", 3.0),
                HandMadeRun.row(990 * ms, "pgbouncer.cl_waiting", 3.0),
                HandMadeRun.row(5_000 * ms, "pgbouncer.cl_waiting", 9.0),
                HandMadeRun.row(112 * ms, "pgbouncer.sv_active", 1.0),
                HandMadeRun.row(300 * ms, "pgbouncer.sv_active", 1.0),
                HandMadeRun.row(11 * ms, "pgbouncer.maxwait_ms", 1.0),
                HandMadeRun.row(1_001 * ms, "pgbouncer.maxwait_ms", 1.0));
        try (Recording recording = recorded()) {
            assertThat(Rows.of(
                            recording.connection(),
                            "SELECT name, value, samples, hole_ms FROM metrics WHERE name LIKE 'pgbouncer%'"))
                    .containsExactly(
                            "pgbouncer.cl_waiting.max|9.0|3|880.0",
                            "pgbouncer.sv_active.max|1.0|2|700.0",
                            "pgbouncer.maxwait|1.0|0|988.0");
            assertThat(Rows.of(
                            recording.connection(),
                            "SELECT series, samples, hole_ms FROM series_extent_in(100000000, 500000000)"
                                    + " WHERE series = 'pgbouncer.sv_active'"))
                    .as("in a window")
                    .containsExactly("pgbouncer.sv_active|2|200.0");
        }
    }

    /** Every metric of the catalogue that is read from a sampled series. */
    @Test
    void everySampledMetricSaysWhatItWasNotSampledFor() throws Exception {
        try (Recording recording = recorded()) {
            assertThat(Rows.of(
                            recording.connection(),
                            "SELECT name, hole_ms IS NOT NULL FROM metrics WHERE value IS NOT NULL"))
                    .containsExactlyElementsOf(Metrics.definitions().stream()
                            .filter(metric -> KNOWN.stream()
                                    .noneMatch(
                                            known -> known.startsWith(metric.name() + "|") && known.endsWith("|null")))
                            .filter(metric -> !AUDITED.contains(metric.name()))
                            .map(metric -> metric.name() + "|" + metric.source().contains(" FROM series_extent "))
                            .toList());
        }
    }

    private static final List<String> AUDITED = List.of(
            "acknowledged",
            "acknowledged.client",
            "verified",
            "lost_updates",
            "lost_updates.client",
            "torn_writes",
            "indeterminate",
            "zombie_writes",
            "duplicates",
            "unexpected",
            "contention");

    @Test
    void targetsDoNotMix() throws Exception {
        Path bounded = folder.resolve("raw/bounded");
        HandMadeRun.write(bounded);
        Files.delete(bounded.resolve("errors.csv"));
        try (Recording recording = Recording.create(folder)) {
            recording.putTarget("naive", "naive", 1, 4, false);
            recording.putTarget("bounded", "bounded", 2, 9, false);
            recording.importTarget("naive", raw);
            recording.importTarget("bounded", bounded);
            assertThat(metrics(recording, "naive")).contains("errors|COUNT|3.0", "trucks|COUNT|4.0");
            assertThat(metrics(recording, "bounded")).contains("errors|COUNT|null", "trucks|COUNT|9.0");
            List<String> keys = Rows.of(recording.connection(), "SELECT target, name FROM metrics");
            assertThat(new HashSet<>(keys)).hasSameSizeAs(keys).hasSize(2 * KNOWN.size());
        }
    }

    @Test
    void errorsAreCountedBySqlstate() throws Exception {
        try (Recording recording = Recording.create(folder)) {
            recording.importTarget("naive", raw);
            assertThat(Rows.of(recording.connection(), "SELECT * FROM errors_by_sqlstate ORDER BY sqlstate"))
                    .containsExactly("naive|40P01|2", "naive|POOL_TIMEOUT|1");
        }
    }

    private static List<String> metrics(Recording recording, String target) throws SQLException {
        return Rows.of(recording.connection(), "SELECT name, unit, value FROM metrics WHERE target = '" + target + "'");
    }

    private static void audit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO audit VALUES
                        ('naive', 'acknowledged', 3), ('naive', 'acknowledged.client', 1), ('naive', 'verified', 2),
                        ('naive', 'lost_updates', 6), ('naive', 'lost_updates.client', 5), ('naive', 'torn_writes', 7),
                        ('naive', 'indeterminate', 8), ('naive', 'zombie_writes', 9), ('naive', 'duplicates', 10),
                        ('naive', 'unexpected', 0), ('naive', 'contention', 11);
                    INSERT INTO verified VALUES ('naive', 1, 't-1', 500000000), ('naive', 2, 't-2', 512000000);
                    """);
        }
    }

    private String operationsHeader() {
        return "call_id,truck_id,batch,attempts,started_ns,ended_ns,pool_wait_ns,select_ns,truck_update_ns,segment_update_ns,"
                + "commit_ns,outcome,replayed,failed_at,sqlstate,message,truck_write,truck_committed_ns,segment_write,"
                + "segments_committed_ns,version_read,version_written,route,values_read,values_written,selected_ns";
    }
}
