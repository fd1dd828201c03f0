package dev.gridlock.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FleetSpec;
import dev.gridlock.scenario.RecordingSpec;
import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.stack.ServicePlace;
import dev.gridlock.workload.fleet.Fleet;
import dev.gridlock.workload.fleet.FleetTables;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(TestDatabase.class)
@ResourceLock(TestDatabase.SERVER)
class ServiceProcessIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final TargetSpec.BuiltIn BOUNDED =
            new TargetSpec.Bounded(4, Duration.ofSeconds(5), 256L << 20, 50, 2, 8, Duration.ofSeconds(30), 3);
    private static final RecordingSpec SAMPLES = new RecordingSpec(Optional.of(Duration.ofMillis(50)));

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void fleet(DatabaseAddress database) throws Exception {
        try (Connection connection = TestDatabase.connect(database)) {
            FleetTables.load(Fleet.generate(new FleetSpec(200, 2, 60, 10, 0.5), 3), connection);
        }
    }

    @Test
    void answersOverHttpAndLeavesItsJournal(DatabaseAddress database) throws Exception {
        try (ServiceProcess service = start(database, BOUNDED)) {
            HttpResponse<String> done = post(service, "{\"region\":1,\"truckIds\":[5,3,1]}");
            assertThat(done.statusCode()).isEqualTo(200);
            assertThat(done.body()).startsWith("{\"results\":[{\"truckId\":5,\"status\":\"success\",\"route\":[");
            assertThat(post(service, "{\"truckIds\":[]}").statusCode()).isEqualTo(400);
            assertThat(post(service, "{\"truckIds\":[201]}").statusCode()).isEqualTo(404);
            assertThat(get(service, "/metrics")).contains("hikaricp_connections_active");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> service.health().orElseThrow().quiet());
            assertThat(service.health().orElseThrow().kind()).isEqualTo("bounded");
        }
        assertThat(Files.readAllLines(folder.resolve("raw/operations.csv"))).hasSize(4);
        assertThat(Files.readAllLines(folder.resolve("raw/calls.csv")))
                .hasSize(4)
                .element(1)
                .asString()
                .startsWith("call-1,3,")
                .contains(",200,");
        assertThat(Files.readString(folder.resolve("raw/service-samples.csv")))
                .contains("pool.total", "service.in_flight", "service.heap_bytes");
    }

    @Test
    void aKilledServiceLeavesWhatItKnew(DatabaseAddress database) throws Exception {
        try (ServiceProcess service = start(database, BOUNDED)) {
            post(service, "{\"truckIds\":[1,2,3]}");
            Path operations = folder.resolve("raw/operations.csv");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> Files.readAllLines(operations).size() == 4);
            ProcessHandle.of(service.pid()).orElseThrow().destroyForcibly();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThatThrownBy(service::requireAlive)
                            .isInstanceOf(MachineException.class)
                            .hasMessageContaining("service-target"));
            assertThat(Files.readAllLines(operations)).hasSize(4);
        }
    }

    @Test
    void anUnreachableDatabaseIsSaidWithTheReason(DatabaseAddress database) {
        DatabaseAddress nobody = new DatabaseAddress("127.0.0.1", database.port(), "nowhere", "postgres", "x");
        assertThatThrownBy(() -> start(nobody, BOUNDED))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("database \"nowhere\" does not exist");
    }

    private ServiceProcess start(DatabaseAddress database, TargetSpec.BuiltIn spec) throws Exception {
        return ServiceProcess.start(
                "target",
                spec,
                new ServicePlace.ThisMachine(database),
                folder.resolve("raw"),
                folder.resolve("service.log"),
                RunClock.startingNow(),
                SAMPLES);
    }

    private HttpResponse<String> post(ServiceProcess service, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(service.baseUrl().resolve("/assignments"))
                .header("Idempotency-Key", "call-1")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String get(ServiceProcess service, String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(service.baseUrl().resolve(path)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
