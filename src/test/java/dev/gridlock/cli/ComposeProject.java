package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.testcontainers.DockerClientFactory;

/** {@code docker-compose.yml} under a project name of its own, by whichever compose is here. */
final class ComposeProject {

    private static final Duration DEADLINE = Duration.ofMinutes(4);

    private final DockerClient engine = DockerClientFactory.instance().client();
    private final String name = "gridlock-it-" + ProcessHandle.current().pid();
    private final Map<String, String> environment;

    ComposeProject(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** What a compose command did. */
    record Ended(int code, String said) {}

    /** Runs one. */
    Ended run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(compose());
        command.addAll(List.of("--project-name", name, "--profile", "observability"));
        command.addAll(List.of(words));
        Path said = Files.createTempFile("compose", "");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(Place.CHECKOUT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            assertThat(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .as("ended; it said: %s", Files.readString(said))
                    .isTrue();
            return new Ended(process.exitValue(), Files.readString(said));
        } finally {
            Files.delete(said);
        }
    }

    private static List<String> compose() {
        boolean one = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "docker-compose")));
        return one ? List.of("docker-compose") : List.of("docker", "compose");
    }

    /** Waits until each of its containers is healthy. */
    void awaitHealthy(int containers) throws IOException, InterruptedException {
        try {
            Awaitility.await()
                    .atMost(DEADLINE)
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThat(containers().stream()
                                    .map(Container::getId)
                                    .map(id -> engine.inspectContainerCmd(id).exec())
                                    .map(ComposeProject::health))
                            .hasSize(containers)
                            .allMatch(health -> health.endsWith(" healthy")));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    e.getMessage() + "\n" + run("logs", "--tail", "20").said(), e);
        }
    }

    private static String health(InspectContainerResponse container) {
        var health = container.getState().getHealth();
        return container.getName() + " " + (health == null ? "has no health check" : health.getStatus());
    }

    List<Container> containers() {
        return engine.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(label())
                .exec();
    }

    /** Everything in the engine that carries its label, by kind and name. */
    List<String> everything() {
        Stream<String> containers =
                containers().stream().map(container -> "container " + container.getNames()[0]);
        Stream<String> networks = engine.listNetworksCmd().withFilter("label", label()).exec().stream()
                .map(network -> "network " + network.getName());
        Stream<String> volumes = engine.listVolumesCmd().withFilter("label", label()).exec().getVolumes().stream()
                .map(volume -> "volume " + volume.getName());
        return Stream.of(containers, networks, volumes).flatMap(kind -> kind).toList();
    }

    private List<String> label() {
        return List.of("com.docker.compose.project=" + name);
    }
}
