package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.scenario.Scenario;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A stack of processes on this machine; see {@link NativeProvider}. */
final class NativeStack implements ProxiedStack {

    private final Deque<Part> parts = new ArrayDeque<>(); // the last started first
    private final RunFolder run;
    private final PostgresServer postgres;
    private final PgBouncerServer pgbouncer;
    private final ToxiproxyServer toxiproxy;
    private final Database database;
    private final Optional<DatabaseAddress> writeAheadLog;
    private final Map<ProxyName, Integer> proxyPorts = new EnumMap<>(ProxyName.class);
    private final Map<String, String> versions;
    private boolean closed;

    /** The programs of the three parts. */
    record Programs(PostgresInstallation postgres, PgBouncerProgram pgbouncer, ToxiproxyProgram toxiproxy) {}

    /** Starts the parts from the database outwards; when one fails, those before it are stopped. */
    NativeStack(
            Programs programs, Scenario scenario, RunFolder run, Path logs, FreePorts ports, Consumer<String> progress)
            throws MachineException, InterruptedException {
        this.run = run;
        try {
            postgres = started(PostgresServer.start(programs.postgres(), scenario.postgres(), run, logs, ports));
            database = Database.prepare(postgres.superuser(), Passwords.next()).with(scenario.postgres());
            writeAheadLog = WalInspect.install(postgres.superuser());
            progress.accept("PostgreSQL " + programs.postgres().version() + " on port "
                    + database.observer().port());

            toxiproxy = started(ToxiproxyServer.start(programs.toxiproxy(), run, logs, ports));
            proxyPorts.put(
                    ProxyName.POSTGRES,
                    toxiproxy.proxy(ProxyName.POSTGRES, database.observer().port()));

            DatabaseAddress server = through(ProxyName.POSTGRES, database.application());
            pgbouncer = started(
                    PgBouncerServer.start(programs.pgbouncer(), scenario.pgbouncer(), server, run, logs, ports));
            proxyPorts.put(
                    ProxyName.PGBOUNCER,
                    toxiproxy.proxy(ProxyName.PGBOUNCER, pgbouncer.console().port()));
            progress.accept("PgBouncer " + pgbouncer.version() + " on port "
                    + pgbouncer.console().port() + ", Toxiproxy " + toxiproxy.version() + " before both");

            versions = Map.of(
                    "postgresql", database.version(),
                    "pgbouncer", pgbouncer.version(),
                    "toxiproxy", toxiproxy.version());
        } catch (MachineException | InterruptedException | RuntimeException e) {
            closeAfter(e);
            throw e;
        }
    }

    private <P extends Part> P started(P part) {
        parts.push(part);
        return part;
    }

    private void closeAfter(Exception failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public DatabaseAddress through(ProxyName proxy, DatabaseAddress behind) {
        Integer port = proxyPorts.get(proxy);
        if (port == null) {
            throw new IllegalStateException("the proxy " + proxy + " is not made yet");
        }
        return behind.at(behind.host(), port);
    }

    @Override
    public String provider() {
        return NativeProvider.NAME;
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public DatabaseAddress pgbouncerConsole() {
        return pgbouncer.console();
    }

    @Override
    public URI toxiproxyApi() {
        return toxiproxy.api();
    }

    @Override
    public Optional<DatabaseAddress> writeAheadLog() {
        return writeAheadLog;
    }

    @Override
    public PostgresLogs postgresLogs() {
        return new LogFolder(postgres.serverLog());
    }

    @Override
    public OptionalLong postmasterPid() {
        return OptionalLong.of(postgres.pid());
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
        for (Part part : parts) {
            part.requireAlive();
        }
    }

    @Override
    public MachineException failure(String part, String what) {
        return switch (part) {
            case "postgres" -> postgres.failure(what);
            case "pgbouncer" -> pgbouncer.failure(what);
            default -> toxiproxy.failure(what);
        };
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        parts.forEach(Part::close);
        run.close();
    }
}
