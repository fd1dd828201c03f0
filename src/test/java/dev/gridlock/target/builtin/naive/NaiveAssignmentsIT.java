package dev.gridlock.target.builtin.naive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.target.Target;
import dev.gridlock.target.TestDatabase;
import dev.gridlock.target.builtin.contract.Answer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** One bulk call, looked at from all sides. Nothing is provoked: what is seen comes by itself. */
@ExtendWith(TestDatabase.class)
@ResourceLock(TestDatabase.SERVER)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NaiveAssignmentsIT {

    private static final String LOAD = "SELECT sum(assigned_load) FROM road_segments";
    private static final String DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";

    private Target target;
    private Answer answer;
    private long answeredNanos;
    private int inFlightAtAnswer;
    private long deadlocksBefore;
    private long loadBefore;
    private List<CSVRecord> operations;

    @BeforeAll
    void oneBulkCall(DatabaseAddress database, @TempDir Path folder) throws Exception {
        target = new Target(database, folder, 2_000, new TargetSpec.Naive(40, Duration.ofSeconds(5), 512L << 20));
        deadlocksBefore = target.number(DEADLOCKS);
        loadBefore = target.number(LOAD);
        answer = target.assign("naive-1", 1, 2_000);
        answeredNanos = target.nanos();
        inFlightAtAnswer = target.inFlight();
        target.awaitQuiet();
        target.close();
        operations = target.rows("operations.csv");
    }

    @AfterAll
    void close() {
        target.close();
    }

    @Test
    void fanOutDeadlocks() throws Exception {
        assertThat(target.rows("errors.csv"))
                .filteredOn(row -> "40P01".equals(row.get("sqlstate")))
                .isNotEmpty()
                .allMatch(row -> row.get("code").matches("RouteStatements\\.java:\\d+, update\\w+"));
        // the server's counter is published when the backend is idle again, up to 10 s later
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> target.number(DEADLOCKS) > deadlocksBefore);
    }

    @Test
    void oneFailureFailsTheWholeCall() {
        assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.error()).isEqualTo("RoutingException");
            assertThat(failed.message()).startsWith("Bulk route assignment failed: ");
        });
    }

    @Test
    void workGoesOnAfterTheRejection() {
        assertThat(inFlightAtAnswer).isPositive();
        assertThat(operations).anyMatch(row -> number(row, "truck_committed_ns") > answeredNanos);
    }

    @Test
    void acknowledgedIncrementsAreLost() throws SQLException {
        long acknowledged = operations.stream()
                .filter(row -> row.get("outcome").equals("acknowledged"))
                .mapToLong(row -> row.get("route").split(";").length)
                .sum();
        assertThat(acknowledged).isPositive();
        assertThat(target.number(LOAD) - loadBefore).isLessThan(acknowledged);
    }

    @Test
    void writesAreTorn() throws SQLException {
        long torn = operations.stream()
                .filter(row -> row.get("truck_write").equals("committed")
                        && row.get("segment_write").equals("none"))
                .count();
        assertThat(torn).isPositive();
        assertThat(target.number("SELECT count(*) FROM trucks WHERE version > 0"))
                .isEqualTo(operations.stream()
                        .filter(row -> row.get("truck_write").equals("committed"))
                        .count());
    }

    @Test
    void journalHasOneRowATruckWithWhatWasReadAndWritten() throws Exception {
        assertThat(operations)
                .hasSize(2_000)
                .extracting(row -> row.get("truck_id"))
                .doesNotHaveDuplicates();
        assertThat(operations)
                .filteredOn(row -> row.get("outcome").equals("acknowledged"))
                .allSatisfy(row -> {
                    String[] read = row.get("values_read").split(";");
                    String[] written = row.get("values_written").split(";");
                    assertThat(read)
                            .hasSameSizeAs(written)
                            .hasSize(row.get("route").split(";").length);
                    for (int i = 0; i < read.length; i++) {
                        assertThat(Long.parseLong(written[i])).isEqualTo(Long.parseLong(read[i]) + 1);
                    }
                    assertThat(number(row, "version_written")).isEqualTo(number(row, "version_read") + 1);
                    assertThat(row.get("failed_at")).isNull();
                });
        long failed = operations.stream()
                .filter(row -> row.get("outcome").equals("rejected"))
                .count();
        assertThat(target.rows("errors.csv")).hasSize((int) failed);
    }

    private static long number(CSVRecord row, String column) {
        return row.get(column) == null ? -1 : Long.parseLong(row.get(column));
    }
}
