package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.HostConfig;
import dev.gridlock.stack.LiveEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.DockerClientFactory;

/**
 * {@code docker-compose.yml}: up, healthy, used, measured, down, and nothing left. All but Grafana, whose image cannot be
 * made here; what its dashboard asks is asked of Prometheus directly.
 */
@ExtendWith(LiveEngine.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposeIT {

    private static final String PASSWORD = UUID.randomUUID().toString();
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int ALL_BUT_GRAFANA = 8;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Limits of scenarios/smoke.yml. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of("GRIDLOCK_PASSWORD", PASSWORD, "DEADLOCK_TIMEOUT", "200ms");

    private static final ComposeProject COMPOSE = new ComposeProject(ENVIRONMENT);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static DockerClient engine;
    private static String stranger;
    private static Place place;

    @BeforeAll
    static void up() throws Exception {
        engine = DockerClientFactory.instance().client();
        place = new Place();
        stranger = engine.createContainerCmd("ghcr.io/shopify/toxiproxy:2.12.0")
                .withLabels(Map.of("com.docker.compose.project", "somebody-else"))
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode("none"))
                .exec()
                .getId();
        engine.startContainerCmd(stranger).exec();
        ComposeProject.Ended up = COMPOSE.run("up", "-d", "naive", "bounded", "prometheus");
        assertThat(up.code()).as(up.said()).isZero();
    }

    @AfterAll
    static void down() throws Exception {
        COMPOSE.run("down", "-v");
        engine.removeContainerCmd(stranger)
                .withForce(true)
                .withRemoveVolumes(true)
                .exec();
        place.close();
    }

    @Test
    @Order(1)
    void everyServiceBecomesHealthy() throws Exception {
        COMPOSE.awaitHealthy(ALL_BUT_GRAFANA);
    }

    @Test
    @Order(2)
    void everyPortIsPublishedOnLoopbackOnly() {
        assertThat(COMPOSE.containers())
                .flatMap(container -> List.of(container.getPorts()))
                .filteredOn(port -> port.getPublicPort() != null)
                .hasSize(8)
                .allMatch(port -> "127.0.0.1".equals(port.getIp()));
    }

    @Test
    @Order(2)
    void withoutAPasswordComposeSaysWhatToDo() throws Exception {
        ComposeProject.Ended config = new ComposeProject(Map.of("GRIDLOCK_PASSWORD", "")).run("config");
        assertThat(config.code()).isNotZero();
        assertThat(config.said()).contains("GRIDLOCK_PASSWORD", "into the file .env beside docker-compose.yml");
    }

    @Test
    @Order(2)
    void bothTargetsAnswerACall() throws Exception {
        for (int port : List.of(8081, 8082)) {
            HttpResponse<String> answer = assign(port, "1, 2, 3, 4, 5");
            assertThat(answer.statusCode()).as("%d: %s", port, answer.body()).isEqualTo(200);
            assertThat(JSON.readTree(answer.body()).get("results")).hasSize(5);
        }
    }

    private static HttpResponse<String> assign(int port, String trucks) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/assignments"))
                        .timeout(DEADLINE)
                        .POST(HttpRequest.BodyPublishers.ofString("{\"region\": null, \"truckIds\": [" + trucks + "]}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    @Order(3)
    void everyQueryOfTheDashboardAnswers() throws Exception {
        List<String> expressions = expressions();
        assertThat(expressions).hasSizeGreaterThan(10);
        List<String> silent = new ArrayList<>();
        for (String expression : expressions) {
            try {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(15))
                        .pollInterval(Duration.ofMillis(250))
                        .until(() -> answers(expression));
            } catch (org.awaitility.core.ConditionTimeoutException e) {
                silent.add(expression);
            }
        }
        assertThat(silent).isEmpty();
    }

    private static List<String> expressions() throws IOException {
        return JSON.readTree(Place.CHECKOUT
                        .resolve("docker/compose/grafana/gridlock.json")
                        .toFile())
                .findValuesAsText("expr");
    }

    /** Whether it has a value that is a number; a mean over no waits has none, so both targets work while it is asked. */
    private static boolean answers(String expression) throws IOException, InterruptedException {
        assign(8081, "6");
        assign(8082, "7");
        String query =
                "http://127.0.0.1:9090/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
        HttpResponse<String> answer =
                HTTP.send(HttpRequest.newBuilder(URI.create(query)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s: %s", expression, answer.body()).isEqualTo(200);
        for (JsonNode sample : JSON.readTree(answer.body()).at("/data/result")) {
            if (!sample.at("/value/1").asText("NaN").equals("NaN")) {
                return true;
            }
        }
        return false;
    }

    /** What an image is when only the sources have changed since it was made. */
    @Test
    @Order(3)
    void anImageOfOtherCodeIsNotMeasured() throws Exception {
        String image = "gridlock-test/other-" + UUID.randomUUID();
        String changed = engine.createContainerCmd("gridlock/gridlock:0.1")
                .withUser("root")
                .withEntrypoint("sh", "-c", "echo >> /opt/gridlock/target/gridlock.jar")
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode("none"))
                .exec()
                .getId();
        try {
            engine.startContainerCmd(changed).exec();
            engine.waitContainerCmd(changed).start().awaitCompletion();
            engine.commitCmd(changed).withRepository(image).withTag("1").exec();
            Path stack = Files.writeString(
                    place.folder().resolve("other.yml"),
                    Files.readString(Place.CHECKOUT.resolve("docker/compose/outside.yml"))
                            .replace("gridlock/gridlock:0.1", image + ":1"));
            try (Launched run = Launched.start(
                    Place.CHECKOUT,
                    ENVIRONMENT,
                    place.folder(),
                    List.of(
                            "run",
                            "scenarios/smoke.yml",
                            "--provider",
                            "external",
                            "--stack",
                            stack.toString(),
                            "--out",
                            place.runs().toString()))) {
                assertThat(run.exitCode()).as(run.said()).isEqualTo(3);
                assertThat(run.said())
                        .contains(
                                "the image " + image + ":1",
                                "made of another build of Gridlock",
                                "docker compose build")
                        .doesNotContain("\tat ");
            }
        } finally {
            engine.removeContainerCmd(changed).withForce(true).exec();
            engine.removeImageCmd(image + ":1").withForce(true).exec();
        }
    }

    @Test
    @Order(4)
    void aRunAgainstItHasEverySymptom() throws Exception {
        Path reports = place.folder().resolve("reports");
        try (Launched run = Launched.start(
                Place.CHECKOUT,
                ENVIRONMENT,
                place.folder(),
                List.of(
                        "run",
                        "scenarios/smoke.yml",
                        "--provider",
                        "external",
                        "--stack",
                        "compose",
                        "--out",
                        reports.toString()))) {
            run.assertPassedBesideOtherTests();
        }
        JsonNode json = JSON.readTree(reports.resolve("latest/run.json").toFile());
        assertThat(json.at("/targets/naive/deadlocks/server").asInt()).isPositive();
        assertThat(json.at("/targets/naive/lost_updates").asInt()).isPositive();
        assertThat(json.at("/targets/bounded/verified").asInt()).isEqualTo(3_000);
        assertThat(COMPOSE.containers()).hasSize(ALL_BUT_GRAFANA);
    }

    /** Two stacks have the same ports. */
    @Test
    @Order(5)
    void aPortThatIsTakenIsNamed() throws Exception {
        COMPOSE.run("stop", "naive");
        try (ServerSocket taken = new ServerSocket(8081, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(taken.isBound()).isTrue();
            ComposeProject.Ended up = COMPOSE.run("up", "-d", "naive");
            assertThat(up.code()).isNotZero();
            assertThat(up.said()).contains("127.0.0.1:8081");
        }
    }

    @Test
    @Order(6)
    void downLeavesNothingAndTouchesNoStranger() throws Exception {
        assertThat(COMPOSE.everything()).isNotEmpty();
        ComposeProject.Ended down = COMPOSE.run("down", "-v");
        assertThat(down.code()).as(down.said()).isZero();
        assertThat(COMPOSE.everything()).isEmpty();
        assertThat(engine.inspectContainerCmd(stranger).exec().getState().getRunning())
                .as("what is not ours")
                .isTrue();
    }
}
