package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.process.Signals;
import dev.gridlock.recording.Recording;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.ScenarioParser;
import dev.gridlock.stack.Stack;
import dev.gridlock.stack.StandingStack;
import dev.gridlock.workload.fleet.Fleet;
import dev.gridlock.workload.fleet.FleetTables;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ./gridlock target}: one that stays. */
class TargetCommandIT {

    private static final Pattern ANSWERS = Pattern.compile("bounded answers on 127\\.0\\.0\\.1:(\\d+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private Place place;
    private StandingStack standing;
    private Scenario scenario;

    @BeforeEach
    void start() throws Exception {
        place = new Place();
        scenario = ScenarioParser.parse(Place.TINY, Recording.catalogue(), List.of());
        standing = StandingStack.start(scenario, place.folder().resolve("standing"));
        Files.writeString(place.folder().resolve("stack.yml"), standing.yaml());
    }

    @AfterEach
    void stop() throws IOException {
        standing.close();
        place.close();
    }

    @Test
    void twoThatStartAtOnceShareOneFleetAndServeUntilTheyAreStopped() throws Exception {
        Path journal = place.folder().resolve("journal");
        try (Launched first = target("--journal", journal.toString());
                Launched second = target()) {
            URI one = awaitAddress(first);
            URI two = awaitAddress(second);
            assertThat(post(one, "{\"truckIds\":[1,2,3]}").statusCode()).isEqualTo(200);
            assertThat(post(two, "{\"truckIds\":[4]}").statusCode()).isEqualTo(200);
            assertThat(get(one, "/health")).contains("\"kind\":\"bounded\"");
            assertThat(get(one, "/metrics")).contains("hikaricp_connections_active");
            assertThat(standing.ask("SELECT count(*) FROM trucks")).isEqualTo("300");
            assertThat(standing.ask("SELECT count(*) FROM trucks WHERE version = 1"))
                    .isEqualTo("4");

            Signals.send("TERM", first.harness().pid());
            assertThat(first.exitCode()).isEqualTo(143);
            assertThat(first.printed()).contains("journal written");
            Signals.send("TERM", second.harness().pid());
            assertThat(second.exitCode()).isEqualTo(143);
        }
        assertThat(Files.readAllLines(journal.resolve("operations.csv"))).hasSize(4);
    }

    @Test
    void itDoesNotDisturbTheFleetOfARunThatIsUnderWay() throws Exception {
        try (Stack run = standing.provider().start(scenario, place.folder().resolve("run"))) {
            try (Connection observer = standing.connect()) {
                FleetTables.load(Fleet.generate(scenario.fleet(), scenario.seed()), observer);
            }
            assertThat(standing.ask("UPDATE trucks SET version = 7 RETURNING version"))
                    .isEqualTo("7");
            try (Launched target = target()) {
                assertThat(awaitAddress(target)).isNotNull();
                assertThat(standing.ask("SELECT count(*) FROM trucks WHERE version = 7"))
                        .isEqualTo("300");
            }
            run.requireAlive();
        }
    }

    @Test
    void aWrongPasswordIsNotWaitedFor() throws Exception {
        try (Launched target = Launched.start(
                Place.CHECKOUT,
                Map.of("GRIDLOCK_PASSWORD", "guess"),
                place.folder(),
                List.of("target", "bounded", Place.TINY.toString(), "--stack", stackFile()))) {
            assertThat(target.exitCode()).isEqualTo(3);
            assertThat(target.said())
                    .contains("password authentication failed")
                    .doesNotContain("guess")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aPortThatIsTakenIsTold() throws Exception {
        try (Launched first = target()) {
            String taken = awaitAddress(first).getAuthority();
            try (Launched second = target("--listen", taken)) {
                assertThat(second.exitCode()).isEqualTo(3);
                assertThat(second.said())
                        .contains("bounded may not listen on " + taken)
                        .doesNotContain("\tat ");
            }
        }
    }

    private String stackFile() {
        return place.folder().resolve("stack.yml").toString();
    }

    private Launched target(String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("target", "bounded", Place.TINY.toString()));
        words.addAll(List.of("--stack", stackFile(), "--listen", "127.0.0.1:0"));
        if (List.of(options).contains("--listen")) {
            words.removeLast();
            words.removeLast();
        }
        words.addAll(List.of(options));
        return Launched.start(
                Place.CHECKOUT,
                Map.of(
                        "GRIDLOCK_PASSWORD",
                        StandingStack.PASSWORD,
                        "TMPDIR",
                        place.temporary().toString()),
                place.folder(),
                words);
    }

    private static URI awaitAddress(Launched target) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> ANSWERS.matcher(target.printed()).find()
                        || !target.harness().isAlive());
        Matcher said = ANSWERS.matcher(target.printed());
        assertThat(said.find()).as(target.said()).isTrue();
        return URI.create("http://127.0.0.1:" + said.group(1));
    }

    private HttpResponse<String> post(URI service, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(service.resolve("/assignments"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String get(URI service, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(service.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
