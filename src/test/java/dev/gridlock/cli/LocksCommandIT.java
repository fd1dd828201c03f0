package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridlock.process.Signals;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.target.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./gridlock locks} beside a service of one connection, which never waits for anybody. */
@ExtendWith(TestDatabase.class)
@ResourceLock(TestDatabase.SERVER)
class LocksCommandIT {

    private Place place;
    private Connection postgres;
    private String url;

    @BeforeEach
    void make(DatabaseAddress address) throws Exception {
        place = new Place();
        url = "postgresql://postgres@127.0.0.1:" + address.port() + "/" + address.database();
        postgres = TestDatabase.connect(address);
        sql("CREATE EXTENSION IF NOT EXISTS pg_walinspect");
        sql("CREATE TABLE accounts (id int PRIMARY KEY, balance bigint NOT NULL)");
        sql("INSERT INTO accounts SELECT n, 100 FROM generate_series(1, 10) n");
    }

    @AfterEach
    void drop() throws Exception {
        postgres.setAutoCommit(true);
        sql("DROP TABLE accounts");
        postgres.close();
        place.close();
    }

    @Test
    void oppositeOrdersAreToldByTheirKeys() throws Exception {
        Path out = place.folder().resolve("locks.json");
        try (Launched locks = place.gridlock("locks", url, "--for", "4s", "--fail", "--out", out.toString())) {
            locks.awaitSaid("watching the log");
            while (locks.harness().isAlive()) {
                transfer(3, 7);
                transfer(7, 3);
            }
            assertThat(locks.exitCode())
                    .as("%s%s", locks.said(), locks.printed())
                    .isEqualTo(1);
            assertThat(locks.printed())
                    .contains("latent deadlock 1: 1 circle of rows", "0 deadlocks happened")
                    .contains("accounts (id) = (3)  FOR NO KEY UPDATE", "accounts (id) = (7)  FOR NO KEY UPDATE");
        }
        JsonNode told = new ObjectMapper().readTree(out.toFile());
        assertThat(told.get("latent").asInt()).isEqualTo(1);
        assertThat(told.get("whole").asBoolean()).isTrue();
        assertThat(told.at("/shapes/0/transactions")).hasSize(2);
    }

    @Test
    void ctrlCEndsItEarlyAndTellsWhatWasSeen() throws Exception {
        try (Launched locks = place.gridlock("locks", url, "--for", "1h")) {
            locks.awaitSaid("watching the log");
            for (int i = 0; i < 50; i++) {
                transfer(3, 7);
                transfer(7, 3);
            }
            Signals.send("INT", locks.harness().pid());
            assertThat(locks.exitCode())
                    .as("%s%s", locks.said(), locks.printed())
                    .isEqualTo(130);
            assertThat(locks.printed()).contains("latent deadlock 1: 1 circle of rows", "accounts (id) = (3)");
        }
    }

    @Test
    void oneOrderIsNone() throws Exception {
        try (Launched locks = place.gridlock("locks", url, "--for", "3s", "--fail")) {
            locks.awaitSaid("watching the log");
            while (locks.harness().isAlive()) {
                transfer(3, 7);
                transfer(3, 9);
            }
            assertThat(locks.exitCode())
                    .as("%s%s", locks.said(), locks.printed())
                    .isZero();
            assertThat(locks.printed()).contains("no two of them can deadlock by their row locks");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mysql://localhost/x           |      | 2 | expected a URL such as postgresql://",
                "URL                           | soon | 2 | --for soon: expected a time such as 500ms",
                "URL                           | 0s   | 2 | --for 0s",
                "postgresql://nobody@127.0.0.1:1/x |  | 3 | cannot connect to 127.0.0.1:1/x",
            })
    void badInputIsTold(String to, String time, int code, String said) throws Exception {
        String address = to.equals("URL") ? url : to;
        String[] words =
                time == null ? new String[] {"locks", address} : new String[] {"locks", address, "--for", time};
        try (Launched locks = place.gridlock(words)) {
            assertThat(locks.exitCode()).as(locks.said()).isEqualTo(code);
            assertThat(locks.said()).contains(said).doesNotContain("\tat ");
        }
    }

    @Test
    void aServerThatCannotShowItsLogIsTold(TestDatabase.Versions versions) throws Exception {
        try (Launched locks = place.gridlock(
                "locks", "postgresql://postgres@127.0.0.1:" + versions.of(14).port() + "/postgres")) {
            assertThat(locks.exitCode()).isEqualTo(3);
            assertThat(locks.said()).contains("PostgreSQL 14.", "pg_walinspect came with PostgreSQL 15");
        }
    }

    @Test
    void withoutTheExtensionItSaysHowToGetIt() throws Exception {
        sql("DROP EXTENSION pg_walinspect");
        try (Launched locks = place.gridlock("locks", url)) {
            assertThat(locks.exitCode()).isEqualTo(3);
            assertThat(locks.said()).contains("CREATE EXTENSION pg_walinspect");
        }
    }

    private void transfer(int from, int to) throws SQLException {
        postgres.setAutoCommit(false);
        sql("UPDATE accounts SET balance = balance - 1 WHERE id = " + from);
        sql("UPDATE accounts SET balance = balance + 1 WHERE id = " + to);
        postgres.commit();
        postgres.setAutoCommit(true);
    }

    private void sql(String statement) throws SQLException {
        try (Statement open = postgres.createStatement()) {
            open.execute(statement);
        }
    }
}
