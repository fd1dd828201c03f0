package dev.gridlock.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.MachineException;
import dev.gridlock.process.Signals;
import dev.gridlock.scenario.FleetSpec;
import dev.gridlock.scenario.PgBouncerSpec;
import dev.gridlock.scenario.PostgresSpec;
import dev.gridlock.scenario.RecordingSpec;
import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.stack.DockerProvider;
import dev.gridlock.stack.LiveEngine;
import dev.gridlock.stack.Scenarios;
import dev.gridlock.stack.ServicePlace;
import dev.gridlock.stack.Stack;
import dev.gridlock.workload.fleet.Fleet;
import dev.gridlock.workload.fleet.FleetTables;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A service as a container of the harness's image, on the network of a stack of containers. */
@ExtendWith(LiveEngine.class)
@ResourceLock(value = LiveEngine.LEFTOVERS, mode = ResourceAccessMode.READ)
class ServiceContainerIT {

    private static final String IMAGE = "gridlock/gridlock:0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TargetSpec.BuiltIn BOUNDED =
            new TargetSpec.Bounded(4, Duration.ofSeconds(5), 256L << 20, 50, 2, 8, Duration.ofSeconds(30), 3);

    @TempDir
    private static Path folder;

    private static Stack stack;
    private static String network = "";

    @BeforeAll
    static void start() throws Exception {
        stack = new DockerProvider(line -> {})
                .start(
                        Scenarios.with(
                                new PostgresSpec(18, 100, Duration.ofSeconds(1), 128L << 20),
                                new PgBouncerSpec(PgBouncerSpec.PoolMode.TRANSACTION, 50, 1_000)),
                        folder.resolve("stack"));
        network = LiveEngine.oursOf(ProcessHandle.current().pid()).stream()
                .filter(name -> name.startsWith("network "))
                .map(name -> name.substring("network ".length()))
                .findFirst()
                .orElseThrow();
        try (Connection connection = TestDatabase.connect(stack.observer())) {
            FleetTables.load(Fleet.generate(new FleetSpec(200, 2, 60, 10, 0.5), 3), connection);
        }
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void itServesAndLeavesItsJournalAndNothingElse() throws Exception {
        Path raw = folder.resolve("raw, of a run");
        try (ServiceProcess service = start(place("serves", IMAGE, network), raw)) {
            HttpResponse<String> done = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(service.baseUrl().resolve("/assignments"))
                                    .POST(HttpRequest.BodyPublishers.ofString("{\"truckIds\":[1,2,3]}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
            assertThat(service.health().orElseThrow().operationsEnded()).isEqualTo(3);
            assertThat(containers("serves")).hasSize(1);
            service.requireAlive();
            service.finish(); // its journal is whole
        }
        assertThat(containers("serves")).isEmpty();
        assertThat(Files.readAllLines(raw.resolve("operations.csv"))).hasSize(4);
        assertThat(Files.getOwner(raw.resolve("operations.csv"))).isEqualTo(Files.getOwner(raw));
    }

    @Test
    void aServiceThatIsKilledIsTold() throws Exception {
        try (ServiceProcess service = start(place("killed", IMAGE, network), folder.resolve("killed"))) {
            docker("kill", containers("killed").getFirst());
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThatThrownBy(service::requireAlive)
                            .isInstanceOf(MachineException.class)
                            .hasMessageContaining("exit code 137"));
        }
        assertThat(containers("killed")).isEmpty();
    }

    @Test
    void aKilledHarnessLeavesNoService() throws Exception {
        DatabaseAddress application = place("orphan", IMAGE, network).application();
        Process harness = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        network,
                        folder.resolve("orphan").toString(),
                        application.password())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(harness.inputReader().readLine()).isEqualTo("holds a service");
        assertThat(containers("orphan")).hasSize(1);
        Signals.send("KILL", harness.pid());
        harness.waitFor();
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(containers("orphan")).isEmpty());
    }

    @Test
    void whatIsMissingIsTold() {
        assertThatThrownBy(() -> start(place("missing", "gridlock/none:0", network), folder.resolve("missing")))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("gridlock/none:0");
        assertThatThrownBy(() -> start(place("missing", IMAGE, "no-such-network"), folder.resolve("missing")))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("no-such-network");
    }

    /** Another harness: holds a service until it is killed. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] words) throws Exception {
            ServicePlace.Containers place = new ServicePlace.Containers(
                    new DatabaseAddress("toxiproxy", 6_432, "fleet", "application", words[2]),
                    IMAGE,
                    words[0],
                    labels("orphan"));
            try (ServiceProcess service = start(place, Path.of(words[1]))) {
                service.requireAlive();
                System.out.println("holds a service");
                int end = System.in.read();
                assert end == -1;
            }
        }
    }

    private static ServicePlace.Containers place(String run, String image, String on) {
        DatabaseAddress application = stack.application();
        return new ServicePlace.Containers(
                new DatabaseAddress(
                        "toxiproxy", 6_432, application.database(), application.user(), application.password()),
                image,
                on,
                labels(run));
    }

    /** Without an owner: no other run's cleaner knows whether that one is dead, and leaves it. */
    private static Map<String, String> labels(String run) {
        return Map.of("dev.gridlock.run", "test-" + run);
    }

    private static ServiceProcess start(ServicePlace place, Path raw) throws Exception {
        return ServiceProcess.start(
                "bounded",
                BOUNDED,
                place,
                raw,
                raw.resolveSibling("service.log"),
                RunClock.startingNow(),
                new RecordingSpec(Optional.empty()));
    }

    private static List<String> containers(String run) throws Exception {
        return docker("ps", "--all", "--quiet", "--filter", "label=dev.gridlock.run=test-" + run)
                .lines()
                .toList();
    }

    private static String docker(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }
}
