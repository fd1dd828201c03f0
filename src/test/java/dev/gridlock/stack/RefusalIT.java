package dev.gridlock.stack;

import static dev.gridlock.stack.StackContract.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FleetSpec;
import dev.gridlock.workload.fleet.Fleet;
import dev.gridlock.workload.fleet.FleetTables;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A stack on which something is not ours, or not as a run needs it, is left exactly as it is: the fingerprint of the whole
 * cluster, of Toxiproxy and of PgBouncer is the same before and after each refusal. One stack for all of them, in order: those
 * of a marked fleet first.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(1)
class RefusalIT {

    @TempDir
    private static Path folder;

    private static StandingStack standing;

    /** Of a run that was killed: it stays, as long as a run is refused. */
    private static final String LEFT = "gridlock-left";

    @BeforeAll
    static void start() throws Exception {
        standing = StandingStack.start(Scenarios.outage(), folder.resolve("standing"));
        loadFleet();
        var _ = toxiproxy().getProxy("pgbouncer").toxics().latency(LEFT, ToxicDirection.DOWNSTREAM, 1);
    }

    private static void loadFleet() throws Exception {
        try (Connection observer = standing.connect()) {
            FleetTables.load(Fleet.generate(new FleetSpec(20, 2, 20, 2, 0.5), 1), observer);
        }
    }

    @AfterAll
    static void stop() {
        standing.close();
    }

    @Order(1)
    @ParameterizedTest
    @MethodSource("dev.gridlock.stack.Refusal#ofThings")
    void whatIsNotOursIsLeftAlone(Refusal refusal) throws Exception {
        spoiled(refusal, () -> {
            leftAlone(refusal.said(), RefusalIT::run, RefusalIT::target);
        });
    }

    @Order(2)
    @ParameterizedTest
    @MethodSource("dev.gridlock.stack.Refusal#ofSettings")
    void settingsByRoleOrDatabaseAreRefused(Refusal refusal) throws Exception {
        spoiled(refusal, () -> leftAlone(refusal.said(), RefusalIT::run));
    }

    @Order(3)
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            pool_size=5;                 database fleet: pool_size: expected 50, found 5
            pool_mode=session;           database fleet: pool_mode: expected transaction, found session
            reserve_pool=3;              database fleet: reserve_pool
            max_db_connections=7;        database fleet: max_connections: expected 0, found 7
            min_pool_size=2;             database fleet: min_pool_size: expected 0, found 2
            """)
    void pgbouncersEntryOfTheDatabaseIsCompared(String setting, String said) throws Exception {
        withIni(ini -> ini.replaceFirst("(?m)^(fleet = .*)$", "$1 " + setting), () -> leftAlone(said, RefusalIT::run));
    }

    @Order(3)
    @ParameterizedTest
    @CsvSource({"query_timeout, 7", "idle_transaction_timeout, 7", "client_idle_timeout, 7", "reserve_pool_size, 3"})
    void pgbouncersSettingsAreCompared(String name, String value) throws Exception {
        withIni(
                ini -> ini.replace("[pgbouncer]\n", "[pgbouncer]\n" + name + " = " + value + "\n"),
                () -> leftAlone(name + ": expected 0, found " + value, RefusalIT::run));
    }

    /** Past its proxy a fault of the network would be none. */
    @Order(3)
    @Test
    void aPgbouncerThatGoesPastTheProxyIsRefused() throws Exception {
        int direct = standing.file().postgres().port();
        withIni(
                ini -> ini.replaceFirst("(?m)^(fleet = .*) port=[0-9]+ ", "$1 port=" + direct + " "),
                () -> leftAlone("database fleet: port: expected ", RefusalIT::run));
    }

    @Order(4)
    @Test
    void aToxicOfSomebodyElseIsRefusedAndOursStaysUntilARunBegins() throws Exception {
        var toxic = toxiproxy().getProxy("postgres").toxics().latency("by-hand", ToxicDirection.UPSTREAM, 1);
        try {
            leftAlone("the toxic \"by-hand\" of somebody else", RefusalIT::run);
        } finally {
            toxic.remove();
        }
    }

    /** Who is not let in cannot be asked before there is a role: what was made for the question is taken back. */
    @Order(5)
    @Test
    void whatWasMadeForTheLastCheckIsTakenBack() throws Exception {
        execute(standing.observer(), "DROP TABLE candidate_routes, trucks, road_segments");
        execute(standing.observer(), "DROP OWNED BY application; DROP ROLE application");
        Path users = file("userlist.txt");
        String before = Files.readString(users);
        Files.writeString(users, before.replaceFirst("\"application\" \".*\"", "\"application\" \"another\""));
        execute(standing.console(), "RELOAD");
        try {
            leftAlone("the stack's application@", RefusalIT::run);
        } finally {
            Files.writeString(users, before);
            execute(standing.console(), "RELOAD");
        }
    }

    @Order(6)
    @ParameterizedTest
    @MethodSource("dev.gridlock.stack.Refusal#ofAnUnmarkedFleet")
    void anUnmarkedFleetIsOursOnlyWhereItIsAsAFreshOneIs(Refusal refusal) throws Exception {
        if (ask("SELECT count(*) FROM pg_database WHERE shobj_description(oid, 'pg_database') LIKE 'made by%'")
                .equals("1")) {
            execute(standing.superuser(), "DROP DATABASE fleet WITH (FORCE)");
            execute(standing.superuser(), "CREATE DATABASE fleet");
        }
        spoiled(refusal, () -> {
            leftAlone(refusal.said(), RefusalIT::run, RefusalIT::target);
        });
    }

    /** As a container's first start makes it: nobody can lose anything. */
    @Order(7)
    @Test
    void aFreshFleetIsTakenAndTheToxicThatAKilledRunLeftIsRemoved() throws Exception {
        assertThat(
                        ask(
                                "SELECT coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database WHERE datname = 'fleet'"))
                .isEmpty();
        run();
        assertThat(ask("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = 'fleet'"))
                .startsWith("made by Gridlock");
        assertThat(ask("SELECT shobj_description(oid, 'pg_authid') FROM pg_roles WHERE rolname = 'application'"))
                .startsWith("made by Gridlock");
        assertThat(toxiproxy().getProxy("pgbouncer").toxics().getAll()).isEmpty();
        run();
    }

    /** Two targets start at once: to the second, the database of the first is a stranger's until it is marked. */
    @Order(8)
    @Test
    void whatAnotherIsMakingIsWaitedForAndNotTakenForAStrangers() throws Exception {
        try (ExecutorService second = Executors.newSingleThreadExecutor()) {
            Future<?> target;
            try (RunLock _ = RunLock.tryTakeToLoad(standing.superuser()).orElseThrow()) {
                execute(standing.superuser(), "COMMENT ON DATABASE fleet IS NULL");
                long before = logins();
                target = second.submit(() -> {
                    target();
                    return "";
                });
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> target.isDone() || logins() > before + 10);
                assertThat(target).isNotDone();
                loadFleet();
                execute(standing.superuser(), "COMMENT ON DATABASE fleet IS '" + Database.MARK + "'");
            }
            target.get(30, TimeUnit.SECONDS);
        }
    }

    /** To the database {@code postgres}, where the lock is. */
    private static long logins() throws Exception {
        return Long.parseLong(standing.ask("SELECT sessions FROM pg_stat_database WHERE datname = 'postgres'"));
    }

    /** Last, because PgBouncer keeps these over a RELOAD that takes them away again. */
    @Order(9)
    @Test
    void pgbouncersEntriesThatItKeepsAreCompared() throws Exception {
        withIni(
                ini -> ini.replaceFirst("(?m)^(fleet = .*)$", "$1 user=observer"),
                () -> leftAlone("database fleet: force_user: expected none, found observer", RefusalIT::run));
        withIni(
                ini -> ini + "\n[users]\napplication = pool_mode=session\n",
                () -> leftAlone(
                        "the user application: pool_mode: expected transaction, found session", RefusalIT::run));
    }

    private static void run() throws Exception {
        standing.provider().start(Scenarios.outage(), folder.resolve("run")).close();
    }

    private static void target() throws Exception {
        var _ = ExternalDatabase.await(standing.file(), StandingStack.PASSWORD, Duration.ofSeconds(30), observer -> {
            throw new AssertionError("a fleet was to be loaded");
        });
    }

    private static void leftAlone(String said, ThrowingCallable... attempts) throws Exception {
        SequencedMap<String, String> before = ClusterFingerprint.of(standing);
        for (ThrowingCallable attempt : attempts) {
            assertThatThrownBy(attempt).isInstanceOf(MachineException.class).hasMessageContaining(said);
            assertThat(ClusterFingerprint.of(standing)).isEqualTo(before);
        }
    }

    private interface Attempt {
        void make() throws Exception;
    }

    private static void spoiled(Refusal refusal, Attempt attempt) throws Exception {
        try {
            executeEach(refusal.spoil());
            attempt.make();
        } finally {
            executeEach(refusal.mend());
        }
    }

    /** Statement by statement: several in one would be one transaction, which CREATE DATABASE refuses. */
    private static void executeEach(List<Map.Entry<String, String>> scripts) throws Exception {
        for (Map.Entry<String, String> script : scripts) {
            for (String statement : script.getValue().split(";\\s+")) {
                execute(standing.superuser().in(script.getKey()), statement);
            }
        }
    }

    private static void withIni(java.util.function.UnaryOperator<String> change, Attempt attempt) throws Exception {
        Path ini = file("pgbouncer.ini");
        String before = Files.readString(ini);
        assertThat(change.apply(before)).isNotEqualTo(before);
        Files.writeString(ini, change.apply(before));
        execute(standing.console(), "RELOAD");
        try {
            attempt.make();
        } finally {
            Files.writeString(ini, before);
            execute(standing.console(), "RELOAD");
        }
    }

    private static Path file(String ofPgbouncer) {
        return Path.of(standing.under().postgresLogs().place()).resolve("../pgbouncer/" + ofPgbouncer);
    }

    private static String ask(String sql) throws Exception {
        return StackContract.asked(standing.superuser(), sql);
    }

    private static ToxiproxyClient toxiproxy() {
        var api = standing.file().toxiproxy().api();
        return new ToxiproxyClient(api.getHost(), api.getPort());
    }
}
