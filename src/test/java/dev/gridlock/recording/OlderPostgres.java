package dev.gridlock.recording;

import dev.gridlock.process.ChildProcess;
import dev.gridlock.process.LifeSign;
import dev.gridlock.process.MachineException;
import dev.gridlock.process.Privileges;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.stack.Containers;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.stack.LogFolder;
import dev.gridlock.stack.PostgresLogs;
import dev.gridlock.stack.ServicePlace;
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
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * An older PostgreSQL than the native provider's, Debian's, for the columns and views that it does not have yet; without
 * PgBouncer and proxies.
 */
final class OlderPostgres implements Stack {

    private static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Path folder;
    private final int port;
    private final ChildProcess postgres;

    private OlderPostgres(Path folder, int port, ChildProcess postgres) {
        this.folder = folder;
        this.port = port;
        this.postgres = postgres;
    }

    static boolean isInstalled() {
        return Files.isDirectory(BIN);
    }

    /** Starts it with deadlock_timeout 100 ms. */
    static OlderPostgres start() throws Exception {
        Path bin = BIN;
        Path folder = newFolder("stack");
        Path data = folder.resolve("data");
        run(
                folder,
                "initdb",
                bin.resolve("initdb").toString(),
                "-D",
                data.toString(),
                "-U",
                "postgres",
                "-A",
                "trust",
                "-N",
                "--no-locale",
                "-E",
                "UTF8");
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
                        List.of(
                                bin.resolve("postgres").toString(),
                                "-D",
                                data.toString(),
                                "-p",
                                Integer.toString(port)))
                .asUser(Privileges.serverUser())
                .withSignals("QUIT", "INT"));
        OlderPostgres stack = new OlderPostgres(folder, port, postgres);
        Awaitility.await().atMost(DEADLINE).ignoreExceptions().until(() -> {
            Connections.to(stack.observer()).close();
            return true;
        });
        try (Connection connection = Connections.to(stack.observer());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE app LOGIN; ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO app");
        }
        return stack;
    }

    /** A new folder that the servers' user can use. */
    static Path newFolder(String name) throws IOException {
        Path folder = Files.createTempDirectory(
                "gridlock-test-" + name,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
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
        try (ChildProcess process =
                ChildProcess.start(ChildProcess.Command.of(name, folder.resolve(name + ".out"), List.of(words))
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

    @Override
    public String provider() {
        return "test";
    }

    @Override
    public DatabaseAddress application() {
        return new DatabaseAddress("127.0.0.1", port, "postgres", "app", "");
    }

    @Override
    public DatabaseAddress observer() {
        return new DatabaseAddress("127.0.0.1", port, "postgres", "postgres", "");
    }

    @Override
    public DatabaseAddress pgbouncerConsole() {
        throw new UnsupportedOperationException("no PgBouncer");
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
    public PostgresLogs postgresLogs() {
        return new LogFolder(folder.resolve("log"));
    }

    @Override
    public OptionalLong postmasterPid() {
        return OptionalLong.of(postgres.pid());
    }

    @Override
    public ServicePlace services() {
        return new ServicePlace.ThisMachine(application());
    }

    @Override
    public Optional<Containers> containers() {
        return Optional.empty();
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
    public Optional<DatabaseAddress> writeAheadLog() {
        return Optional.empty();
    }

    @Override
    public List<LifeSign> lifeSigns() {
        return List.of();
    }

    @Override
    public void close() {
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
