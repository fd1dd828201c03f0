package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gridlock.audit.Audit;
import dev.gridlock.audit.AuditOutcome;
import dev.gridlock.recording.Recording;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.ScenarioParser;
import dev.gridlock.stack.NativeProvider;
import dev.gridlock.verdict.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code scenarios/smoke.yml}, once, on the real stack: each symptom of the outage, and the fix free of each. */
@Isolated("its verdicts need the machine")
class SmokeRunIT {

    @TempDir
    private static Path reports;

    private static RunFolder folder;
    private static Run.Result result;
    private static RunDatabase recording;
    private static JsonNode json;

    private static Set<Long> processesOfOtherTests = Set.of();

    @BeforeAll
    static void run() throws Exception {
        // Other classes of this JVM may keep a database of their own until it ends.
        processesOfOtherTests =
                ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
        Scenario scenario = ScenarioParser.parse(Path.of("scenarios/smoke.yml"), Recording.catalogue(), List.of());
        folder = RunFolder.create(reports, scenario.name(), Instant.now());
        try (Progress unseen = new Progress(new PrintStream(OutputStream.nullOutputStream()), false)) {
            result = new Run(scenario, new NativeProvider(line -> {}), folder, unseen, Manner.ALONE).execute();
        }
        recording = new RunDatabase(folder.path());
        json = new ObjectMapper().readTree(folder.path().resolve("run.json").toFile());
    }

    @AfterAll
    static void close() throws Exception {
        recording.close();
    }

    @Test
    void itPasses() {
        assertThat(result.verdict().reasons()).isEmpty();
        assertThat(result.verdict().status()).isEqualTo(Status.PASS);
        assertThat(result.table()).contains("verdict: pass");
    }

    @Test
    void naiveDeadlocksAndThreeWitnessesAgreeOnHowOften() throws Exception {
        double deadlocks = naive("deadlocks.client");
        assertThat(deadlocks).isPositive();
        assertThat(naive("deadlocks.server")).isEqualTo(deadlocks);
        assertThat(naive("deadlocks.logged")).isEqualTo(deadlocks);
        assertThat(recording.column("SELECT detail FROM deadlocks WHERE target = 'naive'"))
                .as("both statements of each cycle")
                .hasSize((int) deadlocks)
                .allMatch(detail -> detail.split("UPDATE road_segments", -1).length >= 3);
    }

    @Test
    void naivesOrdersOfLocksCanDeadlockAndThoseOfBoundedCannot() throws Exception {
        assertThat(naive("deadlocks.latent")).isPositive();
        assertThat(recording.metric("bounded", "deadlocks.latent")).isZero();
        assertThat(recording.column("SELECT DISTINCT holds_key FROM latent_deadlocks"))
                .as("rows by their keys")
                .containsExactly("id");
        assertThat(recording.column("SELECT count(*) FROM events WHERE source = 'wal'"))
                .containsExactly("0");
        assertThat(folder.path().resolve("deadlocks/naive-latent-1.sh")).isNotEmptyFile();
    }

    /** What bounded's source promises, seen from the database: it locks segments by ascending id, in every transaction. */
    @Test
    void theLogHasEveryRowLockInItsOrder() throws Exception {
        String descends = """
                SELECT count(*) FROM (
                    SELECT row_key::INTEGER < lag(row_key::INTEGER) OVER (PARTITION BY xid ORDER BY n) AS down
                    FROM row_locks WHERE target = '%s' AND table_name = 'road_segments'
                ) WHERE down
                """;
        assertThat(recording.column(descends.formatted("bounded"))).containsExactly("0");
        assertThat(recording.column(descends.formatted("naive"))).isNotEqualTo(List.of("0"));
        assertThat(recording.column("SELECT count(*) FROM row_locks WHERE row_key IS NULL"))
                .containsExactly("0");
        assertThat(recording.column("SELECT target || ' ' || row_locks FROM lock_orders ORDER BY 1"))
                .isEqualTo(
                        recording.column("SELECT target || ' ' || count(*) FROM row_locks GROUP BY target ORDER BY 1"));
    }

    /** Two ways of reading one log. */
    @Test
    void whatWasChangedWasLockedBefore() throws Exception {
        assertThat(recording.column("""
                        SELECT count(*) FROM changes c WHERE NOT EXISTS (
                            FROM row_locks l
                            WHERE (l.target, l.xid, l.table_name, l.row_key) = (c.target, c.xid, c.table_name, c.row_key)
                        )
                        """)).containsExactly("0");
        assertThat(recording.column("SELECT count(*) FROM transactions WHERE changes > 0 AND NOT committed"))
                .containsExactly("0");
        assertThat(recording.column("SELECT count(*) FROM transactions WHERE stranger"))
                .containsExactly("0");
        assertThat(recording.column("SELECT count(*) FROM transactions WHERE target = 'naive' AND NOT committed"))
                .as("a victim of a deadlock held locks, or waited in front of others for its first")
                .isNotEqualTo(List.of("0"));
    }

    private static final String ZOMBIES = """
            SELECT z.truck_id, z.call_id, max(r.answered_ns) AS answered_ns
            FROM (SELECT * FROM audit_trucks WHERE finding = 'zombie') z
            JOIN requests r ON r.target = z.target AND coalesce(r.call_id, '') = z.call_id
            WHERE z.target = '%s' GROUP BY ALL
            """;

    /** The journal is the accused's diary; whatever both can tell, the log tells alike. */
    @ParameterizedTest
    @ValueSource(strings = {"naive", "bounded"})
    void theLogAloneTellsWhatTheJournalTells(String target) throws Exception {
        Path copy = reports.resolve("log-alone-" + target + ".duckdb");
        Files.copy(folder.path().resolve("run.duckdb"), copy);
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:" + copy);
                Statement statement = duckdb.createStatement()) {
            SequencedMap<String, Long> journal = totals(duckdb, target);
            statement.execute("CREATE TABLE journal_zombies AS " + ZOMBIES.formatted(target));
            statement.execute("DELETE FROM operations");
            SequencedMap<String, Long> log = totals(duckdb, target);
            // Whether one that was not answered with success was acknowledged by its service, only the service says.
            String acknowledged = target.equals("naive") ? "acknowledged.client" : "acknowledged";
            for (String total :
                    List.of("acknowledged.client", "torn_writes", "indeterminate", "duplicates", "unexpected")) {
                assertThat(log).as(total).containsEntry(total, journal.get(total));
            }
            assertThat(log.get("acknowledged")).isEqualTo(journal.get(acknowledged));
            // A service learns of a commit after the log holds it: in between, its caller may have been told.
            try (ResultSet unlike = statement.executeQuery("""
                    SELECT truck_id FROM journal_zombies JOIN observed_operations o USING (truck_id, call_id)
                    WHERE greatest(coalesce(o.truck_committed_ns, 0), coalesce(o.segments_committed_ns, 0)) > answered_ns
                    EXCEPT SELECT truck_id FROM (%1$s)
                    UNION ALL (SELECT truck_id FROM (%1$s) EXCEPT SELECT truck_id FROM journal_zombies)
                    UNION ALL SELECT truck_id FROM journal_zombies ANTI JOIN observed_operations USING (truck_id, call_id)
                    """.formatted(ZOMBIES.formatted(target)))) {
                assertThat(unlike.next()).as("a zombie of one witness alone").isFalse();
            }
        }
    }

    private static SequencedMap<String, Long> totals(Connection duckdb, String target) throws SQLException {
        AuditOutcome outcome = Audit.run(duckdb, target);
        return ((AuditOutcome.Counted) outcome).totals();
    }

    @Test
    void theJournalsOfHonestServicesAreAsTheLog() throws Exception {
        assertThat(recording.column("SELECT target || ' ' || finding FROM log_disagreements"))
                .isEmpty();
    }

    @Test
    void naiveLosesUpdatesThatItAcknowledged() throws Exception {
        assertThat(naive("lost_updates")).isPositive();
        assertThat(naive("verified")).isLessThan(naive("acknowledged"));
        assertThat(recording.column("""
                SELECT count(*) FROM overwritten WHERE target = 'naive' AND truck_id NOT IN (
                    SELECT truck_id FROM operations WHERE target = 'naive' AND outcome = 'acknowledged')
                """))
                .as("counted over acknowledged work only")
                .containsExactly("0");
    }

    @Test
    void naiveTearsTrucksWhereItsDeadlockVictimsHadWrittenTheRow() throws Exception {
        assertThat(naive("torn_writes")).isPositive();
    }

    @Test
    void naiveGoesOnWritingAfterItHasRejectedTheCall() throws Exception {
        assertThat(naive("zombie_writes")).isPositive();
        assertThat(recording.column("SELECT DISTINCT message FROM requests WHERE target = 'naive'"))
                .isNotEmpty()
                .allMatch(message ->
                        message.contains("RoutingException") && message.contains("Bulk route assignment failed"));
    }

    @Test
    void naiveExhaustsItsPoolAndQueuesInPgBouncer() throws Exception {
        assertThat(naive("pool.timeouts")).isPositive();
        assertThat(naive("pool.pending.max")).isGreaterThan(naive("pool.timeouts") / 2);
        assertThat(json.at("/targets/naive/pgbouncer/cl_waiting_max").doubleValue())
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deadlocks.client",
                "deadlocks.server",
                "deadlocks.logged",
                "lost_updates",
                "torn_writes",
                "zombie_writes",
                "duplicates",
                "indeterminate",
                "unexpected",
                "pool.timeouts",
                "calls.rejected"
            })
    void boundedIsFreeOf(String symptom) throws Exception {
        assertThat(bounded(symptom)).isZero();
    }

    @Test
    void boundedDoesAllOfTheWork() throws Exception {
        assertThat(bounded("trucks")).isEqualTo(3_000);
        assertThat(bounded("acknowledged.client")).isEqualTo(3_000);
        assertThat(bounded("verified")).isEqualTo(3_000);
        assertThat(recording.metric("bounded", "completion")).isNotNull();
    }

    @Test
    void bothBeginWithTheSameRows() throws Exception {
        assertThat(recording.column("SELECT value FROM run WHERE key LIKE 'fleet.%.hash'"))
                .hasSize(2)
                .doesNotContainNull();
        assertThat(recording.column("SELECT DISTINCT value FROM run WHERE key LIKE 'fleet.%.hash'"))
                .hasSize(1);
    }

    @Test
    void durabilityWasOn() throws Exception {
        assertThat(recording.column(
                        "SELECT value FROM run WHERE key IN ('postgres.fsync', 'postgres.synchronous_commit')"))
                .containsExactly("on", "on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pool.pending",
                "pgbouncer.cl_waiting",
                "pg.backends.active",
                "pg.wal_bytes",
                "pg.dead_tuples.road_segments",
                "pg.backend_memory_bytes",
                "recorder.lag_ms"
            })
    void theRecorderSampled(String series) throws Exception {
        assertThat(recording.column("SELECT DISTINCT target FROM samples WHERE series = '" + series + "' ORDER BY 1"))
                .containsExactly("bounded", "naive");
    }

    @Test
    void theLatencyWasProvenAndHealed() throws Exception {
        assertThat(recording.column("SELECT DISTINCT phase FROM faults WHERE ok AND target = 'bounded'"))
                .contains("steady", "proof", "healed");
    }

    @Test
    void runJsonFollowsItsSchemaAndSaysWhatTheRecordingSays() throws Exception {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("docs/run.schema.json")), InputFormat.JSON);
        assertThat(schema.validate(json.toString(), InputFormat.JSON)).isEmpty();
        assertThat(json.get("verdict").textValue()).isEqualTo("pass");
        assertThat(json.at("/targets/naive/lost_updates").doubleValue()).isEqualTo(naive("lost_updates"));
        assertThat(json.at("/targets/bounded/verified").doubleValue()).isEqualTo(bounded("verified"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index.html",
                "summary.md",
                "run.json",
                "junit.xml",
                "run.duckdb",
                "scenario.yml",
                "logs/postgres.log",
                "logs/postgresql.json",
                "logs/pgbouncer.log",
                "logs/toxiproxy.log",
                "logs/service-naive.log",
                "gatling/naive/index.html",
                "gatling/bounded/index.html"
            })
    void theRunsFolderHas(String file) {
        assertThat(folder.path().resolve(file)).isNotEmptyFile();
    }

    @Test
    void nothingElseIsLeft() throws IOException {
        assertThat(folder.path().resolve("raw")).doesNotExist();
        assertThat(reports.resolve("latest")).exists();
        try (Stream<Path> charts = Files.list(folder.path().resolve("charts"))) {
            assertThat(charts).isNotEmpty();
        }
        // A server of other tests may have forked a worker meanwhile.
        assertThat(ProcessHandle.current().descendants())
                .filteredOn(process -> !processesOfOtherTests.contains(process.pid()))
                .filteredOn(process -> process.parent()
                        .filter(parent -> processesOfOtherTests.contains(parent.pid()))
                        .isEmpty())
                .isEmpty();
    }

    private static double naive(String metric) throws Exception {
        return Objects.requireNonNull(recording.metric("naive", metric), metric);
    }

    private static double bounded(String metric) throws Exception {
        return Objects.requireNonNull(recording.metric("bounded", metric), metric);
    }
}
