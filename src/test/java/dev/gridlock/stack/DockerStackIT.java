package dev.gridlock.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerPort;
import dev.gridlock.process.MachineException;
import dev.gridlock.process.Signals;
import dev.gridlock.scenario.FaultSpec;
import dev.gridlock.scenario.PostgresSpec;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.StackSpec;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.testcontainers.DockerClientFactory;

/** A stack of containers. */
@ExtendWith(LiveEngine.class)
@ResourceLock(value = LiveEngine.LEFTOVERS, mode = ResourceAccessMode.READ)
class DockerStackIT extends StackContract {

    private final List<String> progress = new ArrayList<>();

    @Override
    StackProvider provider() {
        return new DockerProvider(progress::add);
    }

    private static DockerClient engine() {
        return DockerClientFactory.instance().client();
    }

    @Test
    void everyPortIsPublishedOnLoopbackOnly() {
        for (Container container : engine().listContainersCmd()
                .withLabelFilter(List.of(Labels.RUN))
                .exec()) {
            for (ContainerPort port : container.getPorts()) {
                assertThat(port.getIp()).as(container.getImage()).isIn(null, "127.0.0.1");
            }
        }
    }

    @Test
    void theScenariosLimitsAreTheContainers() throws Exception {
        StackSpec limits = new StackSpec(
                Optional.of(0.5),
                Optional.of(512L << 20),
                64L << 20,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        try (Stack limited = provider().start(Scenarios.with(limits), logs.resolve("limited"))) {
            Containers containers = limited.containers().orElseThrow();
            String said = containers.run(FaultSpec.ProxyName.POSTGRES, Duration.ofSeconds(20), "sh", "-c", """
                    cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null
                    cat /sys/fs/cgroup/cpu.max /sys/fs/cgroup/cpu/cpu.cfs_quota_us 2>/dev/null
                    df -B1 --output=size /dev/shm
                    """);
            assertThat(said.split("\\s+")).contains(Long.toString(512L << 20), "50000", Long.toString(64L << 20));
        }
    }

    @Test
    void aPartThatDiesInMidRunIsNamed() throws Exception {
        try (Stack doomed = provider().start(Scenarios.outage(), logs.resolve("doomed"))) {
            doomed.requireAlive();
            Signals.send("QUIT", doomed.postmasterPid().orElseThrow());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThatThrownBy(doomed::requireAlive)
                            .isInstanceOf(MachineException.class)
                            .hasMessageContaining("postgres has died"));
        }
    }

    /** A part that a fault has down on purpose is no death; where the engine refused the fault, it is not down on purpose. */
    @Test
    void aPartThatDiesIsNamedAlsoAfterTheEngineRefusedAFault() throws Exception {
        try (Stack doomed = provider().start(Scenarios.outage(), logs.resolve("refused"))) {
            Containers containers = doomed.containers().orElseThrow();
            Signals.send("QUIT", doomed.postmasterPid().orElseThrow());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThatThrownBy(doomed::requireAlive).isInstanceOf(MachineException.class));
            assertThatThrownBy(() -> containers.pause(FaultSpec.ProxyName.POSTGRES))
                    .isInstanceOf(MachineException.class)
                    .hasMessageContaining("the container engine would not pause postgres");
            assertThatThrownBy(doomed::requireAlive)
                    .isInstanceOf(MachineException.class)
                    .hasMessageContaining("postgres has died");
        }
    }

    @Test
    void anImageThatIsNowhereIsNamedAndNothingIsLeft() {
        List<String> before = LiveEngine.ours();
        StackSpec nowhere = new StackSpec(
                Optional.empty(),
                Optional.empty(),
                64L << 20,
                Optional.of("127.0.0.1:1/nowhere/postgres:18.6"),
                Optional.empty(),
                Optional.empty());
        assertThatThrownBy(() -> provider().start(Scenarios.with(nowhere), logs.resolve("nowhere")))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining(
                        "the image 127.0.0.1:1/nowhere/postgres:18.6 is not on this machine and cannot be pulled")
                .hasMessageContaining("--provider native");
        assertThat(LiveEngine.ours()).isEqualTo(before);
    }

    @Test
    void anImageOfAnotherVersionIsRefused() {
        StackSpec other = new StackSpec(
                Optional.empty(),
                Optional.empty(),
                64L << 20,
                Optional.of(DockerImages.pinned("postgres.18")),
                Optional.empty(),
                Optional.empty());
        Scenario seventeen = Scenarios.with(new PostgresSpec(17, 100, Duration.ofSeconds(1), 128L << 20), other);
        assertThatThrownBy(() -> provider().start(seventeen, logs.resolve("seventeen")))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("the scenario asks for PostgreSQL 17, and the image postgres:18.6 has 18");
    }

    @Test
    void aPortTakenBetweenChoosingAndBindingIsReplaced() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        FreePorts free = FreePorts.ofThisMachine();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FreePorts firstIsTaken = new FreePorts(() -> calls.incrementAndGet() == 1
                    ? taken.getLocalPort()
                    : free.choose().getAsInt());
            try (Stack second = new DockerProvider(
                            progress::add, Path.of(System.getProperty("java.io.tmpdir")), firstIsTaken)
                    .start(Scenarios.outage(), logs.resolve("second"))) {
                second.requireAlive();
                assertThat(second.observer().port()).isNotEqualTo(taken.getLocalPort());
                stack.requireAlive();
            }
        }
    }

    /** A container, a network and a volume of somebody else, and one of a run that lives, beside those of a dead one. */
    @Test
    void cleaningTakesWhatDeadRunsLeftAndNothingElse() throws Exception {
        List<String> live = LiveEngine.ours();
        Map<String, String> dead = new java.util.HashMap<>(new Labels("dead").of());
        dead.put(Labels.PID, "1");
        dead.put(Labels.START_TICKS, "1");
        String image = DockerImages.pinned("toxiproxy");
        String others = engine().createContainerCmd(image)
                .withLabels(Map.of("mine", "yes"))
                .exec()
                .getId();
        String othersNetwork =
                engine().createNetworkCmd().withName("gridlock-somebody").exec().getId();
        engine().createVolumeCmd().withName("gridlock-somebodys").exec();
        try {
            engine().createContainerCmd(image)
                    .withName("gridlock-dead-x")
                    .withLabels(dead)
                    .exec();
            engine().createNetworkCmd()
                    .withName("gridlock-dead")
                    .withLabels(dead)
                    .exec();
            engine().createVolumeCmd()
                    .withName("gridlock-dead")
                    .withLabels(dead)
                    .exec();

            List<String> cleaned = new DockerProvider(progress::add).cleanLeftovers();

            assertThat(cleaned)
                    .contains(
                            "removed container gridlock-dead-x",
                            "removed network gridlock-dead",
                            "removed volume gridlock-dead");
            assertThat(LiveEngine.ours()).containsExactlyInAnyOrderElementsOf(live);
            engine().inspectContainerCmd(others).exec();
            engine().inspectNetworkCmd().withNetworkId(othersNetwork).exec();
            engine().inspectVolumeCmd("gridlock-somebodys").exec();
            stack.requireAlive();
        } finally {
            engine().removeContainerCmd(others).exec();
            engine().removeNetworkCmd(othersNetwork).exec();
            engine().removeVolumeCmd("gridlock-somebodys").exec();
        }
    }

    @Test
    void aClosedStackLeavesItsLogAndNothingElse() throws Exception {
        List<String> before = LiveEngine.ours();
        Path folder;
        try (Stack second = provider().start(Scenarios.outage(), logs.resolve("closed"))) {
            folder = Path.of(second.postgresLogs().place()).resolve("..").normalize();
            assertThat(LiveEngine.ours()).hasSize(before.size() + 5);
        }
        assertThat(LiveEngine.ours()).isEqualTo(before);
        assertThat(folder).doesNotExist();
        assertThat(Files.size(logs.resolve("closed/postgresql.json"))).isPositive();
    }
}
