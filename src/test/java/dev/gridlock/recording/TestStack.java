package dev.gridlock.recording;

import dev.gridlock.process.ChildProcess;
import dev.gridlock.process.Executables;
import dev.gridlock.process.MachineException;
import dev.gridlock.process.Privileges;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL, and PgBouncer where it is on PATH (or GRIDLOCK_TEST_PGBOUNCER names it), without proxies: the least
 * stack that the recording can watch. Replace {@link #start} by the native provider to test against the whole one.
 */
public final class TestStack implements Stack {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Path folder;
    private final int port;
    private final int consolePort;
    private final ChildProcess postgres;
    private final @Nullable ChildProcess pgbouncer;

    private TestStack(Path folder, int port, int consolePort, ChildProcess postgres, @Nullable ChildProcess pgbouncer) {
        this.folder = folder;
        this.port = port;
        this.consolePort = consolePort;
        this.postgres = postgres;
        this.pgbouncer = pgbouncer;
    }

    /** PgBouncer's program, if any. */
    public static Optional<Path> pgbouncerProgram() {
        return Optional.ofNullable(System.getenv("GRIDLOCK_TEST_PGBOUNCER"))
                .map(Path::of)
                .or(() -> Executables.onPath("pgbouncer"));
    }

    /** Folders of PostgreSQL's programs to test with. */
    public static List<Path> installations() throws IOException {
        return PostgresBinaries.all();
    }

    /** Starts it with deadlock_timeout 100 ms. */
    public static TestStack start(Path bin) throws Exception {
        Path folder = newFolder("stack");
        Path data = folder.resolve("data");
        run(folder, "initdb", bin.resolve("initdb").toString(), "-D", data.toString(), "-U", "postgres", "-A", "trust",
                "-N", "--no-locale", "-E", "UTF8");
        Files.writeString(data.resolve("postgresql.auto.conf"), """
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                log_destination = 'jsonlog'
                logging_collector = on
                log_directory = '%s'
                log_file_mode = 0644
                log_timezone = 'UTC'
                log_lock_waits = on
                deadlock_timeout = 100ms
                dynamic_shared_memory_type = mmap
                """.formatted(folder.resolve("log")));
        int port = freePort();
        ChildProcess postgres = ChildProcess.start(ChildProcess.Command.of(
                        "postgres",
                        folder.resolve("postgres.out"),
                        List.of(bin.resolve("postgres").toString(), "-D", data.toString(), "-p", Integer.toString(port)))
                .asUser(Privileges.serverUser())
                .withSignals("QUIT", "INT"));
        TestStack postgresOnly = new TestStack(folder, port, 0, postgres, null);
        postgresOnly.awaitConnection(postgresOnly.observer());
        try (Connection connection = postgresOnly.connect(postgresOnly.observer());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE app LOGIN; GRANT ALL ON SCHEMA public TO app");
        }
        if (pgbouncerProgram().isEmpty()) {
            return postgresOnly;
        }
        int consolePort = freePort();
        ChildProcess pgbouncer = startPgBouncer(pgbouncerProgram().get(), folder, port, consolePort);
        TestStack stack = new TestStack(folder, port, consolePort, postgres, pgbouncer);
        stack.awaitConnection(stack.application());
        return stack;
    }

    private static ChildProcess startPgBouncer(Path program, Path folder, int port, int consolePort) throws Exception {
        Path users = Files.writeString(folder.resolve("users.txt"), "\"app\" \"\"\n\"observer\" \"\"\n");
        Path ini = Files.writeString(folder.resolve("pgbouncer.ini"), """
                [databases]
                postgres = host=127.0.0.1 port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = trust
                auth_file = %s
                admin_users = observer
                pool_mode = transaction
                default_pool_size = 1
                ignore_startup_parameters = extra_float_digits, replication
                """.formatted(port, consolePort, users));
        ChildProcess pgbouncer = ChildProcess.start(ChildProcess.Command.of(
                        "pgbouncer", folder.resolve("pgbouncer.out"), List.of(program.toString(), ini.toString()))
                .asUser(Privileges.serverUser()));
        pgbouncer.awaitLine(Pattern.compile("process up"), DEADLINE);
        return pgbouncer;
    }

    /** A new folder that the servers' user can use. */
    static Path newFolder(String name) throws IOException {
        Path folder = Files.createTempDirectory(
                "gridlock-test-" + name, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        if (Privileges.serverUser().isPresent()) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName(Privileges.serverUser().get()));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        return folder;
    }

    private static void run(Path folder, String name, String... words) throws Exception {
        try (ChildProcess process = ChildProcess.start(ChildProcess.Command.of(name, folder.resolve(name + ".out"), List.of(words))
                .asUser(Privileges.serverUser()))) {
            if (process.awaitExit(DEADLINE).orElse(-1) != 0) {
                throw process.failure("failed");
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitConnection(DatabaseAddress address) {
        org.awaitility.Awaitility.await()
                .atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> {
                    connect(address).close();
                    return true;
                });
    }

    /** A new connection. */
    public Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    /** Kills PostgreSQL as the kernel's OOM killer would. */
    public void killPostgres() {
        postgres.signal("KILL");
    }

    @Override
    public String provider() {
        return "test";
    }

    @Override
    public DatabaseAddress application() {
        int appPort = consolePort == 0 ? port : consolePort;
        return new DatabaseAddress("127.0.0.1", appPort, "postgres", "app", "");
    }

    @Override
    public DatabaseAddress observer() {
        return new DatabaseAddress("127.0.0.1", port, "postgres", "postgres", "");
    }

    @Override
    public DatabaseAddress pgbouncerConsole() {
        return new DatabaseAddress("127.0.0.1", consolePort, "pgbouncer", "observer", "");
    }

    @Override
    public DatabaseAddress through(ProxyName proxy) {
        throw new UnsupportedOperationException("no proxies");
    }

    @Override
    public URI toxiproxyApi() {
        throw new UnsupportedOperationException("no proxies");
    }

    @Override
    public Path postgresLogs() {
        return folder.resolve("log");
    }

    @Override
    public long postmasterPid() {
        return postgres.pid();
    }

    @Override
    public Map<String, String> versions() {
        return Map.of();
    }

    @Override
    public void requireAlive() throws MachineException {
        if (!postgres.isAlive()) {
            throw postgres.failure("died");
        }
    }

    @Override
    public void close() {
        if (pgbouncer != null) {
            pgbouncer.close();
        }
        postgres.close();
        delete(folder);
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
