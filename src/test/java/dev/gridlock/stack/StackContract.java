package dev.gridlock.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.scenario.PostgresSpec;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every provider's stack must hold, with the limits of the outage. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StackContract {

    protected Path logs = Path.of("");

    protected Stack stack;

    abstract StackProvider provider();

    @BeforeAll
    void startStack(@TempDir Path folder) throws MachineException, InterruptedException {
        logs = folder;
        stack = provider().start(Scenarios.outage(), logs);
    }

    @AfterAll
    void stopStack() {
        stack.close();
    }

    @Test
    void runsWithTheScenariosLimitsAndFullDurability() throws SQLException {
        assertThat(shown(stack.observer(), "max_connections")).isEqualTo("100");
        assertThat(shown(stack.observer(), "deadlock_timeout")).isEqualTo("1s");
        assertThat(shown(stack.observer(), "shared_buffers")).isEqualTo("128MB");
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes", "autovacuum")) {
            assertThat(shown(stack.application(), setting)).as(setting).isEqualTo("on");
        }
    }

    @Test
    void refusesAServerWithoutDurability() throws SQLException {
        try (Connection connection = connect(stack.observer());
                Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = off");
            assertThatThrownBy(() -> Database.requireSettings(connection, RequiredSetting.ofDurability()))
                    .isInstanceOf(MachineException.class)
                    .hasMessageContaining("synchronous_commit: expected on, found off");
        }
    }

    /** Not those of the observer's, nor those that the service's role would have in another database or past the pool. */
    @Test
    void settingsAreThoseThatASessionOfTheServiceHas() throws Exception {
        PostgresSpec demanded = Scenarios.outage().postgres();
        assertThat(ServiceSettings.differences(stack, demanded)).isEmpty();
        String role = "ALTER ROLE " + stack.application().user() + " SET ";
        String database = "ALTER DATABASE " + stack.application().database() + " SET ";
        execute(stack.observer(), role + "synchronous_commit = off");
        execute(stack.observer(), database + "log_min_messages = fatal");
        try {
            // What PgBouncer has open was begun before.
            execute(
                    stack.observer(),
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '"
                            + stack.application().user() + "'");
            assertThat(ServiceSettings.shown(stack, List.of("synchronous_commit", "fsync")))
                    .containsExactlyInAnyOrderEntriesOf(Map.of("synchronous_commit", "off", "fsync", "on"));
            assertThat(shown(stack.observer(), "synchronous_commit")).isEqualTo("on");
            assertThat(ServiceSettings.differences(stack, demanded))
                    .containsExactlyInAnyOrder(
                            "synchronous_commit: expected on, found off",
                            "log_min_messages: expected warning, found fatal");
        } finally {
            execute(stack.observer(), role.replace(" SET ", " RESET ") + "synchronous_commit");
            execute(stack.observer(), database.replace(" SET ", " RESET ") + "log_min_messages");
            execute(
                    stack.observer(),
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '"
                            + stack.application().user() + "'");
        }
        assertThat(ServiceSettings.differences(stack, demanded)).isEmpty();
    }

    @Test
    void theApplicationMayUseTablesThatTheObserverMakes() throws SQLException {
        execute(stack.observer(), "CREATE TABLE made_later (id int PRIMARY KEY, n int)");
        execute(stack.application(), "INSERT INTO made_later VALUES (1, 1)");
        execute(stack.application(), "UPDATE made_later SET n = n + 1 WHERE id = 1");
        assertThat(asked(stack.observer(), "SELECT n FROM made_later")).isEqualTo("2");
        assertThatThrownBy(() -> execute(stack.application(), "DROP TABLE made_later"))
                .hasMessageContaining("must be owner");
    }

    /** A relation, not a speed: what passes a proxy with 300 ms of latency takes longer than that. */
    @ParameterizedTest
    @EnumSource(ProxyName.class)
    void theApplicationsPathLeadsThroughBothProxies(ProxyName proxy) throws Exception {
        Duration latency = Duration.ofMillis(300);
        try (Connection connection = connect(stack.application())) {
            Duration without = fastest(connection);
            var toxic = toxiproxy()
                    .getProxy(proxy.name().toLowerCase(java.util.Locale.ROOT))
                    .toxics()
                    .latency("slow", ToxicDirection.DOWNSTREAM, latency.toMillis());
            try {
                assertThat(timed(connection)).isGreaterThanOrEqualTo(latency);
            } finally {
                toxic.remove();
            }
            assertThat(without).isLessThan(latency);
            assertThat(fastest(connection)).isLessThan(latency);
        }
    }

    @Test
    void observersGoPastEveryProxy() throws Exception {
        var proxies = toxiproxy().getProxies();
        assertThat(proxies).extracting(proxy -> proxy.getName()).containsExactlyInAnyOrder("pgbouncer", "postgres");
        for (var proxy : proxies) {
            proxy.disable();
        }
        try {
            assertThat(asked(stack.observer(), "SELECT 1")).isEqualTo("1");
            assertThat(asked(stack.pgbouncerConsole(), "SHOW VERSION")).startsWith("PgBouncer");
            assertThatThrownBy(() -> asked(stack.through(ProxyName.POSTGRES), "SELECT 1"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> asked(stack.through(ProxyName.PGBOUNCER), "SHOW VERSION"))
                    .isInstanceOf(SQLException.class);
        } finally {
            for (var proxy : proxies) {
                proxy.enable();
            }
        }
    }

    @Test
    void probesReachThePartBehindEachProxy() throws SQLException {
        assertThat(asked(stack.through(ProxyName.POSTGRES), "SELECT current_user"))
                .isEqualTo(stack.observer().user());
        assertThat(asked(stack.through(ProxyName.PGBOUNCER), "SHOW VERSION")).startsWith("PgBouncer");
    }

    @Test
    void pgbouncersConsoleShowsThePoolOfTheApplication() throws SQLException {
        asked(stack.application(), "SELECT 1");
        try (Connection connection = connect(stack.pgbouncerConsole());
                Statement statement = connection.createStatement();
                ResultSet pools = statement.executeQuery("SHOW POOLS")) {
            boolean found = false;
            while (pools.next()) {
                if (pools.getString("user").equals(stack.application().user())) {
                    found = true;
                    assertThat(pools.getString("pool_mode")).isEqualTo("transaction");
                }
            }
            assertThat(found).isTrue();
        }
    }

    @Test
    void deadlocksAndErrorsReachTheJsonLogWhileItRuns() {
        assertThatThrownBy(() -> execute(stack.application(), "SELECT 1 / 0")).hasMessageContaining("division by zero");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(PostgresLog.lastMessages(stack.postgresLogs()))
                        .anyMatch(line -> line.contains("division by zero")));
    }

    @Test
    void saysTheVersionOfEachPart() {
        assertThat(stack.versions()).containsKeys("postgresql", "pgbouncer", "toxiproxy");
        assertThat(stack.versions().get("postgresql")).startsWith("18");
        assertThat(stack.versions().get("pgbouncer")).matches("\\d+\\.\\d+.*");
        assertThat(stack.versions().get("toxiproxy")).matches("\\d+\\.\\d+.*");
    }

    @Test
    void passwordsAreRequired() {
        var address = stack.observer();
        var wrong = new DatabaseAddress(address.host(), address.port(), address.database(), address.user(), "guess");
        assertThatThrownBy(() -> asked(wrong, "SELECT 1")).hasMessageContaining("password authentication failed");
    }

    private ToxiproxyClient toxiproxy() {
        return new ToxiproxyClient(
                stack.toxiproxyApi().getHost(), stack.toxiproxyApi().getPort());
    }

    static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    static String asked(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    static String shown(DatabaseAddress address, String setting) throws SQLException {
        return asked(address, "SHOW " + setting);
    }

    static void execute(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Of ten: on a busy machine one round trip may take long. */
    private static Duration fastest(Connection connection) throws SQLException {
        Duration fastest = timed(connection);
        for (int i = 1; i < 10; i++) {
            Duration time = timed(connection);
            fastest = time.compareTo(fastest) < 0 ? time : fastest;
        }
        return fastest;
    }

    static Duration timed(Connection connection) throws SQLException {
        long start = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
