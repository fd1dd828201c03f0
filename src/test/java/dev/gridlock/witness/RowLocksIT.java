package dev.gridlock.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridlock.process.MachineException;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.target.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements on a real PostgreSQL, and what its log says that they locked. */
@ExtendWith(TestDatabase.class)
@ParameterizedClass(name = "PostgreSQL {0}")
@ValueSource(ints = {15, 16, 17, 18})
@ResourceLock(TestDatabase.SERVER)
class RowLocksIT {

    @Parameter
    private int major;

    private Connection postgres;
    private Connection other;

    @BeforeEach
    void tables(TestDatabase.Versions versions) throws SQLException {
        DatabaseAddress address = versions.of(major);
        postgres = TestDatabase.connect(address);
        other = TestDatabase.connect(address);
        sql(
                postgres,
                "CREATE EXTENSION IF NOT EXISTS pg_walinspect",
                "CREATE SCHEMA witness",
                "CREATE TABLE witness.parent (id int PRIMARY KEY, n int NOT NULL DEFAULT 0) WITH (fillfactor = 50)",
                "CREATE TABLE witness.child (id int PRIMARY KEY, parent int REFERENCES witness.parent)",
                "INSERT INTO witness.parent (id) SELECT generate_series(1, 20)");
    }

    @AfterEach
    void drop() throws SQLException {
        other.close();
        postgres.setAutoCommit(true);
        sql(postgres, "DROP SCHEMA witness CASCADE", "DROP EXTENSION IF EXISTS pg_walinspect");
        postgres.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT 1 FROM witness.parent WHERE id IN (3, 5) ORDER BY id DESC FOR UPDATE                 | parent 5 UPDATE, parent 3 UPDATE
            SELECT 1 FROM witness.parent WHERE id = 1 FOR SHARE                                       | parent 1 SHARE
            SELECT 1 FROM witness.parent WHERE id = 1 FOR KEY SHARE                                   | parent 1 KEY_SHARE
            SELECT 1 FROM witness.parent WHERE id = 1 FOR NO KEY UPDATE                               | parent 1 NO_KEY_UPDATE
            UPDATE witness.parent SET n = 7 WHERE id = 2; UPDATE witness.parent SET n = 8 WHERE id = 2     | parent 2 NO_KEY_UPDATE
            UPDATE witness.parent SET id = 99 WHERE id = 2                                            | parent 99 UPDATE
            INSERT INTO witness.child VALUES (1, 4)                                                   | parent 4 KEY_SHARE
            SELECT 1 FROM witness.parent WHERE id = 1 FOR SHARE; UPDATE witness.parent SET n = 1 WHERE id = 1 | parent 1 SHARE, parent 1 NO_KEY_UPDATE
            SELECT 1 FROM witness.parent WHERE id = 1 FOR UPDATE; UPDATE witness.parent SET n = 1 WHERE id = 1 | parent 1 UPDATE
            UPDATE witness.parent SET n = 1 WHERE id = 6; SAVEPOINT s; UPDATE witness.parent SET n = 1 WHERE id = 7; RELEASE s; UPDATE witness.parent SET n = 1 WHERE id = 8 | parent 6 NO_KEY_UPDATE, parent 7 NO_KEY_UPDATE, parent 8 NO_KEY_UPDATE
            """)
    void eachStatementsLocksInTheirOrder(String statements, String expected) throws Exception {
        assertThat(locksOf(() -> transaction(postgres, true, statements.split("; "))))
                .isEqualTo(List.of(expected));
    }

    @Test
    void oneThatWasRolledBackHadItsLocksToo() throws Exception {
        List<LockedTransaction> seen = new ArrayList<>();
        assertThat(locksOf(
                        seen,
                        () -> transaction(
                                postgres,
                                false,
                                "UPDATE witness.parent SET n = 1 WHERE id = 1",
                                "DELETE FROM witness.parent WHERE id = 2")))
                .containsExactly("parent 1 NO_KEY_UPDATE, parent 2 UPDATE");
        assertThat(seen.getFirst().committed()).isFalse();
    }

    /** Both hold it: the log has a multixact, whose members have the modes. */
    @Test
    void aLockThatTwoShareIsEachOnesOwn() throws Exception {
        assertThat(locksOf(() -> {
                    postgres.setAutoCommit(false);
                    sql(postgres, "SELECT 1 FROM witness.parent WHERE id = 1 FOR SHARE");
                    transaction(other, true, "SELECT 1 FROM witness.parent WHERE id = 1 FOR KEY SHARE");
                    transaction(other, true, "SELECT 1 FROM witness.parent WHERE id = 1 FOR SHARE");
                    postgres.commit();
                    postgres.setAutoCommit(true);
                }))
                .containsExactly("parent 1 KEY_SHARE", "parent 1 SHARE", "parent 1 SHARE");
    }

    /** Nobody waits for anybody, and the order of one transaction is the reverse of the other's. */
    @Test
    void oppositeOrdersAreFoundThoughNobodyEverWaited() throws Exception {
        LockOrder order = new LockOrder();
        watched(order::add, () -> {
            for (int round = 0; round < 3; round++) {
                transaction(
                        postgres,
                        true,
                        "UPDATE witness.parent SET n = n + 1 WHERE id = 1",
                        "UPDATE witness.parent SET n = n + 1 WHERE id = 2");
                transaction(
                        postgres,
                        true,
                        "UPDATE witness.parent SET n = n + 1 WHERE id = 2",
                        "UPDATE witness.parent SET n = n + 1 WHERE id = 1");
            }
        });
        assertThat(order.find().deadlocks()).hasSize(1);
        assertThat(order.orders())
                .as("each order once, though every update made other versions")
                .isEqualTo(2);
    }

    @Test
    void aLockOnTheParentThatAllTakeFirstIsAGate() throws Exception {
        LockOrder order = new LockOrder();
        watched(order::add, () -> {
            transaction(
                    postgres,
                    true,
                    "SELECT 1 FROM witness.parent WHERE id = 20 FOR UPDATE",
                    "UPDATE witness.parent SET n = 1 WHERE id = 1",
                    "UPDATE witness.parent SET n = 1 WHERE id = 2");
            transaction(
                    postgres,
                    true,
                    "SELECT 1 FROM witness.parent WHERE id = 20 FOR UPDATE",
                    "UPDATE witness.parent SET n = 1 WHERE id = 2",
                    "UPDATE witness.parent SET n = 1 WHERE id = 1");
        });
        assertThat(order.find().deadlocks()).isEmpty();
    }

    @Test
    void whatIsMissingIsSaidWithWhatToDo(TestDatabase.Versions versions) throws Exception {
        DatabaseAddress address = versions.of(major);
        sql(postgres, "DROP ROLE IF EXISTS watcher", "CREATE ROLE watcher LOGIN");
        try (Connection watcher = TestDatabase.connect(new DatabaseAddress(
                address.host(), address.port(), address.database(), "watcher", address.password()))) {
            assertThatThrownBy(() -> WalLog.of(watcher, watcher.getCatalog()))
                    .isInstanceOf(MachineException.class)
                    .hasMessageContaining(
                            "the user watcher may not read the log", "GRANT pg_read_server_files TO watcher");
            sql(postgres, "GRANT pg_read_server_files TO watcher");
            assertThat(WalLog.of(watcher, watcher.getCatalog()).databaseName()).isEqualTo(address.database());
            sql(postgres, "DROP EXTENSION pg_walinspect");
            assertThatThrownBy(() -> WalLog.of(watcher, watcher.getCatalog()))
                    .isInstanceOf(MachineException.class)
                    .hasMessageContaining("CREATE EXTENSION pg_walinspect");
        } finally {
            sql(postgres, "DROP ROLE watcher");
        }
    }

    @Test
    void aLogThatIsNotThereAnyMoreIsToldAndNotTakenForAnEmptyOne() throws Exception {
        try (Connection reader =
                TestDatabase.connect(new DatabaseAddress("127.0.0.1", port(), database(), "postgres", ""))) {
            WalLog log = WalLog.of(reader, reader.getCatalog());
            assertThatThrownBy(() -> log.read("0/1", record -> {}))
                    .isInstanceOf(MachineException.class)
                    .hasMessageContaining("cannot be read")
                    .hasMessageContaining("recycled");
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private List<String> locksOf(Work work) throws Exception {
        return locksOf(new ArrayList<>(), work);
    }

    /** One text a transaction, in the order in which they ended: tables, keys and modes. */
    private List<String> locksOf(List<LockedTransaction> seen, Work work) throws Exception {
        RowLocks locks = watched(seen::add, work);
        TableNames names = TableNames.of(postgres);
        List<String> told = new ArrayList<>();
        for (LockedTransaction transaction : seen) {
            List<String> words = new ArrayList<>();
            for (LockedTransaction.Lock lock : transaction.locks()) {
                if (names.has(lock.row().relation())) {
                    Optional<NamedRow> name = names.row(lock, locks.places(lock.row()));
                    words.add(name.map(NamedRow::toString)
                                    .orElse("gone")
                                    .replaceAll("witness\\.(\\w+) \\(id\\) = \\((\\d+)\\)", "$1 $2")
                            + " " + lock.mode());
                }
            }
            if (!words.isEmpty()) {
                told.add(words.stream().collect(Collectors.joining(", ")));
            }
        }
        return told;
    }

    private RowLocks watched(java.util.function.Consumer<LockedTransaction> ended, Work work) throws Exception {
        try (Connection reader =
                TestDatabase.connect(new DatabaseAddress("127.0.0.1", port(), database(), "postgres", ""))) {
            WalLog log = WalLog.of(reader, reader.getCatalog());
            RowLocks locks = new RowLocks(log.database(), ended);
            String from = log.end();
            work.run();
            // Asynchronous or not, what has committed is flushed by this.
            sql(postgres, "SELECT pg_logical_emit_message(true, 'gridlock', '')");
            var _ = log.read(from, locks::add);
            return locks;
        }
    }

    private int port() throws SQLException {
        return Integer.parseInt(asked("SHOW port"));
    }

    private String database() throws SQLException {
        return asked("SELECT current_database()");
    }

    private String asked(String query) throws SQLException {
        try (Statement statement = postgres.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void transaction(Connection connection, boolean commits, String... statements) throws SQLException {
        connection.setAutoCommit(false);
        sql(connection, statements);
        if (commits) {
            connection.commit();
        } else {
            connection.rollback();
        }
        connection.setAutoCommit(true);
    }

    private static void sql(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }
}
