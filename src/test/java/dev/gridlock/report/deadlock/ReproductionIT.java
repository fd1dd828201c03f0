package dev.gridlock.report.deadlock;

import static dev.gridlock.report.deadlock.Cycles.cycle;
import static dev.gridlock.report.deadlock.Cycles.truck;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gridlock.scenario.FleetSpec;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.target.TestDatabase;
import dev.gridlock.workload.fleet.Fleet;
import dev.gridlock.workload.fleet.FleetTables;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What the report writes makes the very cycle again, on a real PostgreSQL with the fleet in it. */
@ExtendWith(TestDatabase.class)
@ResourceLock(TestDatabase.SERVER)
@Timeout(120)
class ReproductionIT {

    enum Recorded {
        TRUCKS_KNOWN(
                cycle(Cycles.OF_TWO),
                Casting.cast(cycle(Cycles.OF_TWO), Optional.of(truck(1, 5L, 7L, 9L)), List.of(truck(3, 9L, 1L, 5L)))),
        TRUCKS_NOT_KNOWN(cycle(Cycles.OF_TWO), Casting.cast(cycle(Cycles.OF_TWO), Optional.empty(), List.of())),
        WITH_A_QUEUE(
                cycle(Cycles.WITH_A_QUEUE),
                Casting.cast(
                        cycle(Cycles.WITH_A_QUEUE),
                        Optional.of(truck(1, 7L)),
                        List.of(truck(2, 7L, 9L), truck(3, 9L, 7L)))),
        QUEUE_NOT_KNOWN(
                cycle(Cycles.WITH_A_QUEUE), Casting.cast(cycle(Cycles.WITH_A_QUEUE), Optional.empty(), List.of()));

        @SuppressWarnings("ImmutableEnumChecker") // records of records
        final Cycle cycle;

        @SuppressWarnings("ImmutableEnumChecker")
        final Cast cast;

        Recorded(Cycle cycle, Cast cast) {
            this.cycle = cycle;
            this.cast = cast;
        }
    }

    @TempDir
    Path folder;

    @BeforeAll
    static void load(DatabaseAddress database) throws SQLException {
        try (Connection connection = TestDatabase.connect(database)) {
            FleetTables.load(Fleet.generate(new FleetSpec(100, 2, 40, 4, 0.5), 1), connection);
        }
    }

    /** The flags of sessions that have just been closed: their backends end a little later. */
    @BeforeEach
    void noFlagIsLeft(DatabaseAddress database) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            try (Connection connection = TestDatabase.connect(database);
                    Statement statement = connection.createStatement();
                    ResultSet flags = statement.executeQuery("SELECT FROM pg_locks WHERE locktype = 'advisory'")) {
                return !flags.next();
            }
        });
    }

    /** The server's own words about it have the kinds of waits that the recorded one has, in the same cycle. */
    @ParameterizedTest
    @EnumSource
    void theSessionsMakeTheSameCycleAgain(Recorded recorded, DatabaseAddress database) throws Exception {
        long before = loads(database);
        List<SQLException> failures = run(Reproduction.sessions(recorded.cast, recorded.cycle), database);

        // Where the victim only queued, the rest is still a cycle, and a second one follows.
        assertThat(failures).isNotEmpty().allMatch(failure -> "40P01".equals(failure.getSQLState()));
        assertThat(failures).extracting(ReproductionIT::shape).contains(withoutStatements(recorded.cycle.waits()));
        assertThat(loads(database)).isEqualTo(before);
    }

    /** As a user runs it: the file, by psql. */
    @ParameterizedTest
    @EnumSource(names = {"TRUCKS_KNOWN", "WITH_A_QUEUE"})
    void theScriptEndsWithZeroBecauseOneSessionGot40P01(Recorded recorded, DatabaseAddress database) throws Exception {
        assumeThat(onPath("psql")).as("psql on PATH").isTrue();
        Path script = folder.resolve("naive-1.sh");
        Files.writeString(
                script,
                Reproduction.script("again", "naive-1.sh", Reproduction.sessions(recorded.cast, recorded.cycle)));
        Path out = folder.resolve("out");
        ProcessBuilder shell = new ProcessBuilder("sh", script.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        shell.environment()
                .putAll(Map.of(
                        "PGHOST", database.host(),
                        "PGPORT", Integer.toString(database.port()),
                        "PGUSER", database.user(),
                        "PGPASSWORD", database.password(),
                        "PGDATABASE", database.database()));
        Process process = shell.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(out)).contains("ERROR:  40P01: deadlock detected");
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Transactions that did not meet in the run do by the script, however many a circle has. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void aLatentDeadlockHappensWhenItsTransactionsMeet(int transactions, DatabaseAddress database) throws Exception {
        List<LatentShape.Part> parts = IntStream.range(0, transactions)
                .mapToObj(i -> new LatentShape.Part(
                        700 + i, row(1 + i, "FOR NO KEY UPDATE"), row(1 + (i + 1) % transactions, "FOR UPDATE")))
                .toList();
        List<SQLException> failures = run(LatentReproduction.sessions(parts), database);
        assertThat(failures).extracting(SQLException::getSQLState).containsExactly("40P01");
    }

    @Test
    void aRowThatCannotBeNamedHasNoScript() {
        LatentShape.LockedRow gone = new LatentShape.LockedRow("road_segments", "", "(0,7)", "FOR UPDATE");
        assertThat(LatentReproduction.sessions(List.of(
                        new LatentShape.Part(1, row(1, "FOR UPDATE"), gone),
                        new LatentShape.Part(2, gone, row(1, "FOR UPDATE")))))
                .isEmpty();
    }

    private static LatentShape.LockedRow row(int segment, String mode) {
        return new LatentShape.LockedRow("road_segments", "id", "(" + segment + ")", mode);
    }

    private static List<SQLException> run(List<Session> sessions, DatabaseAddress database) throws Exception {
        List<SQLException> failures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<SQLException>>> running = sessions.stream()
                    .map(session -> threads.submit(() -> run(session, database)))
                    .toList();
            for (Future<Optional<SQLException>> one : running) {
                one.get().ifPresent(failures::add);
            }
        }
        return failures;
    }

    private static Optional<SQLException> run(Session session, DatabaseAddress database) throws SQLException {
        try (Connection connection = TestDatabase.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(session.sql());
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e);
        }
    }

    private static String shape(SQLException failure) {
        ServerErrorMessage words = Optional.ofNullable(((PSQLException) failure).getServerErrorMessage())
                .orElseThrow();
        return withoutStatements(DetailText.read(String.valueOf(words.getDetail())));
    }

    private static String withoutStatements(List<Wait> waits) {
        List<Wait> bare = waits.stream()
                .map(wait -> new Wait(wait.process(), wait.mode(), wait.object(), wait.blockedBy(), ""))
                .toList();
        return new Cycle(0, 0, bare, "", "").shape();
    }

    private static long loads(DatabaseAddress database) throws SQLException {
        try (Connection connection = TestDatabase.connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sum(assigned_load * id) FROM road_segments")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
