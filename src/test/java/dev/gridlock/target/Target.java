package dev.gridlock.target;

import dev.gridlock.clock.RunClock;
import dev.gridlock.scenario.FleetSpec;
import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.target.builtin.bounded.BoundedAssignments;
import dev.gridlock.target.builtin.contract.Answer;
import dev.gridlock.target.builtin.contract.Assignments;
import dev.gridlock.target.builtin.contract.Call;
import dev.gridlock.target.builtin.journal.Journal;
import dev.gridlock.target.builtin.naive.NaiveAssignments;
import dev.gridlock.target.builtin.pool.ConnectionPool;
import dev.gridlock.target.builtin.pool.ConnectionPool.Transactions;
import dev.gridlock.workload.fleet.Fleet;
import dev.gridlock.workload.fleet.FleetTables;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.awaitility.Awaitility;

/** A target in this JVM, on a fleet of its own in a real database, and its journal as it was written to disk. */
public final class Target implements AutoCloseable {

    private final DatabaseAddress database;
    private final Path folder;
    private final Journal journal;
    private final ConnectionPool pool;
    private final Assignments assignments;

    public Target(DatabaseAddress database, Path folder, int trucks, TargetSpec.BuiltIn spec) throws SQLException {
        this.database = database;
        this.folder = folder;
        try (Connection connection = TestDatabase.connect(database)) {
            FleetTables.load(Fleet.generate(new FleetSpec(trucks, 8, 400, 20, 0.5), 20261124), connection);
        }
        journal = new Journal(folder, RunClock.startingNow());
        Transactions transactions =
                spec instanceof TargetSpec.Naive ? Transactions.EACH_STATEMENT : Transactions.EXPLICIT;
        pool = new ConnectionPool("test", spec, database, transactions, journal, new SimpleMeterRegistry());
        assignments = switch (spec) {
            case TargetSpec.Naive naive -> new NaiveAssignments(pool, journal);
            case TargetSpec.Bounded bounded -> new BoundedAssignments(bounded, pool, journal);
        };
    }

    public Answer assign(String callId, int first, int last) throws InterruptedException {
        return assignments.assign(new Call(
                callId, null, IntStream.rangeClosed(first, last).boxed().toList()));
    }

    public long nanos() {
        return journal.clock().nanos();
    }

    public int inFlight() {
        return journal.operationsInFlight();
    }

    public void awaitQuiet() {
        Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> journal.operationsInFlight() == 0);
    }

    /** Closes journal and pool; the files are whole afterwards. */
    @Override
    public void close() {
        pool.close();
        journal.close();
    }

    public List<CSVRecord> rows(String file) throws IOException {
        try (CSVParser parser = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setNullString("")
                .get()
                .parse(Files.newBufferedReader(folder.resolve(file)))) {
            return parser.getRecords();
        }
    }

    public long number(String sql) throws SQLException {
        try (Connection connection = TestDatabase.connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
