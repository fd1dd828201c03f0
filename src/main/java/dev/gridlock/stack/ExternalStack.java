package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.scenario.Scenario;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A stack that was there already, for the time of a run; see {@link ExternalProvider}. */
final class ExternalStack implements ProxiedStack {

    /** PgBouncer refuses logins for server_login_retry (15 s) after one that failed before the database was there. */
    private static final Duration LOGIN_AGAIN = Duration.ofSeconds(25);

    /** Which server answers, however it is reached. Takes no locks. */
    private static final String WHICH = "SELECT extract(epoch FROM pg_postmaster_start_time())::text";

    private final ExternalParts parts;
    private final Path logs;
    private final RunLock lock;
    private final Connection console;
    private final Database database;
    private final ServicePlace services;
    private final LogsBySql serverLog;
    private final Map<String, Long> loggedBefore;
    private final Map<String, String> versions;

    /**
     * Looks after the parts. A thread of its own: an interrupt of a virtual thread would close the connection that it
     * waits for, and that of the lock is to last.
     */
    private final ExecutorService looks = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("external-stack").factory());

    private boolean closed;

    /** Looks at everything first; when something is not as it is to be, nothing has changed. */
    ExternalStack(ExternalParts parts, Scenario scenario, Path logs, Consumer<String> progress)
            throws MachineException, InterruptedException {
        this.parts = parts;
        this.logs = logs;
        parts.requireAnswers();
        try {
            lock = RunLock.take(parts.superuser(), progress);
        } catch (SQLException e) {
            throw new MachineException("the lock of the stack could not be taken: " + e.getMessage(), e);
        }
        try {
            parts.requireAsIn(scenario);
            services = services(parts);
            if (services instanceof ServicePlace.Containers containers) {
                ContainerCommand.requireReady(containers, logs.resolve("docker.log"));
            }
            serverLog = new LogsBySql(parts.superuser());
            loggedBefore = serverLog.sizes();
            DatabaseSetup setup = DatabaseSetup.look(parts.superuser(), parts.password());
            requireOneServer(through(ProxyName.POSTGRES, parts.superuser()));
            if (setup.isThere()) {
                requireOneServer(parts.application());
            }
            // Every check that can be made without a change has been made: what follows changes.
            database = made(setup, scenario);
            // While the lock is ours no run lives: a toxic of a run is one of a run that was killed.
            parts.toxiproxy().removeOurs().forEach(removed -> progress.accept("left by an earlier run: " + removed));
            versions = Map.of(
                    "postgresql", database.version(),
                    "pgbouncer", PgBouncerServer.versionOf(parts.console()),
                    "toxiproxy", parts.toxiproxy().version());
            console = ObserverConnection.to(parts.console());
        } catch (SQLException | IOException e) {
            lock.close();
            throw new MachineException("the stack could not be looked at: " + e.getMessage(), e);
        } catch (MachineException | InterruptedException | RuntimeException e) {
            lock.close();
            throw e;
        }
        progress.accept("PostgreSQL " + database.version() + " on port "
                + database.observer().port() + ", as it was found");
    }

    /** As long as there was no role, nobody could ask for the way through PgBouncer: then that is asked for now. */
    private Database made(DatabaseSetup setup, Scenario scenario)
            throws MachineException, InterruptedException, SQLException {
        Database made = setup.make();
        try {
            if (!setup.isThere()) {
                requireOneServer(parts.application());
            }
            return made.with(scenario.postgres());
        } catch (MachineException | InterruptedException | SQLException e) {
            setup.undo();
            throw e;
        }
    }

    private static ServicePlace services(ExternalParts parts) {
        return parts.file()
                .targets()
                .<ServicePlace>map(targets -> new ServicePlace.Containers(
                        Database.application(parts.superuser(), parts.password())
                                .at(
                                        targets.database().host(),
                                        targets.database().port()),
                        targets.image(),
                        targets.network(),
                        new Labels(UUID.randomUUID().toString().substring(0, 8)).of()))
                .orElseGet(() -> new ServicePlace.ThisMachine(parts.application()));
    }

    /** All ways must lead to one server: rows would be counted that another one has. */
    private void requireOneServer(DatabaseAddress way) throws MachineException, InterruptedException, SQLException {
        ExternalDatabase.awaitAnswer(
                "the stack's " + way,
                System.nanoTime() + LOGIN_AGAIN.toNanos(),
                () -> ObserverConnection.to(way).close());
        if (!which(way).equals(which(parts.superuser()))) {
            throw new MachineException(
                    "expected one PostgreSQL behind all addresses of the stack file, found another one at " + way
                            + " than at " + parts.superuser() + "\n  nothing was changed");
        }
    }

    private static String which(DatabaseAddress address) throws SQLException {
        try (Connection connection = ObserverConnection.to(address);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WHICH)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    @Override
    public String provider() {
        return ExternalProvider.NAME;
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public DatabaseAddress pgbouncerConsole() {
        return parts.console();
    }

    @Override
    public DatabaseAddress through(ProxyName proxy, DatabaseAddress behind) {
        return parts.through(proxy, behind);
    }

    @Override
    public URI toxiproxyApi() {
        return parts.file().toxiproxy().api();
    }

    /** Nobody gave leave to make an extension there; where there is one, it is used. */
    @Override
    public Optional<DatabaseAddress> writeAheadLog() {
        return WalInspect.find(parts.superuser());
    }

    @Override
    public PostgresLogs postgresLogs() {
        return serverLog;
    }

    /** It may be of another process id name space, or another user's. */
    @Override
    public OptionalLong postmasterPid() {
        return OptionalLong.empty();
    }

    @Override
    public ServicePlace services() {
        return services;
    }

    @Override
    public Optional<Containers> containers() {
        return Optional.empty();
    }

    @Override
    public Map<String, String> versions() {
        return versions;
    }

    @Override
    public void requireAlive() throws MachineException {
        try {
            Optional<MachineException> dead = looks.submit(this::look).get();
            if (dead.isPresent()) {
                throw dead.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Optional<MachineException> look() {
        if (!lock.isHeld()) {
            return Optional.of(gone(
                    "PostgreSQL at " + parts.file().postgres(),
                    "postgres",
                    new SQLException("the connection that holds the lock of this run is broken")));
        }
        try (Statement statement = console.createStatement()) {
            statement.execute("SHOW VERSION");
            parts.toxiproxy().requireAnswer();
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(gone("PgBouncer at " + parts.file().pgbouncer(), "pgbouncer", e));
        } catch (IOException e) {
            return Optional.of(gone("Toxiproxy at " + toxiproxyApi(), "toxiproxy", e));
        }
    }

    @Override
    public MachineException failure(String part, String what) {
        String named = switch (part) {
            case "postgres" -> "PostgreSQL at " + parts.file().postgres();
            case "pgbouncer" -> "PgBouncer at " + parts.file().pgbouncer();
            default -> "Toxiproxy at " + toxiproxyApi();
        };
        return new MachineException(named + " " + what + "\n  docker compose ps; docker compose logs " + part);
    }

    private static MachineException gone(String part, String service, Exception why) {
        return new MachineException(
                part + " has died, or does not answer any more: " + why.getMessage()
                        + "\n  docker compose ps; docker compose logs " + service,
                why);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        looks.shutdownNow();
        try {
            // Faults take theirs off themselves; what an interrupt left of them is not left here.
            List<String> _ = parts.toxiproxy().removeOurs();
        } catch (IOException e) {
            System.err.println("gridlock: whether a toxic is left in Toxiproxy is not known: " + e);
        }
        try {
            console.close();
        } catch (SQLException e) {
            // PgBouncer is gone
        }
        PostgresLog.copyAfter(loggedBefore, serverLog, logs);
        lock.close();
    }
}
