package dev.gridlock.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridlock.process.MachineException;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.target.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes as a real PostgreSQL's logical decoding tells them. */
@ExtendWith(TestDatabase.class)
@ParameterizedClass(name = "PostgreSQL {0}")
@ValueSource(ints = {14, 15, 16, 17, 18})
@ResourceLock(TestDatabase.SERVER)
class ChangeLogIT {

    private static final List<String> TABLES = List.of("public.stock", "told.pair", "public.plain");

    @Parameter
    private int major;

    private DatabaseAddress address;
    private Connection postgres;

    @BeforeEach
    void tables(TestDatabase.Versions versions) throws SQLException {
        address = versions.of(major);
        postgres = TestDatabase.connect(address);
        sql(
                "CREATE SCHEMA told",
                "CREATE TABLE stock (id int PRIMARY KEY, n int, note text)",
                "CREATE TABLE told.pair (b int, a text, n int, PRIMARY KEY (a, b))",
                "CREATE TABLE plain (n int)",
                "CREATE TABLE unwatched (n int)",
                "INSERT INTO stock VALUES (1, 10, NULL), (2, 20, repeat('x', 100000))");
    }

    @AfterEach
    void drop() throws SQLException {
        sql("DROP TABLE stock, plain, unwatched", "DROP SCHEMA told CASCADE");
        postgres.close();
    }

    @Test
    void everyCommittedChangeIsToldWithBeforeAndAfter() throws Exception {
        List<Change> changes = changes(() -> sql(
                "INSERT INTO stock VALUES (3, 30, 'ü \"quoted\", \\ and\nlines')",
                "UPDATE stock SET n = n + 1 WHERE id = 1",
                "DELETE FROM stock WHERE id = 1",
                "INSERT INTO unwatched VALUES (1)",
                "INSERT INTO told.pair VALUES (7, 'x', 1)",
                "INSERT INTO plain VALUES (5)",
                "TRUNCATE plain"));
        assertThat(changes)
                .extracting(Change::operation, Change::table, Change::key, Change::before, Change::after)
                .map(Object::toString)
                .containsExactly(
                        "(INSERT, \"stock\", \"3\", null, \"{\"id\":\"3\",\"n\":\"30\",\"note\":\"ü \\\"quoted\\\", \\\\ and\\nlines\"}\")",
                        "(UPDATE, \"stock\", \"1\", \"{\"id\":\"1\",\"n\":\"10\",\"note\":null}\", \"{\"id\":\"1\",\"n\":\"11\",\"note\":null}\")",
                        "(DELETE, \"stock\", \"1\", \"{\"id\":\"1\",\"n\":\"11\",\"note\":null}\", null)",
                        "(INSERT, \"told.pair\", \"(x,7)\", null, \"{\"b\":\"7\",\"a\":\"x\",\"n\":\"1\"}\")",
                        "(INSERT, \"plain\", \"\", null, \"{\"n\":\"5\"}\")",
                        "(TRUNCATE, \"plain\", \"\", null, null)");
        assertThat(Instant.EPOCH.plus(Duration.ofNanos(changes.getFirst().committedUs() * 1_000)))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    }

    @Test
    void aLongValueThatWasNotChangedIsWhatItWas() throws Exception {
        List<Change> changes = changes(() -> sql("UPDATE stock SET n = 21 WHERE id = 2"));
        assertThat(changes)
                .singleElement()
                .satisfies(change ->
                        assertThat(change.after()).contains("\"n\":\"21\"").contains("x".repeat(100_000)));
    }

    @Test
    void theyComeInTheOrderOfTheirCommitsAndWhatWasRolledBackDoesNot() throws Exception {
        List<Change> changes = changes(() -> {
            try (Connection other = TestDatabase.connect(address)) {
                other.setAutoCommit(false);
                try (Statement early = other.createStatement()) {
                    early.execute("UPDATE stock SET n = 1 WHERE id = 1");
                    sql("UPDATE stock SET n = 2 WHERE id = 2");
                    other.commit();
                    early.execute("UPDATE stock SET n = 3 WHERE id = 1");
                    other.rollback();
                }
            }
        });
        assertThat(changes).extracting(Change::key).containsExactly("2", "1");
        assertThat(changes.getFirst().xid()).isGreaterThan(changes.getLast().xid());
    }

    @Test
    void aReadingGoesOnWhereTheLastOneEnded() throws Exception {
        try (ChangeLog log = ChangeLog.begin(TestDatabase.connect(address), TABLES)) {
            sql("UPDATE stock SET n = 1 WHERE id = 1");
            assertThat(read(log)).hasSize(1);
            sql("UPDATE stock SET n = 2 WHERE id = 1");
            assertThat(read(log)).extracting(Change::after).allMatch(after -> after.contains("\"n\":\"2\""));
        }
    }

    @Test
    void whatWasCommittedAndIsNotYetOnDiskIsToldToo() throws Exception {
        List<Change> changes = changes(() -> {
            sql("SET synchronous_commit = off");
            for (int i = 0; i < 100; i++) {
                sql("UPDATE stock SET n = n + 1 WHERE id = 1");
            }
        });
        assertThat(changes).hasSize(100);
    }

    @Test
    void nothingIsLeftWhenItsSessionEndsHoweverItDoes() throws Exception {
        Connection session = TestDatabase.connect(address);
        ChangeLog.begin(session, TABLES);
        assertThat(count("pg_replication_slots")).isEqualTo(1);
        sql("SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> count("pg_replication_slots") == 0);
        try (ChangeLog next = ChangeLog.begin(TestDatabase.connect(address), TABLES)) {
            assertThat(read(next)).isEmpty();
        }
        assertThat(count("pg_publication")).isZero();
    }

    @Test
    void aTableThatIsNotThereLeavesNoSession() throws Exception {
        Connection session = TestDatabase.connect(address);
        assertThatThrownBy(() -> ChangeLog.begin(session, List.of("public.nobody")))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("nobody");
        assertThat(session.isClosed()).isTrue();
    }

    @Test
    void aLogThatWasNotKeptIsSaid() throws Exception {
        ChangeLog log = ChangeLog.begin(TestDatabase.connect(address), TABLES);
        sql("UPDATE stock SET n = 1 WHERE id = 1", "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots");
        assertThatThrownBy(() -> read(log))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("cannot be read from the log");
        assertThatThrownBy(log::close).isInstanceOf(SQLException.class);
    }

    private interface Work {
        void run() throws Exception;
    }

    private List<Change> changes(Work work) throws Exception {
        try (ChangeLog log = ChangeLog.begin(TestDatabase.connect(address), TABLES)) {
            work.run();
            return read(log);
        }
    }

    private static List<Change> read(ChangeLog log) throws Exception {
        List<Change> changes = new ArrayList<>();
        log.read(changes::add);
        return changes;
    }

    private int count(String catalogue) throws SQLException {
        try (Statement statement = postgres.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + catalogue)) {
            row.next();
            return row.getInt(1);
        }
    }

    private void sql(String... statements) throws SQLException {
        try (Statement open = postgres.createStatement()) {
            for (String statement : statements) {
                open.execute(statement);
            }
        }
    }
}
