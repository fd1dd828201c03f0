package dev.gridlock.stack;

import static dev.gridlock.stack.StackContract.asked;
import static dev.gridlock.stack.StackContract.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridlock.process.MachineException;
import dev.gridlock.process.Signals;
import dev.gridlock.scenario.PgBouncerSpec;
import dev.gridlock.scenario.PostgresSpec;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.StackFile;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.Toxic;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run asks of a stack that is there already, before it changes anything. */
class ExternalProviderIT {

    @TempDir
    private static Path folder;

    private static StandingStack standing;

    @BeforeAll
    static void start() throws Exception {
        standing = StandingStack.start(Scenarios.outage(), folder.resolve("standing"));
    }

    @AfterAll
    static void stop() {
        standing.close();
    }

    @Test
    void oneRunAfterAnotherEachWithItsOwnPartOfTheLog() throws Exception {
        for (String run : List.of("first", "second")) {
            try (Stack stack = standing.provider().start(Scenarios.outage(), folder.resolve(run))) {
                stack.requireAlive();
                execute(stack.application(), "SELECT 1");
                Map<String, Long> begin = stack.postgresLogs().sizes();
                execute(stack.observer(), "DO $$ BEGIN RAISE LOG 'of the " + run + " run'; END $$");
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                    List<String> lines = new ArrayList<>();
                    stack.postgresLogs().readAfter(begin, lines::add);
                    return lines.stream().anyMatch(line -> line.contains("of the " + run + " run"));
                });
            }
        }
        assertThat(folder.resolve("first/postgresql.json")).content().contains("of the first run");
        assertThat(folder.resolve("second/postgresql.json"))
                .content()
                .contains("of the second run")
                .doesNotContain("of the first run");
    }

    @Test
    void eachDifferenceIsToldWithWhatToDo() {
        Scenario other = Scenarios.with(
                new PostgresSpec(17, 60, Duration.ofMillis(1_500), 64L << 20),
                new PgBouncerSpec(PgBouncerSpec.PoolMode.SESSION, 20, 1_000));
        refused(other)
                .hasMessageContaining("nothing was changed")
                .hasMessageContaining("PostgreSQL's version: expected 17, found 18\n    --set postgres.version=18")
                .hasMessageContaining(
                        "max_connections: expected 60, found 100\n    --set postgres.max_connections=100, or"
                                + " MAX_CONNECTIONS=60 docker compose up -d")
                .hasMessageContaining("deadlock_timeout: expected 1500ms, found 1000ms\n    --set"
                        + " postgres.deadlock_timeout=1000ms, or DEADLOCK_TIMEOUT=1500ms docker compose up -d")
                .hasMessageContaining("shared_buffers: expected 65536kB, found 131072kB\n    --set"
                        + " postgres.shared_buffers=131072KiB, or SHARED_BUFFERS=65536kB docker compose up -d")
                .hasMessageContaining("pool_mode: expected session, found transaction\n    --set"
                        + " pgbouncer.pool_mode=transaction, or POOL_MODE=session docker compose up -d")
                .hasMessageContaining("default_pool_size: expected 20, found 50\n    --set pgbouncer.pool_size=50, or"
                        + " POOL_SIZE=20 docker compose up -d")
                .hasMessageContaining("max_client_conn: expected 1000, found 5000\n    --set"
                        + " pgbouncer.max_client_conn=5000, or MAX_CLIENT_CONN=1000 docker compose up -d");
    }

    @Test
    void aSettingOfDurabilityCannotBeSetAway() throws Exception {
        execute(standing.superuser(), "ALTER DATABASE postgres SET synchronous_commit = off");
        try {
            refused(Scenarios.outage()).hasMessageContaining("synchronous_commit: expected on, found off");
        } finally {
            execute(standing.superuser(), "ALTER DATABASE postgres RESET synchronous_commit");
        }
    }

    @Test
    void aServerWithAnotherDatabaseIsLeftAlone() throws Exception {
        String password = passwordHash();
        execute(standing.superuser(), "CREATE DATABASE orders");
        try {
            refused(Scenarios.outage())
                    .hasMessageContaining("is not Gridlock's: it has the database orders")
                    .hasMessageContaining("nothing was changed");
        } finally {
            execute(standing.superuser(), "DROP DATABASE orders");
        }
        assertThat(passwordHash()).as("of the application's role").isEqualTo(password);
    }

    @Test
    void aFleetThatSomebodyElseMadeIsLeftAlone() throws Exception {
        execute(standing.superuser(), "COMMENT ON DATABASE fleet IS 'our trucks'");
        execute(standing.observer(), "CREATE TABLE trucks (id int); INSERT INTO trucks VALUES (1)");
        String password = passwordHash();
        try {
            refused(Scenarios.outage())
                    .hasMessageContaining("its database fleet was not made by Gridlock, and has table trucks")
                    .hasMessageContaining("and has the comment \"our trucks\"");
            assertThat(asked(standing.observer(), "SELECT count(*) FROM trucks"))
                    .isEqualTo("1");
            assertThat(comment()).isEqualTo("our trucks");
            assertThat(passwordHash()).isEqualTo(password);
        } finally {
            execute(standing.superuser(), "DROP DATABASE fleet WITH (FORCE)");
            execute(standing.superuser(), "CREATE DATABASE fleet");
        }
        // Empty, as a container's first start makes it: nobody can lose anything.
        standing.provider().start(Scenarios.outage(), folder.resolve("empty")).close();
        assertThat(comment()).startsWith("made by Gridlock");
    }

    /** The slot ends with the session of a run that is killed; the publication stays. */
    @Test
    void whatAKilledRunsWitnessLeavesIsNoStrangers() throws Exception {
        standing.provider().start(Scenarios.outage(), folder.resolve("before")).close();
        execute(standing.observer(), "CREATE PUBLICATION gridlock_witness");
        try {
            standing.provider()
                    .start(Scenarios.outage(), folder.resolve("after"))
                    .close();
            execute(standing.observer(), "CREATE PUBLICATION of_a_stranger");
            refused(Scenarios.outage()).hasMessageContaining("publication of_a_stranger");
        } finally {
            execute(standing.observer(), "DROP PUBLICATION IF EXISTS gridlock_witness, of_a_stranger");
        }
    }

    private static String comment() throws Exception {
        return asked(
                standing.superuser(),
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = 'fleet'");
    }

    private static String passwordHash() throws Exception {
        return asked(standing.superuser(), "SELECT rolpassword FROM pg_authid WHERE rolname = 'application'");
    }

    @Test
    void everyPartThatDoesNotAnswerIsNamedWithItsAddress() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        StackFile.Address nowhere = new StackFile.Address("127.0.0.1", nobody);
        StackFile gone = new StackFile(
                nowhere,
                nowhere,
                new StackFile.Toxiproxy(URI.create("http://" + nowhere), nobody, nobody),
                "GRIDLOCK_PASSWORD",
                Optional.empty());
        refused(new ExternalProvider(gone, StandingStack.PASSWORD, line -> {}), Scenarios.outage())
                .hasMessageContaining("PostgreSQL at " + nowhere)
                .hasMessageContaining("PgBouncer's console at " + nowhere)
                .hasMessageContaining("Toxiproxy's API at http://" + nowhere)
                .hasMessageContaining("PostgreSQL through the proxy at " + nowhere)
                .hasMessageContaining("PgBouncer's console through the proxy at " + nowhere)
                .hasMessageContaining("docker compose up");
    }

    @Test
    void anotherPasswordIsToldByItsVariable() {
        refused(new ExternalProvider(standing.file(), "guess", line -> {}), Scenarios.outage())
                .hasMessageContaining("password authentication failed")
                .hasMessageContaining("GRIDLOCK_PASSWORD is not the password that the stack was made with")
                .hasMessageNotContaining("guess");
    }

    @Test
    void toxicsOfAKilledRunAreRemovedAndThoseOfOthersRefused() throws Exception {
        addToxic("gridlock-1");
        try (Stack stack = standing.provider().start(Scenarios.outage(), folder.resolve("toxics"))) {
            assertThat(toxics()).as("left by a run that was killed").isEmpty();
            addToxic("gridlock-2");
            stack.requireAlive();
        }
        assertThat(toxics()).as("at the end").isEmpty();
        addToxic("by-hand");
        try {
            refused(Scenarios.outage())
                    .hasMessageContaining("the proxy \"pgbouncer\" has the toxic \"by-hand\" of somebody else")
                    .hasMessageContaining("/reset");
            assertThat(toxics()).containsExactly("by-hand");
        } finally {
            toxiproxy().reset();
        }
    }

    @Test
    void proxiesThatAreOffOrMissingAreRefused() throws Exception {
        var proxy = toxiproxy().getProxy("postgres");
        String listen = proxy.getListen();
        String upstream = proxy.getUpstream();
        var spare = toxiproxy().createProxy("spare", "127.0.0.1:0", upstream);
        proxy.delete();
        try {
            StackFile file = standing.file();
            int port = Integer.parseInt(
                    spare.getListen().substring(spare.getListen().lastIndexOf(':') + 1));
            StackFile through = new StackFile(
                    file.postgres(),
                    file.pgbouncer(),
                    new StackFile.Toxiproxy(
                            file.toxiproxy().api(), file.toxiproxy().pgbouncer(), port),
                    file.passwordEnv(),
                    file.targets());
            refused(new ExternalProvider(through, StandingStack.PASSWORD, line -> {}), Scenarios.outage())
                    .hasMessageContaining("Toxiproxy has no proxy \"postgres\"; it has [")
                    .hasMessageContaining("spare");
        } finally {
            spare.delete();
            var _ = toxiproxy().createProxy("postgres", listen, upstream);
        }
    }

    @Test
    void aPartThatDiesIsNamed() throws Exception {
        try (StandingStack doomed = StandingStack.start(Scenarios.outage(), folder.resolve("doomed"));
                Stack stack = doomed.provider().start(Scenarios.outage(), folder.resolve("doomed-run"))) {
            stack.requireAlive();
            Signals.send("QUIT", doomed.under().postmasterPid().orElseThrow());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThatThrownBy(stack::requireAlive)
                            .isInstanceOf(MachineException.class)
                            .hasMessageContaining(
                                    "PostgreSQL at " + doomed.file().postgres() + " has died"));
        }
    }

    @Test
    void twoServersBehindOneStackFileAreRefused() throws Exception {
        try (StandingStack second = StandingStack.start(Scenarios.outage(), folder.resolve("second"))) {
            StackFile mixed = new StackFile(
                    second.file().postgres(),
                    standing.file().pgbouncer(),
                    standing.file().toxiproxy(),
                    "GRIDLOCK_PASSWORD",
                    Optional.empty());
            refused(new ExternalProvider(mixed, StandingStack.PASSWORD, line -> {}), Scenarios.outage())
                    .hasMessageContaining("expected one PostgreSQL behind all addresses");
        }
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(Scenario scenario) {
        return refused(standing.provider(), scenario);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(StackProvider provider, Scenario scenario) {
        return assertThatThrownBy(() ->
                        provider.start(scenario, folder.resolve("refused")).close())
                .isInstanceOf(MachineException.class);
    }

    private static ToxiproxyClient toxiproxy() {
        URI api = standing.file().toxiproxy().api();
        return new ToxiproxyClient(api.getHost(), api.getPort());
    }

    private static void addToxic(String name) throws Exception {
        var _ = toxiproxy().getProxy("pgbouncer").toxics().latency(name, ToxicDirection.DOWNSTREAM, 1);
    }

    private static List<String> toxics() throws Exception {
        return toxiproxy().getProxy("pgbouncer").toxics().getAll().stream()
                .map(Toxic::getName)
                .toList();
    }
}
