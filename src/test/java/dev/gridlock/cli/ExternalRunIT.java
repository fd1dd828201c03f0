package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.process.Signals;
import dev.gridlock.recording.Recording;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.ScenarioParser;
import dev.gridlock.stack.Stack;
import dev.gridlock.stack.StandingStack;
import dev.gridlock.verdict.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code scenarios/smoke.yml} on a stack that was there already: the same verdict as on one of its own. */
@Isolated("its verdicts need the machine")
class ExternalRunIT {

    private static Place place;
    private static StandingStack standing;
    private static Scenario scenario;
    private static RunFolder folder;
    private static Run.Result result;
    private static RunDatabase recording;

    @BeforeAll
    static void run() throws Exception {
        place = new Place();
        scenario = ScenarioParser.parse(Path.of("scenarios/smoke.yml"), Recording.catalogue(), List.of());
        standing = StandingStack.start(scenario, place.folder().resolve("standing"));
        folder = RunFolder.create(place.runs(), scenario.name(), Instant.now());
        try (Progress unseen = new Progress(new PrintStream(OutputStream.nullOutputStream()), false)) {
            result = new Run(scenario, standing.provider(), folder, unseen, Manner.ALONE).execute();
        }
        recording = new RunDatabase(folder.path());
    }

    @AfterAll
    static void close() throws Exception {
        recording.close();
        standing.close();
        place.close();
    }

    @Test
    void itPassesWithEverySymptom() {
        assertThat(result.verdict().reasons()).isEmpty();
        assertThat(result.verdict().status()).isEqualTo(Status.PASS);
    }

    @Test
    void theDeadlocksAreInTheLogThatWasReadBySql() throws Exception {
        assertThat(recording.column("SELECT target FROM events WHERE kind = 'server_log' AND message LIKE '%whole'"))
                .containsExactlyInAnyOrder("naive", "bounded");
        assertThat(recording.metric("naive", "deadlocks")).isPositive();
        assertThat(recording.metric("naive", "deadlocks.latent")).isPositive();
        assertThat(recording.metric("naive", "deadlocks.logged"))
                .isEqualTo(recording.metric("naive", "deadlocks.server"));
        assertThat(folder.logs().resolve("postgresql.json")).content().contains("40P01");
    }

    @Test
    void theMemoryOfItsBackendsIsNotRecorded() throws Exception {
        assertThat(recording.column("SELECT series FROM samples WHERE series = 'pg.backend_memory_bytes'"))
                .isEmpty();
        assertThat(recording.column("SELECT value FROM run WHERE key = 'provider'"))
                .containsExactly("external");
    }

    @Test
    void noToxicIsLeft() throws Exception {
        URI api = URI.create(standing.yaml().replaceAll("(?s).*api: \"([^\"]*)\".*", "$1"));
        HttpResponse<String> proxies = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(api.resolve("/proxies")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(proxies.body()).contains("\"toxics\":[]").doesNotContain("gridlock-");
    }

    @Test
    void theCommandUsesItAndAGateOnTheMemoryIsInconclusive() throws Exception {
        Path file = Files.writeString(place.folder().resolve("stack.yml"), standing.yaml());
        try (Launched run = gridlock(
                Map.of("GRIDLOCK_PASSWORD", StandingStack.PASSWORD),
                "run",
                "scenarios/smoke.yml",
                "--target",
                "bounded",
                "--set",
                "gates.bounded=[postgres.backend_memory <= 100GiB]",
                "--provider",
                "external",
                "--stack",
                file.toString())) {
            assertThat(run.exitCode()).as(run.said()).isEqualTo(4);
            assertThat(run.said()).contains("stack is up (external)");
            assertThat(run.printed()).contains("postgres.backend_memory").contains("verdict: inconclusive");
        }
    }

    @Test
    void upUsesItAndLeavesItRunning() throws Exception {
        Path file = Files.writeString(place.folder().resolve("stack.yml"), standing.yaml());
        try (Launched up = gridlock(
                Map.of("GRIDLOCK_PASSWORD", StandingStack.PASSWORD),
                "up",
                "scenarios/smoke.yml",
                "--provider",
                "external",
                "--stack",
                file.toString())) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() ->
                            up.printed().contains("Ctrl-C") || !up.harness().isAlive());
            assertThat(up.printed())
                    .as(up.said())
                    .contains("PGPASSWORD='one'\\''for all' psql -h 127.0.0.1")
                    .contains("service naive")
                    .contains("service bounded");
            Signals.send("INT", up.harness().pid());
            assertThat(up.exitCode()).isEqualTo(130);
        }
        assertThat(standing.ask("SELECT count(*) FROM trucks")).isEqualTo("3000");
    }

    @Test
    void aRunBesideAnotherIsRefused() throws Exception {
        try (Stack _ = standing.provider().start(scenario, place.folder().resolve("held"));
                Launched run = onTheStandingStack()) {
            assertThat(run.exitCode()).as(run.said()).isEqualTo(3);
            assertThat(run.said()).contains("another run uses the stack at 127.0.0.1:");
        }
    }

    @Test
    void soIsAScenarioWithOtherLimits() throws Exception {
        try (Launched run = onTheStandingStack("--set", "pgbouncer.pool_size=20")) {
            assertThat(run.exitCode()).as(run.said()).isEqualTo(3);
            assertThat(run.said())
                    .contains("default_pool_size: expected 20, found 50")
                    .contains("POOL_SIZE=20 docker compose up -d")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void servicesAsContainersNeedDocker() throws Exception {
        Path file = Files.writeString(
                place.folder().resolve("with-targets.yml"),
                standing.yaml()
                        + "targets: { image: gridlock/gridlock:0.1, network: gridlock, host: toxiproxy, port: 6432 }\n");
        try (Launched run = gridlock(
                Map.of(
                        "GRIDLOCK_PASSWORD",
                        StandingStack.PASSWORD,
                        "PATH",
                        place.folderOfBasicTools().toString(),
                        "JAVA_HOME",
                        System.getProperty("java.home")),
                "run",
                "scenarios/smoke.yml",
                "--provider",
                "external",
                "--stack",
                file.toString())) {
            assertThat(run.exitCode()).as(run.said()).isEqualTo(3);
            assertThat(run.said())
                    .contains("docker is not on PATH")
                    .contains("leave the block targets out of the stack file")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void faultsOfPartsAreAMistakeOfTheScenario() throws Exception {
        Path faulty = Files.writeString(
                place.folder().resolve("faulty.yml"),
                "name: parts\nload: [ bulk: ]\nchaos: [ { on: pgbouncer, fault: pause } ]\n");
        Path file = Files.writeString(place.folder().resolve("stack.yml"), standing.yaml());
        try (Launched run = gridlock(
                Map.of("GRIDLOCK_PASSWORD", StandingStack.PASSWORD),
                "run",
                faulty.toString(),
                "--provider",
                "external",
                "--stack",
                file.toString())) {
            assertThat(run.exitCode()).as(run.said()).isEqualTo(2);
            assertThat(run.said())
                    .contains("faulty.yml:3:10: chaos.0 needs containers, which the provider external does not have");
        }
    }

    /** With the password from the file beside the stack file. */
    private static Launched onTheStandingStack(String... options) throws IOException {
        Path file = Files.writeString(place.folder().resolve("stack.yml"), standing.yaml());
        Files.writeString(place.folder().resolve(".env"), "GRIDLOCK_PASSWORD=\"" + StandingStack.PASSWORD + "\"\n");
        List<String> words = new ArrayList<>(
                List.of("run", "scenarios/smoke.yml", "--provider", "external", "--stack", file.toString()));
        words.addAll(List.of(options));
        return gridlock(Map.of(), words.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run scenarios/smoke.yml --provider external | add --stack compose",
                "run scenarios/smoke.yml --stack compose | add --provider external",
                "up scenarios/smoke.yml --provider native --stack compose | add --provider external",
                "run scenarios/smoke.yml --provider external --stack nowhere.yml | nowhere.yml: no such file",
                "run scenarios/smoke.yml --provider external --stack scenarios/smoke.yml | unknown key name",
                "target naive scenarios/smoke.yml | Missing required option: '--stack=FILE'",
                "target old scenarios/smoke.yml --stack nowhere.yml | it has naive, bounded",
                "target naive scenarios/smoke.yml --stack nowhere.yml --listen 8080 | expected HOST:PORT",
            })
    void wrongUsageIsToldBeforeAnythingStarts(String words, String said) throws Exception {
        try (Launched run = gridlock(Map.of(), words.strip().split(" +"))) {
            assertThat(run.exitCode()).as(run.said()).isEqualTo(2);
            assertThat(run.said()).contains(said).doesNotContain("\tat ");
        }
    }

    private static Launched gridlock(Map<String, String> environment, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(words));
        if (words[0].equals("run")) {
            all.addAll(List.of("--out", place.runs().toString()));
        }
        return Launched.start(Place.CHECKOUT, environment, place.folder(), all);
    }
}
