package dev.gridlock.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.MachineException;
import dev.gridlock.witness.Change;
import dev.gridlock.witness.ChangeLog;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The audit on rows of a real PostgreSQL, written by real statements that really race. */
@Isolated("commits are put in order by the times at which clients knew of them")
class AuditIT {

    private static final int TRUCKS = 400;
    private static final int SEGMENTS = 12;
    private static final int CLIENTS = 8;

    private static final RunClock CLOCK = RunClock.startingNow();

    private static ScratchPostgres postgres;

    @BeforeAll
    static void start() throws IOException, MachineException, InterruptedException, SQLException {
        postgres = ScratchPostgres.start();
        sql("CREATE ROLE app LOGIN SUPERUSER");
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void fleet() throws SQLException {
        sql("DROP TABLE IF EXISTS candidate_routes, trucks, road_segments");
        sql("CREATE TABLE road_segments (id integer PRIMARY KEY, capacity integer NOT NULL DEFAULT 500, "
                + "assigned_load bigint NOT NULL, path text NOT NULL DEFAULT 'LINESTRING (0 0, 1 1)')");
        sql("CREATE TABLE trucks (id integer PRIMARY KEY, region integer NOT NULL DEFAULT 1, route integer[], "
                + "version integer NOT NULL DEFAULT 0, assigned_at timestamptz, assignment_id text)");
        sql(
                "CREATE TABLE candidate_routes (truck_id integer, n integer, segments integer[], PRIMARY KEY (truck_id, n))");
        sql("INSERT INTO road_segments (id, assigned_load) SELECT n, n FROM generate_series(1, " + SEGMENTS + ") n");
        sql("INSERT INTO trucks (id) SELECT n FROM generate_series(1, " + TRUCKS + ") n");
        sql("INSERT INTO candidate_routes SELECT id, 1, ARRAY[1 + id % 3, 4] FROM trucks");
    }

    @Test
    void naiveClientsLoseWhatTheRowsSayTheyLost() throws Exception {
        try (RecordedTables recording = new RecordedTables()) {
            List<Operation> journal = race(recording);
            Map<String, Long> totals = recording.audit();

            // The same by other means: acknowledged increments, less what the rows went up by.
            Map<Integer, Long> missing = new TreeMap<>();
            journal.stream()
                    .filter(o -> o.outcome.equals("acknowledged"))
                    .forEach(o -> o.route.forEach(segment -> missing.merge(segment, 1L, Long::sum)));
            for (int segment : List.copyOf(missing.keySet())) {
                long rose = Long.parseLong(recording
                        .rows("SELECT f.assigned_load - i.assigned_load FROM final_segments f "
                                + "JOIN initial_segments i USING (segment_id) WHERE segment_id = " + segment)
                        .getFirst());
                missing.merge(segment, -rose, Long::sum);
            }
            long lost = missing.values().stream().mapToLong(Long::longValue).sum();

            assertThat(lost)
                    .as("eight clients on twelve segments lose something")
                    .isPositive();
            assertThat(totals).containsEntry("lost_updates", lost).containsEntry("overwritten", lost);
            assertThat(totals).containsEntry("unexpected", 0L).containsEntry("indeterminate", 0L);
            assertThat(totals.get("torn_writes"))
                    .isEqualTo(journal.stream()
                            .filter(o -> "40P01".equals(o.sqlstate))
                            .count());
            // A client that is kept from the processor learns of its commit long after others have built on it: then
            // times do not tell.
            long nameless = Long.parseLong(recording
                    .rows("SELECT count(*) FROM overwritten WHERE overwritten_by_truck IS NULL")
                    .getFirst());
            assertThat(nameless)
                    .as("the journal knows who did it, nearly always")
                    .isLessThanOrEqualTo(lost / 50);
        }
    }

    /**
     * Whatever a client knows, and however late. The server says in xmin which version a client has read; the audit does not see that.
     */
    @Test
    void theLogTellsWhoWroteOverWhom() throws Exception {
        try (RecordedTables recording = new RecordedTables();
                ChangeLog log = ChangeLog.begin(
                        postgres.connect("postgres"),
                        List.of("public.road_segments", "public.trucks", "public.candidate_routes"))) {
            List<Operation> journal = race(recording);
            List<Change> changes = new ArrayList<>();
            log.read(changes::add);
            recording.witnessed();
            recording.logged(changes);
            Map<String, Long> totals = recording.audit();
            Map<String, String> truth = overwriters(journal, changes);
            assertThat(totals).containsEntry("overwritten", (long) truth.size());
            assertThat(recording.rows("FROM log_disagreements")).isEmpty();
            assertThat(recording.rows(
                            "FROM overwritten WHERE overwritten_by_truck IS NULL OR overwritten_by_xid IS NULL"))
                    .isEmpty();
            List<String> wrong = new ArrayList<>();
            for (String found : recording.rows("SELECT segment_id, truck_id, overwritten_by_truck FROM overwritten")) {
                int end = found.lastIndexOf(' ');
                String by = truth.get(found.substring(0, end));
                if (by != null && !by.equals(found.substring(end + 1))) {
                    wrong.add(found + ", not " + by);
                }
            }
            assertThat(wrong).hasSizeLessThanOrEqualTo(truth.size() / 50);
        }
    }

    /** Of each segment and truck whose increment is not there, the truck that wrote over it: by what the server says was read. */
    private static Map<String, String> overwriters(List<Operation> journal, List<Change> changes) {
        Map<Long, Operation> byTransaction = new HashMap<>();
        journal.forEach(operation -> byTransaction.put(operation.writtenBy, operation));
        Map<String, String> overwriters = new HashMap<>();
        for (int segment = 1; segment <= SEGMENTS; segment++) {
            String key = String.valueOf(segment);
            List<Operation> writes = changes.stream()
                    .filter(change -> change.table().equals("road_segments")
                            && change.key().equals(key))
                    .map(change -> Objects.requireNonNull(byTransaction.get(change.xid())))
                    .toList();
            for (int at = 0; at < writes.size(); at++) {
                Set<Long> descendants = new HashSet<>(Set.of(writes.get(at).writtenBy));
                Operation by = null;
                for (Operation later : writes.subList(at + 1, writes.size())) {
                    if (descendants.contains(later.readOf.get(segment))) {
                        descendants.add(later.writtenBy);
                    } else if (by == null) {
                        by = later;
                    }
                }
                if (by != null && !descendants.contains(writes.getLast().writtenBy)) {
                    overwriters.put(segment + " " + writes.get(at).truck, String.valueOf(by.truck));
                }
            }
        }
        return overwriters;
    }

    @Test
    void damageDoneToRealRowsIsNamed() throws Exception {
        try (RecordedTables recording = new RecordedTables();
                Connection connection = postgres.connect("app")) {
            Rows.snapshot(
                    postgres.address(), CLOCK, recording.connection(), RecordedTables.TARGET, Rows.Moment.INITIAL);
            List<Operation> journal = new ArrayList<>();
            for (int truck = 1; truck <= 20; truck++) {
                journal.add(new NaiveClient(connection, CLOCK).assign("c-1", truck, List.of(1 + truck % 3, 4)));
            }
            recording.operations(journal);
            recording.request("c-1", 20, 0, null, "no_answer");
            sql("UPDATE road_segments SET assigned_load = assigned_load - 1 WHERE id = 4");
            sql("UPDATE trucks SET route = NULL, version = 0, assignment_id = NULL, assigned_at = NULL WHERE id = 7");
            sql("UPDATE trucks SET route = '{}' WHERE id = 8");
            sql("INSERT INTO trucks (id, assignment_id) VALUES (999, 'a \"stranger\", NULL')");
            sql("DELETE FROM trucks WHERE id = 21");
            Rows.snapshot(postgres.address(), CLOCK, recording.connection(), RecordedTables.TARGET, Rows.Moment.FINAL);

            Map<String, Long> totals = recording.audit();
            assertThat(totals)
                    .containsEntry("acknowledged", 20L)
                    .containsEntry("verified", 17L)
                    .containsEntry("lost_updates", 1L)
                    .containsEntry("torn_writes", 1L)
                    .containsEntry("unexpected", 3L)
                    .containsEntry("duplicates", 0L);
            assertThat(recording.trucksFound("lost")).containsExactly(20);
            assertThat(recording.trucksFound("torn")).containsExactly(7);
            assertThat(recording.trucksFound("unexpected")).containsExactly(8, 21, 999);
            assertThat(recording.rows("SELECT assignment_id FROM final_trucks WHERE truck_id = 999"))
                    .containsExactly("a \"stranger\", NULL");
        }
    }

    /** Each of these passed once: nobody looked at a column that no operation writes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE road_segments SET capacity = 1                                     | 12 | road_segments: capacity
            UPDATE road_segments SET path = 'POINT (0 0)' WHERE id = 3                | 1  | road_segments 3: path
            UPDATE trucks SET region = 2                                              | 400 | trucks: region
            UPDATE trucks SET region = 2 WHERE id = 7                                 | 1  | trucks 7: region
            UPDATE candidate_routes SET segments = segments[1:1]                      | 400 | candidate_routes: segments
            DELETE FROM candidate_routes WHERE truck_id = 5                           | 1  | candidate_routes 5,1: truck_id, n, segments
            INSERT INTO candidate_routes VALUES (5, 2, '{4}')                         | 1  | candidate_routes 5,2: truck_id, n, segments
            ALTER TABLE road_segments ADD COLUMN toll integer                         | 12 | road_segments: toll (added)
            UPDATE trucks SET assigned_at = NULL WHERE id = 1                         | 1  |
            UPDATE trucks SET assigned_at = now() + interval '1 s' WHERE version > 0  | 20 |
            UPDATE trucks SET assigned_at = now() WHERE id = 30                       | 1  |
            UPDATE trucks SET assigned_at = 'infinity' WHERE id = 2                   | 1  |
            """)
    void whatNoOperationWritesMayNotChange(String damage, long unexpected, @Nullable String named) throws Exception {
        try (RecordedTables recording = new RecordedTables();
                Connection connection = postgres.connect("app")) {
            Rows.snapshot(
                    postgres.address(), CLOCK, recording.connection(), RecordedTables.TARGET, Rows.Moment.INITIAL);
            List<Operation> journal = new ArrayList<>();
            for (int truck = 1; truck <= 20; truck++) {
                journal.add(new NaiveClient(connection, CLOCK).assign("c-1", truck, List.of(1 + truck % 3, 4)));
            }
            recording.operations(journal);
            recording.request("c-1", 20, 0, Long.MAX_VALUE, "acknowledged");
            Rows.snapshot(postgres.address(), CLOCK, recording.connection(), RecordedTables.TARGET, Rows.Moment.FINAL);
            assertThat(recording.audit()).containsEntry("verified", 20L).containsEntry("unexpected", 0L);

            sql(damage);
            Rows.snapshot(postgres.address(), CLOCK, recording.connection(), RecordedTables.TARGET, Rows.Moment.FINAL);
            assertThat(recording.audit()).containsEntry("unexpected", unexpected);
            assertThat(recording.rows(
                            "SELECT DISTINCT table_name || CASE WHEN (SELECT count(*) FROM foreign_changes) = 1 THEN ' ' "
                                    + "|| row_key ELSE '' END || ': ' || columns FROM foreign_changes"))
                    .isEqualTo(named == null ? List.of() : List.of(named));
        }
    }

    @Test
    void aRouteThatIsNoCandidateIsNotVerified() throws Exception {
        try (RecordedTables recording = new RecordedTables();
                Connection connection = postgres.connect("app")) {
            Rows.snapshot(
                    postgres.address(), CLOCK, recording.connection(), RecordedTables.TARGET, Rows.Moment.INITIAL);
            NaiveClient client = new NaiveClient(connection, CLOCK);
            recording.operations(List.of(
                    client.assign("c-1", 1, List.of(2, 4)),
                    client.assign("c-1", 2, List.of(3)),
                    client.assign("c-1", 3, List.of(4, 1))));
            recording.request("c-1", 3, 0, Long.MAX_VALUE, "acknowledged");
            Rows.snapshot(postgres.address(), CLOCK, recording.connection(), RecordedTables.TARGET, Rows.Moment.FINAL);
            assertThat(recording.audit()).containsEntry("acknowledged", 3L).containsEntry("unexpected", 0L);
            assertThat(recording.trucksVerified()).containsExactly(1);
            assertThat(recording.trucksFound("not_a_candidate")).containsExactly(2, 3);
        }
    }

    @Test
    void snapshotThatCannotBeReadSaysWhere() throws Exception {
        sql("DROP TABLE trucks CASCADE");
        try (RecordedTables recording = new RecordedTables()) {
            assertThat(catchThrowable(() -> Rows.snapshot(
                            postgres.address(),
                            CLOCK,
                            recording.connection(),
                            RecordedTables.TARGET,
                            Rows.Moment.FINAL)))
                    .isInstanceOf(MachineException.class)
                    .hasMessageContaining("trucks")
                    .hasMessageContaining("42P01");
        }
    }

    @Test
    void openTransactionOfTheApplicationIsNotQuiet() throws Exception {
        try (Connection open = postgres.connect("app")) {
            open.setAutoCommit(false);
            try (Statement statement = open.createStatement()) {
                statement.execute("UPDATE trucks SET version = 1 WHERE id = 1");
            }
            QuietOutcome busy =
                    Quiet.await(() -> OptionalLong.of(3), postgres.address(), "app", Duration.ofMillis(100));
            assertThat(busy.eventKind()).isEqualTo("not_quiet");
            assertThat(busy.message())
                    .contains("3 operations in flight", "1 busy backends", "idle in transaction", "UPDATE trucks");
            open.rollback();
        }
        QuietOutcome quiet = Quiet.await(OptionalLong::empty, postgres.address(), "app", Duration.ofSeconds(20));
        assertThat(quiet.eventKind()).isEqualTo("quiet");
    }

    /** Eight clients at once, each truck once; everything that they did is recorded. */
    private static List<Operation> race(RecordedTables recording) throws Exception {
        Rows.snapshot(postgres.address(), CLOCK, recording.connection(), RecordedTables.TARGET, Rows.Moment.INITIAL);
        List<Operation> journal = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int first = client;
                running.add(clients.submit(() -> {
                    Random random = new Random(first);
                    try (Connection connection = postgres.connect("app")) {
                        for (int truck = 1 + first; truck <= TRUCKS; truck += CLIENTS) {
                            journal.add(new NaiveClient(connection, CLOCK).assign("c-1", truck, route(random)));
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> client : running) {
                client.get();
            }
        }
        assertThat(Quiet.await(() -> OptionalLong.of(0), postgres.address(), "app", Duration.ofSeconds(20)))
                .isInstanceOf(QuietOutcome.Quiet.class);
        recording.operations(journal);
        recording.everyRouteIsACandidate();
        recording.request("c-1", TRUCKS, 0, Long.MAX_VALUE, "rejected");
        Rows.snapshot(postgres.address(), CLOCK, recording.connection(), RecordedTables.TARGET, Rows.Moment.FINAL);
        return List.copyOf(journal);
    }

    private static List<Integer> route(Random random) {
        List<Integer> ids = new ArrayList<>();
        for (int id = 1; id <= SEGMENTS; id++) {
            ids.add(id);
        }
        Collections.shuffle(ids, random);
        return List.copyOf(ids.subList(0, 4));
    }

    private static void sql(String statement) throws SQLException {
        try (Connection connection = postgres.connect("postgres");
                Statement execute = connection.createStatement()) {
            execute.execute(statement);
        }
    }
}
