package dev.gridlock.stack;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import dev.gridlock.process.MachineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/** A container of this run. */
final class ContainerPart implements Part {

    private static final int TAIL = 15;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final String name;
    private final GenericContainer<?> container;
    private final DockerClient client;
    private final Path logs;
    private volatile boolean disrupted;

    private ContainerPart(String name, GenericContainer<?> container, DockerClient client, Path logs) {
        this.name = name;
        this.container = container;
        this.client = client;
        this.logs = logs;
    }

    /**
     * What every container of a run is started with.
     *
     * @param network the run's own
     * @param labels the run's
     * @param logs folder that its output ends up in
     */
    record Ground(DockerClient client, Network network, Map<String, String> labels, String run, Path logs) {}

    /**
     * Starts one. Whether it answers is for the caller to find out, by the address that it will be used by.
     *
     * @param name its name on the run's network, and in messages
     * @param ports port inside → port of 127.0.0.1
     * @param host further settings
     */
    static ContainerPart start(
            String name,
            GenericContainer<?> container,
            Map<Integer, Integer> ports,
            Consumer<HostConfig> host,
            Ground ground)
            throws MachineException {
        List<PortBinding> bindings = ports.entrySet().stream()
                .map(port -> new PortBinding(
                        Ports.Binding.bindIpAndPort("127.0.0.1", port.getValue()), new ExposedPort(port.getKey())))
                .toList();
        container.setExposedPorts(List.copyOf(ports.keySet()));
        container
                .withNetwork(ground.network())
                .withNetworkAliases(name)
                .withLabels(ground.labels())
                .withStartupCheckStrategy(new IsRunningStartupCheckStrategy())
                .waitingFor(new ForNothing())
                .withCreateContainerCmdModifier(create -> {
                    HostConfig config = create.getHostConfig();
                    if (config == null) {
                        throw new IllegalStateException("Testcontainers made no host configuration");
                    }
                    config.withPortBindings(bindings);
                    host.accept(config);
                    create.withName("gridlock-" + ground.run() + "-" + name);
                });
        ContainerPart part = new ContainerPart(name, container, ground.client(), ground.logs());
        try {
            container.start();
            return part;
        } catch (RuntimeException e) {
            MachineException failure = part.failure("could not be started: " + Causes.deepest(e));
            part.close();
            throw failure;
        }
    }

    /** Testcontainers would wait at the address of the engine's network; we wait at 127.0.0.1, where it is published. */
    private static final class ForNothing extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {}
    }

    /** Something that fails until the part answers. */
    interface Answer {
        void ask() throws SQLException, IOException;
    }

    /**
     * Waits until it answers.
     *
     * @throws MachineException when it has died, or does not answer in time
     */
    void awaitAnswer(Duration deadline, Answer answer) throws MachineException, InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            try {
                answer.ask();
                return;
            } catch (SQLException | IOException e) {
                if (!Boolean.TRUE.equals(state().getRunning())) {
                    throw failure("refused to start");
                }
                if (System.nanoTime() > end) {
                    throw failure("did not answer within " + deadline.toSeconds() + " s: " + e.getMessage());
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
            }
        }
    }

    String id() {
        return container.getContainerId();
    }

    String name() {
        return name;
    }

    /** Whether a fault has it down on purpose. */
    void disrupted(boolean now) {
        disrupted = now;
    }

    ContainerState state() throws MachineException {
        try {
            return client.inspectContainerCmd(id()).exec().getState();
        } catch (DockerException e) {
            throw new MachineException(name + "'s container cannot be asked for: " + Causes.deepest(e), e);
        }
    }

    @Override
    public void requireAlive() throws MachineException {
        if (disrupted) {
            return;
        }
        ContainerState state = state();
        if (!Boolean.TRUE.equals(state.getRunning()) && !disrupted) {
            throw failure(
                    Boolean.TRUE.equals(state.getOOMKilled())
                            ? "was killed by the kernel for want of memory (OOM kill)"
                            : "has died (exit code " + state.getExitCodeLong() + ")");
        }
    }

    @Override
    public MachineException failure(String what) {
        List<String> lines = output().lines().filter(line -> !line.isBlank()).toList();
        String last = lines.isEmpty()
                ? ""
                : "\n  its last lines:\n    "
                        + String.join("\n    ", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
        return new MachineException(name + " " + what + last);
    }

    private String output() {
        try {
            return container.getContainerId() == null ? "" : container.getLogs();
        } catch (RuntimeException e) {
            return "";
        }
    }

    /** Its output is kept; then it is killed and removed with its anonymous volumes. */
    @Override
    public void close() {
        if (container.getContainerId() == null) {
            return;
        }
        try {
            Files.createDirectories(logs);
            Files.writeString(logs.resolve(name + ".log"), output());
        } catch (IOException e) {
            System.err.println("gridlock: the output of " + name + " could not be kept: " + e);
        }
        Removal.atTheEnd(
                "the container of " + name,
                () -> client.removeContainerCmd(id())
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec());
    }
}
