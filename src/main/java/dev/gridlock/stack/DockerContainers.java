package dev.gridlock.stack;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.UpdateContainerCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.scenario.StackSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The parts of a {@link DockerStack} as containers. */
final class DockerContainers implements Containers, AutoCloseable {

    /** The kernel's own (Documentation/scheduler/sched-bwc), in microseconds. */
    static final long CPU_PERIOD = 100_000;

    private static final int STOP_SECONDS = 20;

    private final DockerClient client;
    private final Map<ProxyName, ContainerPart> parts;
    private final String network;
    private final StackSpec limits;
    private final List<OomKill> oomKills = new CopyOnWriteArrayList<>();
    private final ResultCallback.Adapter<Event> events;

    /**
     * @param network id of the stack's network
     * @param limits what PostgreSQL's container has without any fault
     */
    DockerContainers(DockerClient client, Map<ProxyName, ContainerPart> parts, String network, StackSpec limits) {
        this.client = client;
        this.parts = Map.copyOf(parts);
        this.network = network;
        this.limits = limits;
        this.events = client.eventsCmd()
                .withEventTypeFilter("container")
                .withEventFilter("oom")
                .withContainerFilter(
                        parts.values().stream().map(ContainerPart::id).toArray(String[]::new))
                .exec(new ResultCallback.Adapter<>() {
                    @Override
                    public void onNext(Event event) {
                        parts.forEach((name, part) -> {
                            if (part.id().equals(event.getId())) {
                                oomKills.add(new OomKill(name, at(event)));
                            }
                        });
                    }
                });
    }

    private static Instant at(Event event) {
        Long nanos = event.getTimeNano();
        return nanos == null ? Instant.now() : Instant.ofEpochSecond(0, nanos);
    }

    /** One request to the engine. */
    private interface Request {
        void send();
    }

    private static void ask(ContainerPart part, String what, Request request) throws MachineException {
        try {
            request.send();
        } catch (DockerException e) {
            throw new MachineException(
                    "the container engine would not " + what + " " + part.name() + ": " + Causes.deepest(e), e);
        }
    }

    /** Asks for what takes a part down, which is then no death; refused, it is not down. */
    private static void disrupt(ContainerPart part, String what, Request request) throws MachineException {
        part.disrupted(true);
        try {
            ask(part, what, request);
        } catch (MachineException refused) {
            part.disrupted(false);
            throw refused;
        }
    }

    private ContainerPart part(ProxyName name) {
        ContainerPart part = parts.get(name);
        if (part == null) {
            throw new IllegalStateException("no container of " + name);
        }
        return part;
    }

    @Override
    public void pause(ProxyName name) throws MachineException {
        ContainerPart part = part(name);
        disrupt(part, "pause", () -> client.pauseContainerCmd(part.id()).exec());
    }

    @Override
    public void unpause(ProxyName name) throws MachineException {
        ContainerPart part = part(name);
        ask(part, "unpause", () -> client.unpauseContainerCmd(part.id()).exec());
        part.disrupted(false);
    }

    @Override
    public void kill(ProxyName name) throws MachineException {
        ContainerPart part = part(name);
        disrupt(part, "kill", () -> client.killContainerCmd(part.id()).exec());
    }

    @Override
    public void start(ProxyName name) throws MachineException {
        ContainerPart part = part(name);
        ask(part, "start", () -> client.startContainerCmd(part.id()).exec());
        part.disrupted(false);
    }

    @Override
    public void restart(ProxyName name) throws MachineException {
        ContainerPart part = part(name);
        disrupt(
                part,
                "restart",
                () -> client.restartContainerCmd(part.id())
                        .withTimeout(STOP_SECONDS)
                        .exec());
        part.disrupted(false);
    }

    @Override
    public void limitCpus(ProxyName name, double cpus) throws MachineException {
        update(
                name,
                "limit the CPUs of",
                update -> update.withCpuPeriod(CPU_PERIOD).withCpuQuota(quota(cpus)));
    }

    static long quota(double cpus) {
        return Math.round(cpus * CPU_PERIOD);
    }

    @Override
    public void restoreCpus(ProxyName name) throws MachineException {
        long quota = name == ProxyName.POSTGRES
                ? limits.cpus().map(DockerContainers::quota).orElse(-1L)
                : -1L;
        update(
                name,
                "restore the CPUs of",
                update -> update.withCpuPeriod(CPU_PERIOD).withCpuQuota(quota));
    }

    @Override
    public void limitMemory(ProxyName name, long bytes) throws MachineException {
        ContainerPart part = part(name);
        UpdateContainerCmd update =
                client.updateContainerCmd(part.id()).withMemory(bytes).withMemorySwap(bytes);
        disrupt(part, "limit the memory of", update::exec);
    }

    @Override
    public void restoreMemory(ProxyName name) throws MachineException {
        ContainerPart part = part(name);
        Optional<Long> own = name == ProxyName.POSTGRES ? limits.memoryBytes() : Optional.empty();
        // Not "none": the engine takes no limit back, only another one.
        long all = own.isPresent() ? own.get() : machineMemory(part);
        update(name, "restore the memory of", update -> update.withMemory(all).withMemorySwap(all));
        if (!Boolean.TRUE.equals(part.state().getRunning())) {
            start(name);
        }
        part.disrupted(false);
    }

    private long machineMemory(ContainerPart part) throws MachineException {
        long[] bytes = {0};
        ask(part, "say how much memory there is for", () -> {
            Long total = client.infoCmd().exec().getMemTotal();
            bytes[0] = total == null ? 0 : total;
        });
        return bytes[0];
    }

    private void update(ProxyName name, String what, Consumer<UpdateContainerCmd> settings) throws MachineException {
        ContainerPart part = part(name);
        UpdateContainerCmd update = client.updateContainerCmd(part.id());
        settings.accept(update);
        ask(part, what, update::exec);
    }

    @Override
    public void disconnect(ProxyName name) throws MachineException {
        ContainerPart part = part(name);
        disrupt(
                part,
                "disconnect",
                () -> client.disconnectFromNetworkCmd()
                        .withNetworkId(network)
                        .withContainerId(part.id())
                        .withForce(true)
                        .exec());
    }

    @Override
    public void connect(ProxyName name) throws MachineException {
        ContainerPart part = part(name);
        ask(
                part,
                "connect",
                () -> client.connectToNetworkCmd()
                        .withNetworkId(network)
                        .withContainerId(part.id())
                        .withContainerNetwork(new ContainerNetwork().withAliases(part.name()))
                        .exec());
        part.disrupted(false);
    }

    @Override
    public String startedAt(ProxyName name) throws MachineException {
        return String.valueOf(part(name).state().getStartedAt());
    }

    @Override
    public String run(ProxyName name, Duration deadline, String... command)
            throws MachineException, InterruptedException {
        ContainerPart part = part(name);
        StringBuffer output = new StringBuffer();
        try {
            String exec = client.execCreateCmd(part.id())
                    .withAttachStdout(true)
                    .withCmd(command)
                    .exec()
                    .getId();
            try (ResultCallback.Adapter<Frame> frames = client.execStartCmd(exec)
                    .exec(new ResultCallback.Adapter<>() {
                        @Override
                        public void onNext(Frame frame) {
                            if (frame.getStreamType() == StreamType.STDOUT) {
                                output.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                            }
                        }
                    })) {
                if (!frames.awaitCompletion(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new MachineException(
                            String.join(" ", command) + " in " + part.name() + " did not end within " + deadline);
                }
            }
        } catch (DockerException | IOException e) {
            throw new MachineException(
                    String.join(" ", command) + " could not be run in " + part.name() + ": " + Causes.deepest(e), e);
        }
        return output.toString();
    }

    @Override
    public UsageFeed watch(ProxyName name) {
        return new UsageStream(client, part(name).id());
    }

    @Override
    public List<OomKill> oomKills() {
        return new ArrayList<>(oomKills);
    }

    @Override
    public void close() {
        try {
            events.close();
        } catch (IOException e) {
            // nothing more comes of it either way
        }
    }
}
