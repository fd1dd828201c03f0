package dev.gridlock.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.Signals;
import dev.gridlock.recording.sampler.Counters;
import dev.gridlock.recording.sampler.Samplers;
import dev.gridlock.recording.sampler.SessionSettings;
import dev.gridlock.recording.serverlog.ServerLog;
import dev.gridlock.scenario.RecordingSpec;
import dev.gridlock.stack.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the real stack, and an older PostgreSQL where one is installed. */
class RecordingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final RecordingSpec EVERY_20_MS = new RecordingSpec(Optional.of(Duration.ofMillis(20)));

    @TempDir
    Path folder;

    @Test
    void realDeadlocksAreCountedByTheServerAndByItsLog() throws Exception {
        try (Stack stack = TestStacks.nativeStack(4, folder.resolve("logs"))) {
            requireDeadlocksCounted(stack);
        }
    }

    @Test
    void deadlocksOfAnOlderServerAreCountedToo() throws Exception {
        Assumptions.assumeTrue(OlderPostgres.isInstalled(), "PostgreSQL 15 of Debian");
        try (Stack stack = OlderPostgres.start()) {
            requireDeadlocksCounted(stack);
        }
    }

    /** Ten of the target's, forgotten by the server; one of somebody who works in a table of his own. */
    @Test
    void whatTheServerForgotAndWhatStrangersDidIsTold() throws Exception {
        Path raw = folder.resolve("raw/naive");
        RunClock clock = RunClock.startingNow();
        try (Stack stack = TestStacks.nativeStack(4, folder.resolve("logs"));
                Connection setUp = Connections.to(stack.observer())) {
            Deadlock.prepare(setUp);
            Counters counters = Counters.begin(stack);
            ServerLog log = ServerLog.begin(stack);
            try (Connection east = Connections.to(stack.application());
                    Connection west = Connections.to(stack.application());
                    Connection strangerEast = Connections.to(stack.observer());
                    Connection strangerWest = Connections.to(stack.observer())) {
                Deadlock.provoke(east, west);
                Deadlock.provoke(strangerEast, strangerWest);
            }
            try (Statement statement = setUp.createStatement()) {
                statement.execute("SELECT pg_stat_reset()");
                statement.execute("ALTER ROLE " + stack.application().user() + " SET log_min_messages = fatal");
            }
            counters.end(stack, raw);
            SessionSettings.end(stack, TestStacks.POSTGRES, raw, clock);
            ServerLog.Summary _ = log.end(stack, raw, clock);
        }
        try (Recording recording = Recording.create(folder)) {
            recording.putTarget("naive", "naive", 1, 1, false);
            recording.importTarget("naive", raw);
            Connection duckdb = recording.connection();
            assertThat(Rows.of(duckdb, "SELECT server, logged, strangers, logged_own, own FROM deadlock_witnesses"))
                    .containsExactly("null|2|1|1|1.0");
            assertThat(Rows.of(duckdb, "SELECT name FROM counters_reset WHERE name LIKE '%.deadlocks'"))
                    .containsExactly("pg_stat_database.deadlocks");
            assertThat(Rows.of(duckdb, "SELECT DISTINCT split_part(name, '.', 1) FROM counters_reset ORDER BY 1"))
                    .as("only what was reset")
                    .containsExactly("pg_stat_database", "pg_stat_user_tables");
            assertThat(Rows.of(duckdb, "SELECT message FROM events WHERE kind = 'other_setting'"))
                    .containsExactly("log_min_messages: expected warning, found fatal");
        }
    }

    private void requireDeadlocksCounted(Stack stack) throws Exception {
        Path raw = folder.resolve("raw/naive");
        RunClock clock = RunClock.startingNow();
        long before;
        try (Connection setUp = Connections.to(stack.observer())) {
            Deadlock.prepare(setUp);
            try (Connection east = Connections.to(stack.application());
                    Connection west = Connections.to(stack.application())) {
                Deadlock.provoke(east, west);
                Counters counters = Counters.begin(stack);
                ServerLog log = ServerLog.begin(stack);
                try (Connection east2 = Connections.to(stack.application());
                        Connection west2 = Connections.to(stack.application())) {
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
            assertThat(
                            Rows.of(
                                    duckdb,
                                    "SELECT name, value FROM metrics WHERE value IS NOT NULL AND name LIKE 'deadlocks%' ORDER BY 1"))
                    .containsExactly("deadlocks|2.0", "deadlocks.logged|2.0", "deadlocks.server|2.0");
            assertThat(Rows.of(duckdb, "SELECT victim, count(*) FROM deadlocks GROUP BY 1"))
                    .containsExactly("target|2");
            assertThat(Rows.of(duckdb, "SELECT name FROM counters_reset")).isEmpty();
            // The victim's waits; the survivor's may have ended before deadlock_timeout.
            assertThat(Double.parseDouble(
                            Rows.one(duckdb, "SELECT value FROM metrics WHERE name = 'postgres.lock_waits'")))
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
                            duckdb,
                            "SELECT change FROM counter_changes WHERE name = 'pg_stat_user_tables.road.n_tup_upd'")))
                    .isEqualTo(
                            6); // two drivers of two rows; the victim's first update counts though it was rolled back
            assertThat(Rows.of(duckdb, "SELECT DISTINCT split_part(name, '.', 1) FROM counters"))
                    .contains("pg_stat_wal", "pg_stat_bgwriter", "pg_stat_user_tables", "size");
        }
    }

    @Test
    void samplersSeeABlockedBackendWhoBlocksItAndTheClientThatWaitsInPgBouncer() throws Exception {
        Path raw = folder.resolve("raw/naive");
        try (Stack stack = TestStacks.nativeStack(1, folder.resolve("logs"));
                Connection holder = Connections.to(stack.observer())) {
            Deadlock.prepare(holder);
            holder.setAutoCommit(false);
            try (Statement statement = holder.createStatement()) {
                statement.execute("UPDATE road SET load = 1 WHERE id = 1");
            }
            Samplers samplers = Samplers.start(stack, EVERY_20_MS, raw, RunClock.startingNow());
            samplers.begin();
            // One after the other: together, both would wait while PgBouncer logs its one server connection in.
            Thread blocked = Thread.ofVirtual().start(() -> update(stack));
            await().atMost(PATIENCE)
                    .until(() -> Files.readString(raw.resolve("blocking.csv")).contains("UPDATE road SET load = load"));
            Thread waiting = Thread.ofVirtual().start(() -> update(stack));
            await().atMost(PATIENCE)
                    .until(() -> Files.readString(raw.resolve("samples.csv")).contains("pgbouncer.cl_waiting,1.0"));
            // Once a second; the one of the rehearsal is not kept.
            await().atMost(PATIENCE)
                    .until(() -> Files.readString(raw.resolve("samples.csv")).contains("pg.dead_tuples.road"));
            holder.rollback();
            blocked.join();
            waiting.join();
            await().atMost(PATIENCE)
                    .until(() ->
                            Files.readString(raw.resolve("samples.csv")).contains("pg.waits.Lock.transactionid,0.0"));
            samplers.close();
            assertThat(samplers.cpuTime()).isPositive();
        }
        try (Recording recording = Recording.create(folder)) {
            recording.importTarget("naive", raw);
            Connection duckdb = recording.connection();
            assertThat(Rows.of(duckdb, "SELECT name FROM metrics WHERE value IS NOT NULL AND value >= 0 ORDER BY name"))
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
                            "pg.backends.idle in transaction|1.0");
            // The recorder is no client of its own: its backend is on the CPU at every look, the others at a few.
            assertThat(Rows.one(duckdb, """
                    SELECT 2 * count(*) FILTER (series LIKE 'pg.waits.CPU%' AND value > 0)
                        < count(*) FILTER (series = 'pg.wal_bytes') FROM samples
                    """)).isEqualTo("true");
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
        Path raw = folder.resolve("raw/naive");
        try (Stack stack = TestStacks.nativeStack(1, folder.resolve("logs"))) {
            Samplers samplers = Samplers.start(stack, EVERY_20_MS, raw, RunClock.startingNow());
            samplers.begin();
            await().atMost(PATIENCE)
                    .until(() -> Files.readString(raw.resolve("samples.csv")).contains("pg.wal_bytes"));
            Signals.send("KILL", stack.postmasterPid().orElseThrow());
            await().atMost(PATIENCE).until(() -> {
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
        try (Stack stack = TestStacks.nativeStack(1, folder.resolve("logs"))) {
            Samplers.start(stack, new RecordingSpec(Optional.empty()), raw, RunClock.startingNow())
                    .close();
        }
        assertThat(raw).doesNotExist();
    }

    private static ServerLog.Summary serverLogOfDeadServer(Stack stack, Path raw) throws Exception {
        return ServerLog.begin(stack).end(stack, raw, RunClock.startingNow());
    }

    private static void update(Stack stack) {
        try (Connection connection = Connections.to(stack.application());
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE road SET load = load + 1 WHERE id = 1");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
