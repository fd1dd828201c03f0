package dev.gridlock.stack;

import dev.gridlock.process.ChildProcess;
import dev.gridlock.process.MachineException;
import dev.gridlock.process.Privileges;
import dev.gridlock.scenario.PostgresSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL of this run, on a data folder of its own. */
final class PostgresServer implements Part {

    static final String SUPERUSER = "observer";

    private static final Duration INITDB_DEADLINE = Duration.ofSeconds(60);
    private static final Duration START_DEADLINE = Duration.ofSeconds(60);
    private static final Duration FAST_SHUTDOWN = Duration.ofSeconds(20);
    private static final int STATE_LINE = 7;

    private final ChildProcess process;
    private final Path cluster;
    private final Path serverLog;
    private final Path logs;
    private final DatabaseAddress superuser;

    private PostgresServer(ChildProcess process, Path cluster, Path serverLog, Path logs, DatabaseAddress superuser) {
        this.process = process;
        this.cluster = cluster;
        this.serverLog = serverLog;
        this.logs = logs;
        this.superuser = superuser;
    }

    /**
     * Makes the data folder by {@code initdb} and starts the server on it.
     *
     * @param logs folder that its log files are copied to when it ends
     */
    static PostgresServer start(
            PostgresInstallation installation, PostgresSpec spec, RunFolder run, Path logs, FreePorts ports)
            throws MachineException, InterruptedException {
        Path home = run.serverFolder("postgres");
        Path cluster = home.resolve("data");
        Path serverLog = run.serverFolder("postgres-log");
        String password = Passwords.next();
        boolean posix = SharedMemory.hasRoomForPosixSegments();
        initialize(installation, home, cluster, logs, password, posix);
        return ports.start(port -> start(
                installation,
                PostgresSettings.of(spec, PostgresSettings.Place.onThisMachine(port, serverLog, posix)),
                run,
                cluster,
                serverLog,
                logs,
                new DatabaseAddress("127.0.0.1", port, "postgres", SUPERUSER, password)));
    }

    private static void initialize(
            PostgresInstallation installation, Path home, Path cluster, Path logs, String password, boolean posix)
            throws MachineException, InterruptedException {
        Path passwordFile = home.resolve("password");
        try {
            Files.writeString(passwordFile, password);
            Folders.giveToServers(passwordFile);
            ChildProcess.run(
                    ChildProcess.Command.of(
                                    "initdb",
                                    logs.resolve("initdb.log"),
                                    Stream.concat(
                                                    Stream.of(
                                                            installation
                                                                    .program("initdb")
                                                                    .toString(),
                                                            "--pgdata=" + cluster,
                                                            "--username=" + SUPERUSER,
                                                            "--pwfile=" + passwordFile,
                                                            "--auth=scram-sha-256"),
                                                    PostgresSettings.initdb(posix).stream())
                                            .toList())
                            .withEnvironment(Map.of("LC_ALL", "C"))
                            .asUser(Privileges.serverUser()),
                    INITDB_DEADLINE);
            Files.delete(passwordFile);
        } catch (IOException e) {
            throw new MachineException("PostgreSQL's folder " + home + " cannot be written: " + e, e);
        }
    }

    private static PostgresServer start(
            PostgresInstallation installation,
            PostgresSettings settings,
            RunFolder run,
            Path cluster,
            Path serverLog,
            Path logs,
            DatabaseAddress superuser)
            throws MachineException, InterruptedException {
        try {
            // The last setting of a name counts, also on a second attempt with another port.
            Files.writeString(cluster.resolve("postgresql.conf"), settings.rendered(), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new MachineException("PostgreSQL's settings cannot be written: " + e, e);
        }
        Path program = installation.program("postgres");
        ChildProcess process = ChildProcess.start(ChildProcess.Command.of(
                        "postgres", logs.resolve("postgres.log"), List.of(program.toString(), "-D", cluster.toString()))
                .withEnvironment(Map.of("LC_ALL", "C"))
                .asUser(Privileges.serverUser())
                .withSignals("QUIT", "INT"));
        PostgresServer server = new PostgresServer(process, cluster, serverLog, logs, superuser);
        run.record("postgres", process.pid(), program);
        try {
            server.awaitReady();
            return server;
        } catch (MachineException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /**
     * Waits for the server's own word in its own folder: whoever answers on the port may be somebody else, if the port
     * was taken in the meantime. Line 8 of postmaster.pid is its state (src/include/utils/pidfile.h, since 10).
     */
    private void awaitReady() throws MachineException, InterruptedException {
        long end = System.nanoTime() + START_DEADLINE.toNanos();
        while (!isReady()) {
            if (!process.isAlive()) {
                process.awaitExit(Duration.ZERO);
                throw failure("refused to start");
            }
            if (System.nanoTime() > end) {
                throw failure("was not ready within " + START_DEADLINE.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private boolean isReady() {
        try {
            List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
            return lines.size() > STATE_LINE && lines.get(STATE_LINE).trim().equals("ready");
        } catch (IOException e) {
            return false; // not written yet, or gone with the server
        }
    }

    /** Address as superuser, of the database {@code postgres}. */
    DatabaseAddress superuser() {
        return superuser;
    }

    /** Folder of its jsonlog files. */
    Path serverLog() {
        return serverLog;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void requireAlive() throws MachineException {
        if (!process.isAlive()) {
            throw failure("has died");
        }
    }

    @Override
    public MachineException failure(String what) {
        MachineException own = process.failure(what);
        List<String> last = PostgresLog.lastMessages(new LogFolder(serverLog));
        return last.isEmpty()
                ? own
                : new MachineException(
                        own.getMessage() + "\n  last lines of its own log:\n    " + String.join("\n    ", last));
    }

    /** Fast shutdown; then its log files are copied, and shared memory that it left behind is freed. */
    @Override
    public void close() {
        process.stop(FAST_SHUTDOWN);
        SharedMemory.freeSegmentOf(cluster);
        PostgresLog.copy(serverLog, logs);
    }
}
