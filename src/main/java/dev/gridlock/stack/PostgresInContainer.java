package dev.gridlock.stack;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.StackSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * PostgreSQL in a container, with the limits of the scenario.
 *
 * @param superuser its database {@code postgres} on 127.0.0.1
 * @param serverLog folder of this machine that its jsonlog files are in
 */
record PostgresInContainer(ContainerPart part, DatabaseAddress superuser, Path serverLog, String image) {

    /** On the run's network. */
    static final String NAME = "postgres";

    static final int PORT = 5432;

    private static final String LOGS_INSIDE = "/var/log/gridlock";
    private static final String LOGS = "postgres-log";
    private static final Duration START_DEADLINE = Duration.ofSeconds(60);

    /** Since 18 the official image has its volume one folder higher. */
    private static final int NEW_LAYOUT = 18;

    /**
     * Starts it on an empty volume and waits until it answers.
     *
     * @param created sees its container, also when it does not answer
     */
    static PostgresInContainer start(
            String image,
            Scenario scenario,
            String volume,
            RunFolder run,
            ContainerPart.Ground ground,
            FreePorts ports,
            Consumer<ContainerPart> created)
            throws MachineException, InterruptedException {
        Path serverLog = logFolder(run);
        String password = Passwords.next();
        List<String> command = Stream.concat(
                        Stream.of("postgres"),
                        PostgresSettings.of(scenario.postgres(), PostgresSettings.Place.inContainer(PORT, LOGS_INSIDE))
                                .asArguments()
                                .stream())
                .toList();
        String data = scenario.postgres().version() >= NEW_LAYOUT ? "/var/lib/postgresql" : "/var/lib/postgresql/data";
        return ports.start(port -> {
            DatabaseAddress superuser =
                    new DatabaseAddress("127.0.0.1", port, "postgres", PostgresServer.SUPERUSER, password);
            PostgreSQLContainer container = new PostgreSQLContainer(
                            DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
                    .withUsername(superuser.user())
                    .withPassword(password)
                    .withDatabaseName(superuser.database())
                    .withEnv("POSTGRES_INITDB_ARGS", String.join(" ", PostgresSettings.INITDB))
                    .withCommand(command.toArray(String[]::new));
            ContainerPart part = ContainerPart.start(
                    NAME,
                    container,
                    Map.of(PORT, port),
                    host -> limit(
                            host.withBinds(
                                    new Bind(volume, new Volume(data)),
                                    new Bind(serverLog.toString(), new Volume(LOGS_INSIDE))),
                            scenario.stack()),
                    ground);
            created.accept(part);
            part.awaitAnswer(
                    START_DEADLINE,
                    () -> DriverManager.getConnection(
                                    superuser.jdbcUrl() + "&connectTimeout=2&socketTimeout=5",
                                    superuser.user(),
                                    password)
                            .close());
            return new PostgresInContainer(part, superuser, serverLog, image);
        });
    }

    private static void limit(HostConfig host, StackSpec limits) {
        host.withShmSize(limits.shmBytes());
        limits.memoryBytes().ifPresent(bytes -> host.withMemory(bytes).withMemorySwap(bytes));
        limits.cpus()
                .ifPresent(cpus ->
                        host.withCpuPeriod(DockerContainers.CPU_PERIOD).withCpuQuota(DockerContainers.quota(cpus)));
    }

    /** The server's user is one that this machine may not know: it may write there, and only we may go there. */
    private static Path logFolder(RunFolder run) throws MachineException {
        try {
            Files.setPosixFilePermissions(run.path(), PosixFilePermissions.fromString("rwx------"));
            Path folder = Files.createDirectory(run.path().resolve(LOGS));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
            return folder;
        } catch (IOException e) {
            throw new MachineException("cannot make the folder of the server's log in " + run.path() + ": " + e, e);
        }
    }

    /** Copies the server's log to the run's folder, when there is one. */
    static void keepLog(RunFolder run, Path logs) {
        Path folder = run.path().resolve(LOGS);
        if (Files.isDirectory(folder)) {
            PostgresLog.copy(folder, logs);
        }
    }

    /** An image that the scenario names may be of another version than it says. */
    void requireMajor(String version, int major) throws MachineException {
        if (!version.matches(major + "\\D.*")) {
            throw new MachineException(
                    "the scenario asks for PostgreSQL " + major + ", and the image " + image + " has " + version
                            + "\n  set postgres.version, or stack.postgres_image, to the one that you mean");
        }
    }
}
