package dev.gridlock.audit;

import dev.gridlock.process.ChildProcess;
import dev.gridlock.process.MachineException;
import dev.gridlock.process.Privileges;
import dev.gridlock.stack.DatabaseAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL of this machine in a temporary folder, as nobody when we are root. */
final class ScratchPostgres implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final Path folder;
    private final DatabaseAddress address;
    private @Nullable ChildProcess server;

    private ScratchPostgres(Path folder, int port) {
        this.folder = folder;
        this.address = new DatabaseAddress("127.0.0.1", port, "postgres", "postgres", "");
    }

    static ScratchPostgres start() throws IOException, MachineException, InterruptedException {
        Path programs = programs();
        Path folder = Files.createTempDirectory("gridlock-audit-it");
        Path cluster = Files.createDirectory(folder.resolve("data"));
        Optional<String> user = Privileges.serverUser();
        if (user.isPresent()) {
            var owner = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user.get());
            Files.setOwner(folder, owner);
            Files.setOwner(cluster, owner);
        }
        ScratchPostgres postgres = new ScratchPostgres(folder, freePort());
        ChildProcess.Command initdb = ChildProcess.Command.of(
                        "initdb",
                        folder.resolve("initdb.log"),
                        List.of(
                                programs.resolve("initdb").toString(),
                                "-D",
                                cluster.toString(),
                                "-U",
                                "postgres",
                                "-A",
                                "trust",
                                "--locale=C",
                                "-E",
                                "UTF8"))
                .asUser(user);
        try (ChildProcess process = ChildProcess.start(initdb)) {
            if (!process.awaitExit(START).equals(Optional.of(0))) {
                throw process.failure("did not make a cluster");
            }
        }
        ChildProcess server = ChildProcess.start(ChildProcess.Command.of(
                        "postgres",
                        folder.resolve("postgres.log"),
                        List.of(
                                programs.resolve("postgres").toString(),
                                "-D",
                                cluster.toString(),
                                "-p",
                                String.valueOf(postgres.address.port()),
                                "-c",
                                "listen_addresses=127.0.0.1",
                                "-c",
                                "unix_socket_directories=",
                                "-c",
                                "wal_level=logical",
                                "-c",
                                "deadlock_timeout=50ms"))
                .asUser(user)
                .withSignals("QUIT", "INT"));
        postgres.server = server;
        server.awaitLine(Pattern.compile("ready to accept connections"), "it accepts connections", START);
        return postgres;
    }

    DatabaseAddress address() {
        return address;
    }

    Connection connect(String user) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), user, "");
    }

    @Override
    public void close() throws IOException {
        if (server != null) {
            server.close();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private static Path programs() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IOException("no PostgreSQL in /usr/lib/postgresql"));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
