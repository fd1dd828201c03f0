package dev.gridlock.target.builtin.bounded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.target.Target;
import dev.gridlock.target.TestDatabase;
import dev.gridlock.target.builtin.contract.Answer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.csv.CSVRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(TestDatabase.class)
@ResourceLock(TestDatabase.SERVER)
class BoundedAssignmentsIT {

    private static final String LOAD = "SELECT sum(assigned_load) FROM road_segments";
    private static final String ASSIGNED = "SELECT count(*) FROM trucks WHERE version = 1 AND route IS NOT NULL";

    @Test
    void boundedNeverDeadlocksLosesOrTears(DatabaseAddress database, @TempDir Path folder) throws Exception {
        try (Target target = new Target(database, folder, 4_000, bounded(200, 4, 64, Duration.ofSeconds(60)))) {
            long before = target.number(LOAD);
            List<Answer> answers = concurrently(target, 8, 500);
            assertThat(answers).allMatch(Answer.Assigned.class::isInstance);
            assertThat(target.inFlight()).isZero();
            target.close();

            assertThat(target.rows("errors.csv")).isEmpty();
            assertThat(target.number(ASSIGNED)).isEqualTo(4_000);
            List<CSVRecord> operations = target.rows("operations.csv");
            assertThat(operations)
                    .hasSize(4_000)
                    .allMatch(row -> row.get("outcome").equals("acknowledged"));
            long increments = operations.stream()
                    .mapToLong(row -> row.get("route").split(";").length)
                    .sum();
            assertThat(target.number(LOAD) - before).isEqualTo(increments);
            assertStepsChain(target, operations);
        }
    }

    /** Per segment, the steps of all trucks are an unbroken chain from the initial to the final load. */
    private static void assertStepsChain(Target target, List<CSVRecord> operations) throws Exception {
        Map<String, List<Long>> written = new HashMap<>();
        for (CSVRecord row : operations) {
            String[] route = row.get("route").split(";");
            for (int i = 0; i < route.length; i++) {
                long value = Long.parseLong(row.get("values_written").split(";")[i]);
                assertThat(value)
                        .isEqualTo(Long.parseLong(row.get("values_read").split(";")[i]) + 1);
                written.computeIfAbsent(route[i], id -> new ArrayList<>()).add(value);
            }
        }
        for (Map.Entry<String, List<Long>> segment : written.entrySet()) {
            long last = target.number("SELECT assigned_load FROM road_segments WHERE id = " + segment.getKey());
            List<Long> values = segment.getValue().stream().sorted().toList();
            assertThat(values).doesNotHaveDuplicates().last().isEqualTo(last);
            assertThat(last - values.getFirst() + 1).isEqualTo(values.size());
        }
    }

    @Test
    void sameKeyAgainIsAnsweredFromTheRowsAndWritesNothing(DatabaseAddress database, @TempDir Path folder)
            throws Exception {
        try (Target target = new Target(database, folder, 600, bounded(100, 4, 64, Duration.ofSeconds(60)))) {
            target.assign("key", 1, 200);
            long load = target.number(LOAD);
            Answer first = target.assign("key", 1, 200);
            assertThat(target.number(LOAD)).isEqualTo(load);
            Answer more = target.assign("key", 1, 300);
            assertThat(first).isInstanceOf(Answer.Assigned.class);
            assertThat(((Answer.Assigned) more).results().subList(0, 200))
                    .isEqualTo(((Answer.Assigned) first).results());
            assertThat(target.number(ASSIGNED)).isEqualTo(300);
            target.close();
            assertThat(target.rows("operations.csv"))
                    .filteredOn(row -> row.get("replayed").equals("true"))
                    .hasSize(400)
                    .allMatch(row -> row.get("truck_write").equals("none"));
        }
    }

    @Test
    void oneCallTooManyIsShedAndWritesNothing(DatabaseAddress database, @TempDir Path folder) throws Exception {
        try (Target target = new Target(database, folder, 200, bounded(100, 2, 1, Duration.ofSeconds(60)));
                Connection blocker = lock(database, "SELECT FROM trucks WHERE id = 1 FOR UPDATE");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> admitted = threads.submit(() -> target.assign("one", 1, 100));
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> target.inFlight() == 100);
            assertThat(target.assign("two", 101, 200)).isInstanceOfSatisfying(Answer.Shed.class, shed -> {
                assertThat(shed.error()).isEqualTo("Overloaded");
                assertThat(shed.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            });
            blocker.rollback();
            assertThat(admitted.get()).isInstanceOf(Answer.Assigned.class);
            assertThat(target.number(ASSIGNED)).isEqualTo(100);
        }
    }

    @Test
    void aCallOverItsDeadlineSaysWhatIsDoneAndLeavesNothingGoingOn(DatabaseAddress database, @TempDir Path folder)
            throws Exception {
        try (Target target = new Target(database, folder, 400, bounded(100, 1, 8, Duration.ofSeconds(10)));
                Connection blocker = lock(database, "SELECT FROM trucks WHERE id = 250 FOR UPDATE")) {
            Answer answer = target.assign("late", 1, 400);
            assertThat(target.inFlight()).isZero();
            blocker.rollback();
            assertThat(answer).isInstanceOfSatisfying(Answer.Partial.class, partial -> {
                assertThat(partial.failed()).contains(250);
                assertThat(partial.results()).hasSize(400 - partial.failed().size());
                assertThat(partial.indeterminate()).isEmpty();
            });
            assertThat(target.number(ASSIGNED))
                    .isEqualTo(((Answer.Partial) answer).results().size());
            assertThat(target.assign("late", 1, 400)).isInstanceOf(Answer.Assigned.class);
            assertThat(target.number(ASSIGNED)).isEqualTo(400);
        }
    }

    @Test
    void deadlockWithSomebodyElseIsTriedAgain(DatabaseAddress database, @TempDir Path folder) throws Exception {
        try (Target target = new Target(database, folder, 100, bounded(100, 1, 8, Duration.ofSeconds(60)));
                Connection segments = lock(database, "SELECT FROM road_segments ORDER BY id FOR UPDATE");
                Connection lastTruck = lock(database, "SELECT FROM trucks WHERE id = 100 FOR UPDATE");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Statement statement = segments.createStatement()) {
            statement.execute("SET LOCAL deadlock_timeout = '60s'"); // the batch is to find the cycle, not this one
            Future<Answer> batch = threads.submit(() -> target.assign("again", 1, 100));
            awaitWaiters(target, 1); // the batch, with trucks 1 to 99, for truck 100
            Future<Boolean> cycle =
                    threads.submit(() -> statement.execute("SELECT FROM trucks WHERE id = 1 FOR UPDATE"));
            awaitWaiters(target, 2);
            lastTruck.rollback(); // the batch goes on to the segments: the cycle is closed
            cycle.get();
            segments.rollback();
            assertThat(batch.get()).isInstanceOf(Answer.Assigned.class);
            target.close();
            assertThat(target.rows("errors.csv"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.get("sqlstate")).isEqualTo("40P01"))
                    .satisfies(row -> assertThat(row.get("retried")).isEqualTo("true"));
            assertThat(target.rows("operations.csv"))
                    .allMatch(row -> row.get("attempts").equals("2"));
            assertThat(target.number(ASSIGNED)).isEqualTo(100);
        }
    }

    @Test
    void unknownTrucksAreRefusedBeforeAnythingIsWritten(DatabaseAddress database, @TempDir Path folder)
            throws Exception {
        try (Target target = new Target(database, folder, 100, bounded(10, 4, 8, Duration.ofSeconds(60)))) {
            assertThat(target.assign("unknown", 1, 103)).isEqualTo(new Answer.UnknownTrucks(List.of(101, 102, 103)));
            assertThat(target.number(ASSIGNED)).isZero();
        }
    }

    private static void awaitWaiters(Target target, int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> target.number("SELECT count(*) FROM pg_locks WHERE NOT granted") == count);
    }

    private static TargetSpec.Bounded bounded(int batch, int inFlight, int queue, Duration deadline) {
        return new TargetSpec.Bounded(8, Duration.ofSeconds(5), 512L << 20, batch, inFlight, queue, deadline, 5);
    }

    private static Connection lock(DatabaseAddress database, String sql) throws Exception {
        Connection connection = TestDatabase.connect(database);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return connection;
    }

    private static List<Answer> concurrently(Target target, int calls, int trucks) throws Exception {
        List<Future<Answer>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int call = 0; call < calls; call++) {
                int first = call * trucks + 1;
                String id = "bounded-" + (call + 1);
                running.add(threads.submit(() -> target.assign(id, first, first + trucks - 1)));
            }
        }
        List<Answer> answers = new ArrayList<>();
        for (Future<Answer> future : running) {
            answers.add(future.get());
        }
        return answers;
    }
}
