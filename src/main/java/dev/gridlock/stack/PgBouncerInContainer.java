package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.PgBouncerSpec;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** PgBouncer in a container. */
record PgBouncerInContainer(ContainerPart part, DatabaseAddress console, String version) {

    /** On the run's network. */
    static final String NAME = "pgbouncer";

    static final int PORT = 6432;

    private static final String INI = "/etc/pgbouncer/gridlock.ini";
    private static final String USERLIST = "/etc/pgbouncer/gridlock-users.txt";
    private static final Duration START_DEADLINE = Duration.ofSeconds(30);

    /**
     * Starts it before a server and waits until its console answers.
     *
     * @param server as PgBouncer reaches it from its container
     * @param created sees its container, also when it does not answer
     */
    static PgBouncerInContainer start(
            String image,
            PgBouncerSpec spec,
            DatabaseAddress server,
            ContainerPart.Ground ground,
            FreePorts ports,
            Consumer<ContainerPart> created)
            throws MachineException, InterruptedException {
        PgBouncerConfig config = new PgBouncerConfig(spec, "*", PORT, server, Passwords.next());
        return ports.start(port -> {
            DatabaseAddress console = new DatabaseAddress(
                    "127.0.0.1", port, DatabaseAddress.CONSOLE, PgBouncerConfig.ADMIN, config.adminPassword());
            GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))
                    .withCopyToContainer(Transferable.of(config.ini(USERLIST)), INI)
                    .withCopyToContainer(Transferable.of(config.userlist()), USERLIST);
            ContainerPart part = ContainerPart.start(NAME, container, Map.of(PORT, port), host -> {}, ground);
            created.accept(part);
            AtomicReference<String> version = new AtomicReference<>("");
            part.awaitAnswer(START_DEADLINE, () -> version.set(PgBouncerServer.versionOf(console)));
            return new PgBouncerInContainer(part, console, version.get());
        });
    }
}
