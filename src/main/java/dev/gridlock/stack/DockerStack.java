package dev.gridlock.stack;

import com.github.dockerjava.api.DockerClient;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.scenario.Scenario;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Network;

/** A stack of containers on a network of their own; see {@link DockerProvider}. */
final class DockerStack implements ProxiedStack {

    private final DockerClient client;
    private final RunFolder run;
    private final String volume;
    private final Network network;
    private final Deque<ContainerPart> parts = new ArrayDeque<>(); // the last started first
    private final PostgresInContainer postgres;
    private final Database database;
    private final Optional<DatabaseAddress> writeAheadLog;
    private final ToxiproxyInContainer toxiproxy;
    private final PgBouncerInContainer pgbouncer;
    private final DockerContainers containers;
    private final Map<String, String> versions;
    private final Path logs;
    private boolean closed;

    /** Starts the parts from the database outwards; when one fails, those before it are removed. */
    DockerStack(
            DockerClient client,
            DockerImages images,
            Scenario scenario,
            RunFolder run,
            Path logs,
            FreePorts ports,
            String engine,
            Consumer<String> progress)
            throws MachineException, InterruptedException {
        this.client = client;
        this.run = run;
        this.logs = logs;
        String id = UUID.randomUUID().toString().substring(0, 8);
        Map<String, String> labels = new Labels(id).of();
        this.volume = "gridlock-" + id;
        this.network = Network.builder()
                .createNetworkCmdModifier(
                        create -> create.withName("gridlock-" + id).withLabels(labels))
                .build();
        try {
            client.createVolumeCmd().withName(volume).withLabels(labels).exec();
            ContainerPart.Ground ground = new ContainerPart.Ground(client, network, labels, id, logs);

            postgres = PostgresInContainer.start(images.postgres(), scenario, volume, run, ground, ports, parts::push);
            database = Database.prepare(postgres.superuser(), Passwords.next()).with(scenario.postgres());
            writeAheadLog = WalInspect.install(postgres.superuser());
            postgres.requireMajor(database.version(), scenario.postgres().version());
            progress.accept("PostgreSQL " + database.version() + " on port "
                    + database.observer().port());

            toxiproxy = ToxiproxyInContainer.start(images.toxiproxy(), ground, ports, parts::push);
            toxiproxy.proxy(ProxyName.POSTGRES, PostgresInContainer.NAME + ":" + PostgresInContainer.PORT);
            toxiproxy.proxy(ProxyName.PGBOUNCER, PgBouncerInContainer.NAME + ":" + PgBouncerInContainer.PORT);
            pgbouncer = PgBouncerInContainer.start(
                    images.pgbouncer(),
                    scenario.pgbouncer(),
                    toxiproxy.inside(ProxyName.POSTGRES, database.application()),
                    ground,
                    ports,
                    parts::push);
            progress.accept("PgBouncer " + pgbouncer.version() + " on port "
                    + pgbouncer.console().port() + ", Toxiproxy " + toxiproxy.version() + " before both");

            containers = new DockerContainers(
                    client,
                    Map.of(ProxyName.POSTGRES, postgres.part(), ProxyName.PGBOUNCER, pgbouncer.part()),
                    network.getId(),
                    scenario.stack());
            versions = Map.of(
                    "postgresql", database.version(),
                    "pgbouncer", pgbouncer.version(),
                    "toxiproxy", toxiproxy.version(),
                    "docker", engine);
        } catch (MachineException | InterruptedException | RuntimeException e) {
            try {
                close(null);
            } catch (RuntimeException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    @Override
    public String provider() {
        return DockerProvider.NAME;
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
    public DatabaseAddress through(ProxyName proxy, DatabaseAddress behind) {
        return toxiproxy.through(proxy, behind);
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

    /** As this machine numbers it. */
    @Override
    public OptionalLong postmasterPid() {
        try {
            Long pid = postgres.part().state().getPidLong();
            return pid == null || pid == 0 ? OptionalLong.empty() : OptionalLong.of(pid);
        } catch (MachineException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public Optional<Containers> containers() {
        return Optional.of(containers);
    }

    @Override
    public Map<String, String> versions() {
        return versions;
    }

    @Override
    public void requireAlive() throws MachineException {
        for (ContainerPart part : parts) {
            part.requireAlive();
        }
    }

    @Override
    public MachineException failure(String part, String what) {
        return parts.stream()
                .filter(running -> running.name().equals(part))
                .findFirst()
                .orElseThrow()
                .failure(what);
    }

    @Override
    public void close() {
        close(containers);
    }

    /** @param started null when the stack did not get so far */
    private synchronized void close(@Nullable DockerContainers started) {
        if (closed) {
            return;
        }
        closed = true;
        if (started != null) {
            started.close();
        }
        parts.forEach(ContainerPart::close);
        Removal.atTheEnd(
                "the network of this run",
                () -> client.removeNetworkCmd(network.getId()).exec());
        Removal.atTheEnd(
                "the volume " + volume, () -> client.removeVolumeCmd(volume).exec());
        PostgresInContainer.keepLog(run, logs);
        run.close();
    }
}
