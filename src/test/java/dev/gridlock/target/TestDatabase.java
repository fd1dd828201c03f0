package dev.gridlock.target;

import dev.gridlock.process.ChildProcess;
import dev.gridlock.process.Privileges;
import dev.gridlock.stack.DatabaseAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real PostgreSQL for the tests of one JVM, from the binaries on the class path, with the limits of the outage and durability on.
 * A test that is extended with it takes a {@link DatabaseAddress}, or {@link Versions} for those of other major versions, which the
 * build lays in {@code target/postgresql}.
 */
public final class TestDatabase implements ParameterResolver {

    /** The lock of those that use it: it is one for all. */
    public static final String SERVER = "the test database";

    private static final int OWN = 18;
    private static final String PACKED = "/postgres-linux-x86_64.txz";

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(TestDatabase.class);

    /** A server of each major version that is asked for. */
    public interface Versions {

        DatabaseAddress of(int major);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == DatabaseAddress.class || type == Versions.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Versions versions = major -> context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(major, TestDatabase::server, Server.class)
                .address();
        return parameter.getParameter().getType() == Versions.class ? versions : versions.of(OWN);
    }

    private static Server server(int major) {
        try {
            if (major == OWN) {
                return Server.start(TestDatabase.class.getResourceAsStream(PACKED));
            }
            try (Stream<Path> files = Files.list(Path.of("target/postgresql"))) {
                Path jar = files.filter(file -> file.getFileName().toString().contains("-" + major + "."))
                        .findFirst()
                        .orElseThrow();
                try (ZipFile zip = new ZipFile(jar.toFile())) {
                    return Server.start(zip.getInputStream(zip.getEntry(PACKED.substring(1))));
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("no PostgreSQL " + major + " for the tests: " + e.getMessage(), e);
        }
    }

    /** A connection of the test's own to that database. */
    public static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    private record Server(Path folder, ChildProcess postgres, DatabaseAddress address) implements AutoCloseable {

        static Server start(InputStream packed) throws Exception {
            Path folder = open(Files.createTempDirectory("gridlock-test-"));
            Path install = open(Files.createDirectory(folder.resolve("postgresql")));
            unpack(packed, install);
            Path data = folder.resolve("data");
            Path log = folder.resolve("postgres.log");
            Optional<String> user = Privileges.serverUser();
            String bin = install.resolve("bin").toString();
            List<String> initdb = List.of(
                    bin + "/initdb",
                    "-D",
                    data.toString(),
                    "-U",
                    "postgres",
                    "-A",
                    "trust",
                    "-N",
                    "--locale=C",
                    "-E",
                    "UTF8");
            try (ChildProcess child = ChildProcess.start(
                    ChildProcess.Command.of("initdb", log, initdb).asUser(user))) {
                if (child.awaitExit(Duration.ofSeconds(60)).orElse(-1) != 0) {
                    throw child.failure("did not make a cluster");
                }
            }
            int port = freePort();
            List<String> words = List.of(
                    bin + "/postgres",
                    "-D",
                    data.toString(),
                    "-p",
                    Integer.toString(port),
                    "-h",
                    "127.0.0.1",
                    "-k",
                    "",
                    "-c",
                    "max_connections=100",
                    "-c",
                    "wal_level=logical",
                    "-c",
                    "deadlock_timeout=1s",
                    "-c",
                    "fsync=on",
                    "-c",
                    "synchronous_commit=on",
                    "-c",
                    "shared_buffers=128MB");
            ChildProcess postgres = ChildProcess.start(
                    ChildProcess.Command.of("postgres", log, words).asUser(user).withSignals("QUIT", "INT"));
            DatabaseAddress address = new DatabaseAddress("127.0.0.1", port, "postgres", "postgres", "unused");
            awaitAnswer(postgres, address);
            return new Server(folder, postgres, address);
        }

        private static void awaitAnswer(ChildProcess postgres, DatabaseAddress address) throws Exception {
            postgres.awaitLine(
                    java.util.regex.Pattern.compile("database system is ready to accept connections"),
                    "it accepts connections",
                    Duration.ofSeconds(30));
            connect(address).close();
        }

        private static Path open(Path folder) throws IOException {
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        }

        private static void unpack(InputStream packed, Path into) throws IOException {
            try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    Path file = into.resolve(entry.getName()).normalize();
                    if (entry.isDirectory()) {
                        Files.createDirectories(file);
                    } else if (entry.isSymbolicLink()) {
                        Files.createDirectories(file.getParent());
                        Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                    } else {
                        Files.createDirectories(file.getParent());
                        Files.copy(tar, file);
                        if ((entry.getMode() & 0100) != 0) {
                            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
                        }
                    }
                }
            }
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        @Override
        public void close() throws IOException {
            postgres.stop(Duration.ofSeconds(10));
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
