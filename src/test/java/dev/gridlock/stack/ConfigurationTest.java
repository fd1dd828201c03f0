package dev.gridlock.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.scenario.PgBouncerSpec;
import dev.gridlock.scenario.PostgresSpec;
import dev.gridlock.stack.PostgresSettings.Place;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The servers' configuration files. */
class ConfigurationTest {

    private static final PostgresSpec POSTGRES = new PostgresSpec(18, 100, Duration.ofMillis(1_500), 64L << 20);
    private static final PgBouncerSpec PGBOUNCER = new PgBouncerSpec(PgBouncerSpec.PoolMode.TRANSACTION, 50, 5_000);
    private static final DatabaseAddress SERVER = new DatabaseAddress("127.0.0.1", 4711, "fleet", "application", "pw1");

    @Test
    void postgresGetsTheScenariosLimitsInItsUnits() {
        assertThat(PostgresSettings.of(POSTGRES, Place.onThisMachine(4712, Path.of("/logs"), true))
                        .rendered())
                .contains("port = '4712'\n")
                .contains("max_connections = '100'\n")
                .contains("deadlock_timeout = '1500ms'\n")
                .contains("shared_buffers = '65536kB'\n")
                .contains("listen_addresses = '127.0.0.1'\n");
    }

    @Test
    void postgresIsDurableAndLogsDeadlocksAsJson() {
        assertThat(PostgresSettings.of(POSTGRES, Place.onThisMachine(4712, Path.of("/logs"), true))
                        .rendered())
                .contains("fsync = 'on'\n")
                .contains("synchronous_commit = 'on'\n")
                .contains("full_page_writes = 'on'\n")
                .contains("log_destination = 'jsonlog'\n")
                .contains("log_lock_waits = 'on'\n");
    }

    @Test
    void pathsWithQuotesAndBackslashesAreQuoted() {
        assertThat(PostgresSettings.of(POSTGRES, Place.onThisMachine(4712, Path.of("/it's a\\folder"), true))
                        .rendered())
                .contains("log_directory = '/it''s a\\\\folder'\n");
    }

    @Test
    void withoutRoomForSharedMemoryPostgresUsesFiles() {
        assertThat(PostgresSettings.of(POSTGRES, Place.onThisMachine(4712, Path.of("/logs"), false))
                        .rendered())
                .contains("dynamic_shared_memory_type = 'mmap'\n");
        assertThat(PostgresSettings.of(POSTGRES, Place.onThisMachine(4712, Path.of("/logs"), true))
                        .rendered())
                .contains("dynamic_shared_memory_type = 'posix'\n");
    }

    @Test
    void pgbouncerGetsTheScenariosLimitsAndTheProxyAsItsServer() {
        assertThat(new PgBouncerConfig(PGBOUNCER, "127.0.0.1", 4713, SERVER, "pw2").ini("/a folder/userlist.txt"))
                .contains("fleet = host=127.0.0.1 port=4711 dbname=fleet\n")
                .contains("listen_port = 4713\n")
                .contains("pool_mode = transaction\n")
                .contains("default_pool_size = 50\n")
                .contains("max_client_conn = 5000\n")
                .contains("auth_file = /a folder/userlist.txt\n");
    }

    @Test
    void onlyTheConsolesUserIsAnAdmin() {
        PgBouncerConfig config = new PgBouncerConfig(PGBOUNCER, "127.0.0.1", 4713, SERVER, "pw2");
        assertThat(config.ini("/userlist")).contains("admin_users = pgbouncer_admin\n");
        assertThat(config.userlist()).isEqualTo("\"application\" \"pw1\"\n\"pgbouncer_admin\" \"pw2\"\n");
    }

    @Test
    void addressesDoNotPrintTheirPassword() {
        assertThat(SERVER.toString())
                .isEqualTo("application@127.0.0.1:4711/fleet")
                .doesNotContain("pw1");
    }
}
