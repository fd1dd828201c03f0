package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Services that know nothing of Gridlock, on the real stack, through the launcher. */
@Isolated("its verdicts need the machine")
class OwnTargetsIT {

    /** Python and Go are tried by {@code .ci/figures languages}: CI has no time for all. */
    private static final List<String> LANGUAGES = List.of("node");

    private Place place;

    @BeforeEach
    void make() throws Exception {
        place = new Place();
    }

    @AfterEach
    void delete() throws Exception {
        place.close();
    }

    /** Half of the trucks; skipped by name where the language is not. CI has it. */
    @Test
    void theOutagesServiceHasItsSymptomsInAnyLanguageAndItsTwinNone() throws Exception {
        for (String program : List.of("node", "npm")) {
            assumeTrue(onPath(program), program + " on PATH");
        }
        List<String> options = new ArrayList<>(List.of("--set", "fleet.trucks=1_500"));
        for (String language : LANGUAGES) {
            options.addAll(List.of("--target", language, "--target", language + "-corrected"));
        }
        try (Launched run =
                place.run(Place.CHECKOUT.resolve("scenarios/languages.yml"), options.toArray(String[]::new))) {
            assertThat(run.exitCode()).as("%s%s", run.said(), run.printed()).isZero();
        }
        place.assertNothingIsLeft();
        try (RunDatabase recording = new RunDatabase(place.lastRun())) {
            for (String language : LANGUAGES) {
                String corrected = language + "-corrected";
                for (String symptom : List.of("deadlocks", "deadlocks.latent", "lost_updates", "torn_writes")) {
                    assertThat(recording.metric(language, symptom))
                            .as(language + " " + symptom)
                            .isPositive();
                    assertThat(recording.metric(corrected, symptom))
                            .as(corrected + " " + symptom)
                            .isZero();
                }
                assertThat(recording.metric(corrected, "zombie_writes")).isZero();
                assertThat(recording.metric(corrected, "verified")).isEqualTo(1_500);
            }
            assertThat(recording.column("SELECT count(*) FROM operations")).containsExactly("0");
            assertThat(recording.metric("node", "pool.pending.max"))
                    .as("what node-postgres says of itself")
                    .isGreaterThan(100);
        }
        assertThat(Files.readString(place.lastRun().resolve("summary.md"))).contains("node", "node-corrected");
    }

    /** A service that says yes to everything and does nothing, written for this test. */
    @Test
    void aServiceThatLiesIsFoundWithoutAJournal() throws Exception {
        Path source = place.folder().resolve("Liar.java");
        Files.writeString(source, """
                import com.sun.net.httpserver.*;
                import java.net.*;
                void main() throws Exception {
                    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(System.getenv("PORT"))), 0);
                    server.createContext("/", call -> {
                        String ids = new String(call.getRequestBody().readAllBytes()).replaceAll("(?s).*\\\\[(.*)].*", "$1");
                        String yes = ids.replaceAll("\\\\d+", "{\\"truckId\\":$0,\\"status\\":\\"success\\",\\"route\\":[1,2]}");
                        byte[] body = ("{\\"results\\":[" + yes + "]}").getBytes();
                        call.sendResponseHeaders(200, body.length);
                        call.getResponseBody().write(body);
                        call.close();
                    });
                    server.start();
                }
                """);
        Path scenario = place.folder().resolve("liar.yml");
        Files.writeString(scenario, """
                name: liar
                fleet: { trucks: 300, regions: 2 }
                targets:
                  liar: { command: [%s, %s] }
                load: [ { bulk: { calls: per_region, at: 0s } } ]
                gates:
                  liar: [ lost_updates == 0, verified == trucks ]
                """.formatted(Path.of(System.getProperty("java.home"), "bin", "java"), source));
        try (Launched run = place.run(scenario)) {
            assertThat(run.exitCode()).as("%s%s", run.said(), run.printed()).isEqualTo(1);
        }
        place.assertNothingIsLeft();
        try (RunDatabase recording = new RunDatabase(place.lastRun())) {
            assertThat(recording.metric("liar", "acknowledged")).isEqualTo(300);
            assertThat(recording.metric("liar", "verified")).isZero();
            assertThat(recording.metric("liar", "lost_updates")).isEqualTo(600);
            assertThat(recording.metric("liar", "lost_updates.client")).isEqualTo(600);
            assertThat(recording.metric("liar", "unexpected")).isZero();
        }
        assertThat(Files.readString(place.lastRun().resolve("index.html"))).contains("nobody: it was never written");
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
