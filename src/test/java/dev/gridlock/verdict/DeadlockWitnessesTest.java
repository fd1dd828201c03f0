package dev.gridlock.verdict;

import static dev.gridlock.verdict.Status.FAIL;
import static dev.gridlock.verdict.Status.INCONCLUSIVE;
import static dev.gridlock.verdict.Status.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service's errors, the server's statistics and the server's log count the same deadlocks. */
class DeadlockWitnessesTest {

    private static final List<String> NAMES = List.of("deadlocks.server", "deadlocks.client", "deadlocks.logged");

    private JudgedRun run;

    @BeforeEach
    void soundRun() throws SQLException {
        run = new JudgedRun();
    }

    @AfterEach
    void close() throws SQLException {
        run.close();
    }

    /** However the other two came by their noughts. */
    @ParameterizedTest
    @CsvSource({
        "deadlocks == 0, deadlocks.client",
        "deadlocks == 0, deadlocks.server",
        "deadlocks == 0, deadlocks.logged",
        "deadlocks.server == 0, deadlocks.client",
        "deadlocks.client <= 3, deadlocks.logged",
        "deadlocks.logged < 1, deadlocks.server",
        "advisory deadlocks.server == 0, deadlocks.client",
    })
    void noGateOnDeadlocksPassesWhileAnyWitnessCountedSome(String gate, String witness) throws SQLException {
        GateResult result = run.gate("bounded", gate)
                .set("bounded", witness, 44)
                .judge()
                .gates()
                .getFirst();
        assertThat(result.status()).isEqualTo(INCONCLUSIVE);
        assertThat(result.message()).endsWith("but " + witness + " is 44");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deadlocks.client", "deadlocks.server", "deadlocks.logged"})
    void noGateOnDeadlocksPassesWithoutAllThreeWitnesses(String witness) throws SQLException {
        GateResult result = run.gate("bounded", "deadlocks == 0")
                .execute("UPDATE metrics SET value = NULL WHERE target = 'bounded' AND name = '" + witness + "'")
                .judge()
                .gates()
                .getFirst();
        assertThat(result.status()).isEqualTo(INCONCLUSIVE);
        assertThat(result.message()).endsWith("but " + witness + " was not measured in this run");
    }

    @Test
    void aStrangersDeadlockIsADoubtAndNoFailure() throws SQLException {
        for (String gate : List.of("deadlocks == 0", "deadlocks.server == 0", "deadlocks.logged <= 0")) {
            try (JudgedRun judged = new JudgedRun()) {
                Verdict verdict = judged.gate("bounded", gate)
                        .set("bounded", "deadlocks.server", 1)
                        .set("bounded", "deadlocks.logged", 1)
                        .execute("UPDATE deadlock_witnesses SET strangers = 1 WHERE target = 'bounded'")
                        .execute("INSERT INTO deadlocks VALUES ('bounded', 1, 77, 'billing', 'fleet', 'stranger')")
                        .judge();
                assertThat(verdict.status()).as(gate).isEqualTo(INCONCLUSIVE);
                assertThat(verdict.gates().getFirst().status()).as(gate).isEqualTo(INCONCLUSIVE);
                assertThat(verdict.doubts())
                        .containsExactly(
                                "target bounded: 1 deadlocks in the server's log had a victim that was no session of its"
                                        + " service (role billing, database fleet, process 77): somebody else works on this server");
            }
        }
    }

    @Test
    void itsOwnDeadlocksFailItBesideAStrangers() throws SQLException {
        Verdict verdict = run.gate("bounded", "deadlocks == 0")
                .set("bounded", "deadlocks", 2)
                .set("bounded", "deadlocks.server", 3)
                .execute("UPDATE deadlock_witnesses SET strangers = 1 WHERE target = 'bounded'")
                .judge();
        assertThat(verdict.status()).isEqualTo(FAIL);
    }

    /** Client, server, log, and answers that the service lost with their connections. */
    @ParameterizedTest(name = "{0} / {1} / {2}, {3} unheard: {4}")
    @CsvSource({
        "17, 17, 17, 0, PASS",
        "15, 17, 17, 2, PASS",
        "15, 17, 17, 1, INCONCLUSIVE",
        "44, 0, 44, 0, INCONCLUSIVE",
        "44, 44, 0, 0, INCONCLUSIVE",
        "0, 44, 44, 0, INCONCLUSIVE",
        "17, 16, 16, 9, INCONCLUSIVE",
        "17, 17, 16, 9, INCONCLUSIVE",
        ", 17, 17, 0, PASS",
        "17, , 17, 0, PASS", // that the server forgot what it counted is a doubt of its own, or the scenario's doing
    })
    void whereTheyDifferWithoutAReasonTheTargetIsInDoubt(
            Long client, Long server, Long logged, long unheard, Status status) throws SQLException {
        Verdict verdict = run.gate("bounded", "verified == trucks")
                .execute("UPDATE deadlock_witnesses SET client = " + client + ", server_own = " + server
                        + ", logged_own = " + logged + ", unheard = " + unheard + " WHERE target = 'naive'")
                .judge();
        assertThat(verdict.status()).isEqualTo(status);
        assertThat(verdict.reasons().toString())
                .contains(status == PASS ? "[]" : "target naive: its deadlocks are counted differently: ");
    }

    @Test
    void theThreeCountsAreTold() throws SQLException {
        assertThat(run.gate("bounded", "verified == trucks")
                        .execute("UPDATE deadlock_witnesses SET client = 44, logged_own = 44 WHERE target = 'bounded'")
                        .judge()
                        .doubts())
                .containsExactly(
                        "target bounded: its deadlocks are counted differently: 44 by the service's errors, 0 by the"
                                + " server's statistics, 44 by the server's log; expected as many of each, the service's fewer by no"
                                + " more than the 0 answers that it lost with their connections");
    }

    @Test
    void countersThatWereResetAreADoubtAndNamed() throws SQLException {
        Verdict verdict = run.gate("bounded", "verified == trucks")
                .execute("INSERT INTO counters_reset VALUES ('bounded', 'pg_stat_database.blks_hit', 90, 1),"
                        + " ('bounded', 'pg_stat_database.deadlocks', 44, 0), ('bounded', 'pg_stat_wal.wal_fpi', 7, NULL),"
                        + " ('bounded', 'pg_stat_wal.wal_records', 12345, 6)")
                .execute("INSERT INTO series_reset VALUES"
                        + " ('bounded', 'pgbouncer.total_xact_count', 'pgbouncer', 120, 3, 12300000000)")
                .judge();
        assertThat(verdict.status()).isEqualTo(INCONCLUSIVE);
        String what =
                "target bounded: counters that can only rise were reset while it was under way, or their part crashed: ";
        assertThat(verdict.doubts())
                .containsExactly(
                        what + "pgbouncer.total_xact_count from 120 to 3 at 12.3 s",
                        what + "pg_stat_database.deadlocks from 44 to 0, pg_stat_database.blks_hit from 90 to 1,"
                                + " pg_stat_wal.wal_fpi from 7 to nothing, and 1 more (view counters_reset)");
    }
}
