package dev.gridlock.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridlock.scenario.PgBouncerSpec;
import dev.gridlock.scenario.PostgresSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code docker-compose.yml} is the same stack as the providers', and keeps to this machine. */
class ComposeFileTest {

    private static final Path FILE = Path.of("docker-compose.yml");
    private static final Path FOLDER = Path.of("docker/compose");

    // An empty scenario's limits.
    private static final PostgresSpec POSTGRES = new PostgresSpec(18, 100, Duration.ofSeconds(1), 128L << 20);
    private static final PgBouncerSpec PGBOUNCER = new PgBouncerSpec(PgBouncerSpec.PoolMode.TRANSACTION, 50, 1_000);

    private static final Pattern DEFAULT = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");

    @TempDir
    private Path folder;

    private final JsonNode compose = compose();

    private static JsonNode compose() {
        try {
            return new ObjectMapper()
                    .valueToTree(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FILE)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void postgresHasTheSettingsOfEveryProvider() {
        List<String> expected =
                new ArrayList<>(PostgresSettings.of(POSTGRES, PostgresSettings.Place.inContainer(5432, "log"))
                        .asArguments());
        expected.add("postgres");
        assertThat(strings(service("postgres").path("command")).map(ComposeFileTest::withDefaults))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(environment("postgres").path("POSTGRES_INITDB_ARGS").asText())
                .isEqualTo(String.join(" ", PostgresSettings.INITDB));
        assertThat(environment("postgres").path("POSTGRES_USER").asText()).isEqualTo(PostgresServer.SUPERUSER);
    }

    @Test
    void pgbouncerHasTheSettingsOfEveryProvider() throws Exception {
        run(Map.of("GRIDLOCK_PASSWORD", "pw"));
        String userlist = folder.resolve("userlist.txt").toString();
        PgBouncerConfig expected = new PgBouncerConfig(
                PGBOUNCER, "*", 6432, new DatabaseAddress("toxiproxy", 5432, "fleet", "application", "pw"), "pw");
        assertThat(folder.resolve("pgbouncer.ini")).hasContent(expected.ini(userlist));
        assertThat(Path.of(userlist)).hasContent(expected.userlist());
    }

    @Test
    void aPasswordWithAQuoteIsQuotedForPgbouncer() throws Exception {
        run(Map.of("GRIDLOCK_PASSWORD", "a\"b"));
        assertThat(folder.resolve("userlist.txt")).content().startsWith("\"application\" \"a\"\"b\"\n");
    }

    /** Its container's start, with the environment that compose gives it by default. */
    private void run(Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", FOLDER + "/pgbouncer.sh", folder.toString(), "true");
        environment("pgbouncer")
                .forEachEntry((name, value) -> builder.environment().put(name, withDefaults(value.asText())));
        builder.environment().putAll(environment);
        Process process = builder.inheritIO().start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void everyPortIsPublishedOnLoopbackOnly() {
        List<String> ports = new ArrayList<>();
        forEachService(
                (name, service) -> ports.addAll(strings(service.path("ports")).toList()));
        assertThat(ports).hasSize(9).allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void everyImageIsTheOneThatIsPinned() throws IOException {
        Properties pinned = new Properties();
        try (var in = Files.newInputStream(Path.of("docker/images.properties"))) {
            pinned.load(in);
        }
        forEachService((name, service) -> assertThat(pinned.values()).as(name).contains((Object)
                service.path("image").asText()));
        assertThat(Files.readString(Path.of("Dockerfile")))
                .contains("FROM " + pinned.getProperty("jdk") + " ")
                .contains("FROM " + pinned.getProperty("toxiproxy") + " ")
                .contains("FROM " + pinned.getProperty("base") + "\n");
    }

    @Test
    void everyServiceHasAHealthCheckAndIsNotRestarted() {
        forEachService((name, service) -> {
            assertThat(service.has("healthcheck")).as(name).isTrue();
            assertThat(service.path("restart").asText()).as(name).isEqualTo("no");
        });
    }

    @Test
    void everyServiceStartsAfterThoseThatItNeedsAreHealthy() {
        Set<String> first = new HashSet<>();
        forEachService((name, service) -> {
            if (!service.has("depends_on")) {
                first.add(name);
            }
            assertThat(service.path("depends_on"))
                    .as(name)
                    .allMatch(needed -> needed.path("condition").asText().equals("service_healthy"));
        });
        assertThat(first).containsExactly("postgres");
    }

    /** Nor any other file of this machine than those of this repository, and no folder that outlives `down -v`. */
    @Test
    void onlyReadOnlyFilesOfTheRepositoryAndNamedVolumesAreMounted() {
        JsonNode volumes = compose.path("volumes");
        forEachService((name, service) -> assertThat(strings(service.path("volumes")))
                .as(name)
                .allMatch(mount -> mount.startsWith("./docker/compose/") && mount.endsWith(":ro")
                        || volumes.has(mount.split(":")[0])));
    }

    @Test
    void thePasswordComesFromTheEnvironmentOnly() throws IOException {
        try (Stream<Path> files = Stream.concat(Stream.of(FILE, Path.of("Dockerfile")), Files.walk(FOLDER))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file).lines())
                        .as(file.toString())
                        .filteredOn(line -> line.matches("(?i)[^#]*pass(word)?\\w*[\"']?\\s*[:=].*"))
                        .allMatch(
                                line -> line.matches(
                                        ".*(\\$\\{GRIDLOCK_PASSWORD:\\?.*|: \\*password|: GRIDLOCK_PASSWORD|printf %s \"\\$GRIDLOCK_PASSWORD\".*)"));
            }
        }
    }

    private void forEachService(BiConsumer<String, JsonNode> see) {
        assertThat(compose.path("services")).isNotEmpty();
        compose.path("services").forEachEntry(see);
    }

    private JsonNode service(String name) {
        return compose.path("services").path(name);
    }

    private JsonNode environment(String service) {
        return service(service).path("environment");
    }

    private static Stream<String> strings(JsonNode list) {
        return list.valueStream().map(JsonNode::asText);
    }

    /** What compose makes of {@code ${NAME:-default}} when nothing is set. */
    private static String withDefaults(String value) {
        return DEFAULT.matcher(value).replaceAll("$1");
    }
}
