package dev.gridlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.MachineException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A snapshot is of one moment, of every row, and in place of an earlier one. */
class RowsIT {

    private static final String LOADS = "SELECT segment_id, assigned_load FROM final_segments WHERE target = '"
            + RecordedTables.TARGET + "' ORDER BY 1";
    private static final String TRUCKS =
            "SELECT truck_id, version, route, coalesce('<' || assignment_id || '>', 'none') FROM final_trucks WHERE target = '"
                    + RecordedTables.TARGET + "' ORDER BY 1";

    private static final RunClock CLOCK = RunClock.startingNow();

    private static ScratchPostgres postgres;

    @BeforeAll
    static void start() throws IOException, MachineException, InterruptedException {
        postgres = ScratchPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void rows() throws SQLException {
        sql("DROP TABLE IF EXISTS candidate_routes, trucks, road_segments");
        sql("CREATE TABLE road_segments (id integer PRIMARY KEY, assigned_load bigint NOT NULL)");
        sql("CREATE TABLE trucks (id integer PRIMARY KEY, route integer[], version integer NOT NULL DEFAULT 0, "
                + "assignment_id text, assigned_at timestamptz)");
        sql(
                "CREATE TABLE candidate_routes (truck_id integer, n integer, segments integer[], PRIMARY KEY (truck_id, n))");
        sql("INSERT INTO road_segments VALUES (1, 0)");
        sql("INSERT INTO trucks (id) VALUES (1)");
    }

    /** A writer that commits while the first table is copied is in neither. */
    @Test
    void bothTablesAreOfOneMoment() throws Exception {
        try (RecordedTables recording = new RecordedTables();
                Connection writer = postgres.connect("postgres");
                Statement writes = writer.createStatement();
                var reader = Executors.newSingleThreadExecutor()) {
            writer.setAutoCommit(false);
            writes.execute("LOCK TABLE road_segments IN ACCESS EXCLUSIVE MODE");
            Future<?> snapshot = reader.submit(() -> {
                take(recording, Rows.Moment.FINAL);
                return null;
            });
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(RowsIT::somebodyWaitsForALock);
            writes.execute("UPDATE road_segments SET assigned_load = 1");
            writes.execute("UPDATE trucks SET version = 1");
            writer.commit();
            snapshot.get();

            assertThat(recording.rows(LOADS)).containsExactly("1 0");
            assertThat(recording.rows(TRUCKS)).containsExactly("1 0 null none");
        }
    }

    @Test
    void nothingEmptyAndTextThatLooksLikeNothingAreToldApart() throws Exception {
        sql("INSERT INTO trucks VALUES (2, '{}', 1, ''), (3, '{3,1,2}', 2, 'NULL'), (4, '{7}', 3, 'a \"b\", c')");
        sql("INSERT INTO road_segments VALUES (2, 9000000000)");
        try (RecordedTables recording = new RecordedTables()) {
            take(recording, Rows.Moment.FINAL);
            assertThat(recording.rows(TRUCKS))
                    .containsExactly("1 0 null none", "2 1 [] <>", "3 2 [3, 1, 2] <NULL>", "4 3 [7] <a \"b\", c>");
            assertThat(recording.rows(LOADS)).containsExactly("1 0", "2 9000000000");
        }
    }

    @Test
    void aSnapshotReplacesOnlyThatOfItsTargetAndMoment() throws Exception {
        try (RecordedTables recording = new RecordedTables()) {
            take(recording, Rows.Moment.INITIAL);
            take(recording, Rows.Moment.FINAL);
            Rows.snapshot(postgres.address(), CLOCK, recording.connection(), "another", Rows.Moment.FINAL);
            sql("UPDATE road_segments SET assigned_load = 5");
            sql("UPDATE trucks SET version = 5");
            take(recording, Rows.Moment.FINAL);

            assertThat(recording.rows(LOADS)).containsExactly("1 5");
            assertThat(recording.rows(TRUCKS)).containsExactly("1 5 null none");
            assertThat(recording.rows("SELECT assigned_load FROM initial_segments"))
                    .containsExactly("0");
            assertThat(recording.rows("SELECT version FROM initial_trucks")).containsExactly("0");
            assertThat(recording.rows("SELECT assigned_load FROM final_segments WHERE target = 'another'"))
                    .containsExactly("0");
            assertThat(recording.rows("SELECT version FROM final_trucks WHERE target = 'another'"))
                    .containsExactly("0");
        }
    }

    private static void take(RecordedTables recording, Rows.Moment moment) throws MachineException, SQLException {
        Rows.snapshot(postgres.address(), CLOCK, recording.connection(), RecordedTables.TARGET, moment);
    }

    private static boolean somebodyWaitsForALock() throws SQLException {
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static void sql(String statement) throws SQLException {
        try (Connection connection = postgres.connect("postgres");
                Statement execute = connection.createStatement()) {
            execute.execute(statement);
        }
    }
}
