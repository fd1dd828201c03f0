package dev.gridlock.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.gridlock.clock.RunClock;
import dev.gridlock.recording.sampler.Counters;
import dev.gridlock.recording.sampler.Samplers;
import dev.gridlock.recording.serverlog.ServerLog;
import dev.gridlock.scenario.RecordingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against a real PostgreSQL of each installation, and PgBouncer. */
class RecordingIT {

    private static final RecordingSpec EVERY_20_MS = new RecordingSpec(Optional.of(Duration.ofMillis(20)));

    @TempDir
    Path folder;

    private static List<Path> installations() throws IOException {
        return TestStack.installations();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void oneRealDeadlockIsCountedByTheServerAndByItsLog(Path bin) throws Exception {
        Path raw = folder.resolve("raw/naive");
        RunClock clock = RunClock.startingNow();
        long before;
        try (TestStack stack = TestStack.start(bin);
                Connection setUp = stack.connect(stack.observer())) {
            Deadlock.prepare(setUp);
            try (Connection east = app(stack);
                    Connection west = app(stack)) {
                Deadlock.provoke(east, west);
                Counters counters = Counters.begin(stack);
                ServerLog log = ServerLog.begin(stack);
                try (Connection east2 = app(stack);
                        Connection west2 = app(stack)) {
                    before = clock.nanos();
                    Deadlock.provoke(east2, west2);
                    Deadlock.provoke(east2, west2);
                    // still connected and idle: what they counted is not reported yet
                    counters.end(stack, raw);
                }
                ServerLog.Summary summary = log.end(stack, raw, clock);
                assertThat(summary.whole()).isTrue();
                assertThat(summary.unreadable()).isZero();
                assertThat(summary.deadlocks()).isEqualTo(2);
            }
        }
        try (Recording recording = Recording.create(folder)) {
            recording.importTarget("naive", raw);
            Connection duckdb = recording.connection();
            assertThat(Rows.of(
                            duckdb,
                            "SELECT name, value FROM metrics WHERE value IS NOT NULL AND name LIKE 'deadlocks%' ORDER BY 1"))
                    .containsExactly("deadlocks|2.0", "deadlocks.logged|2.0", "deadlocks.server|2.0");
            // The victim's waits; the survivor's may have ended before deadlock_timeout.
            assertThat(Double.parseDouble(Rows.one(duckdb, "SELECT value FROM metrics WHERE name = 'postgres.lock_waits'")))
                    .isBetween(2.0, 4.0);
            assertThat(Rows.of(duckdb, "SELECT kind, count(*) FROM lock_waits GROUP BY 1 ORDER BY 1"))
                    .contains("deadlock|2");
            assertThat(Rows.of(duckdb, "SELECT detail, statement FROM deadlocks"))
                    .allSatisfy(row -> assertThat(row)
                            .containsPattern("(?s)Process \\d+ waits for ShareLock.*blocked by process.*UPDATE road"));
            assertThat(Long.parseLong(Rows.one(duckdb, "SELECT min(at_ns) FROM deadlocks")))
                    .isBetween(before, clock.nanos());
            assertThat(Double.parseDouble(Rows.one(duckdb, "SELECT value FROM metrics WHERE name = 'postgres.wal'")))
                    .isPositive();
            assertThat(Double.parseDouble(Rows.one(
                            duckdb, "SELECT change FROM counter_changes WHERE name = 'pg_stat_user_tables.road.n_tup_upd'")))
                    .isEqualTo(6); // two drivers of two rows; the victim's first update counts though it was rolled back
            assertThat(Rows.of(duckdb, "SELECT DISTINCT split_part(name, '.', 1) FROM counters"))
                    .contains("pg_stat_wal", "pg_stat_bgwriter", "pg_stat_user_tables", "size");
        }
    }

    @ParameterizedTest
    @MethodSource("installations")
    void samplersSeeABlockedBackendWhoBlocksItAndTheClientThatWaitsInPgBouncer(Path bin) throws Exception {
        Assumptions.assumeTrue(TestStack.pgbouncerProgram().isPresent(), "PgBouncer on PATH");
        Path raw = folder.resolve("raw/naive");
        try (TestStack stack = TestStack.start(bin);
                Connection holder = stack.connect(stack.observer())) {
            Deadlock.prepare(holder);
            holder.setAutoCommit(false);
            try (Statement statement = holder.createStatement()) {
                statement.execute("UPDATE road SET load = 1 WHERE id = 1");
            }
            Samplers samplers = Samplers.start(stack, EVERY_20_MS, raw, RunClock.startingNow());
            Thread blocked = Thread.ofVirtual().start(() -> update(stack));
            Thread waiting = Thread.ofVirtual().start(() -> update(stack));
            await().until(() -> Files.readString(raw.resolve("blocking.csv")).contains("UPDATE road SET load = load"));
            await().until(() -> Files.readString(raw.resolve("samples.csv")).contains("pgbouncer.cl_waiting,1.0"));
            holder.rollback();
            blocked.join();
            waiting.join();
            await().until(() -> Files.readString(raw.resolve("samples.csv")).contains("pg.waits.Lock.transactionid,0.0"));
            samplers.close();
            assertThat(samplers.cpuTime()).isPositive();
        }
        try (Recording recording = Recording.create(folder)) {
            recording.importTarget("naive", raw);
            Connection duckdb = recording.connection();
            assertThat(Rows.of(
                            duckdb, "SELECT name FROM metrics WHERE value IS NOT NULL AND value >= 0 ORDER BY name"))
                    .contains(
                            "pgbouncer.cl_waiting.max",
                            "pgbouncer.maxwait",
                            "pgbouncer.sv_active.max",
                            "postgres.backend_memory",
                            "recorder.lag.p99");
            assertThat(Rows.of(duckdb, "SELECT series, max FROM series_extent"))
                    .contains(
                            "pgbouncer.cl_waiting|1.0",
                            "pgbouncer.sv_active|1.0",
                            "pg.waits.Lock.transactionid|1.0",
                            "pg.backends.idle in transaction|1.0")
                    .noneMatch(series -> series.startsWith("pg.waits.CPU"));
            assertThat(Rows.of(duckdb, "SELECT DISTINCT series FROM samples"))
                    .contains("pg.dead_tuples.road", "pg.xact_commit", "pg.wal_bytes", "pgbouncer.total_xact_count");
            assertThat(Rows.one(duckdb, "SELECT max(waited_ms) > 0 AND count(DISTINCT blocking_pid) = 1 FROM blocking"))
                    .isEqualTo("true");
            assertThat(Rows.of(duckdb, "SELECT kind FROM events ORDER BY kind"))
                    .contains("backend_memory", "recorder_cost")
                    .doesNotContain("sampler_ended");
        }
    }

    @Test
    void samplersOfAServerThatDiesEndWithAnEvent() throws Exception {
        Assumptions.assumeTrue(TestStack.pgbouncerProgram().isPresent(), "PgBouncer on PATH");
        Path raw = folder.resolve("raw/naive");
        try (TestStack stack = TestStack.start(installations().getFirst())) {
            Samplers samplers = Samplers.start(stack, EVERY_20_MS, raw, RunClock.startingNow());
            await().until(() -> Files.readString(raw.resolve("samples.csv")).contains("pg.wal_bytes"));
            stack.killPostgres();
            await().until(() -> {
                String events = Files.readString(raw.resolve("sampler-events.csv"));
                return events.contains("sampler-postgres,sampler_ended")
                        && events.contains("sampler-blocking,sampler_ended")
                        && events.contains("sampler-memory,sampler_ended");
            });
            assertThatCode(samplers::close).doesNotThrowAnyException();
            ServerLog.Summary summary = serverLogOfDeadServer(stack, raw);
            assertThat(summary.whole()).isFalse();
        }
    }

    @Test
    void samplesOffMeasuresNothing() throws Exception {
        Path raw = folder.resolve("raw/naive");
        try (TestStack stack = TestStack.start(installations().getFirst())) {
            Samplers.start(stack, new RecordingSpec(Optional.empty()), raw, RunClock.startingNow())
                    .close();
        }
        assertThat(raw).doesNotExist();
    }

    private static ServerLog.Summary serverLogOfDeadServer(TestStack stack, Path raw) throws Exception {
        return ServerLog.begin(stack).end(stack, raw, RunClock.startingNow());
    }

    private static Connection app(TestStack stack) throws Exception {
        // Not through PgBouncer, whose pool of one would not let two deadlock.
        return java.sql.DriverManager.getConnection(stack.observer().jdbcUrl(), "app", "");
    }

    private static void update(TestStack stack) {
        try (Connection connection = stack.connect(stack.application());
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE road SET load = load + 1 WHERE id = 1");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
