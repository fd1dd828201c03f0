package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import dev.gridlock.process.Signals;
import dev.gridlock.stack.LiveEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.DockerClientFactory;

/** SIGKILL of the harness at any moment: no container, network or volume of its is left, and others' live. */
@ExtendWith(LiveEngine.class)
@Order(1)
@ResourceLock(LiveEngine.LEFTOVERS)
class DockerKilledIT {

    private static final String PGBOUNCER = "gridlock/pgbouncer:1.18";
    private static final String SOMEBODYS =
            "gridlock-it-somebodys-" + ProcessHandle.current().pid();

    private final DockerClient engine = DockerClientFactory.instance().client();
    private Place place;
    private String planted = "";
    private String plantedNetwork = "";

    @BeforeEach
    void plant() throws IOException {
        place = new Place();
        planted = engine.createContainerCmd("ghcr.io/shopify/toxiproxy:2.12.0")
                .withLabels(Map.of("dev.gridlock", "not ours: it has no run"))
                .exec()
                .getId();
        engine.startContainerCmd(planted).exec();
        plantedNetwork = engine.createNetworkCmd().withName(SOMEBODYS).exec().getId();
        engine.createVolumeCmd()
                .withName(SOMEBODYS)
                .withLabels(Map.of("dev.gridlock", "not ours: it has no run"))
                .exec();
    }

    @AfterEach
    void delete() throws IOException {
        try {
            assertThat(engine.inspectContainerCmd(planted).exec().getState().getRunning())
                    .as("what is not ours")
                    .isTrue();
            engine.inspectNetworkCmd().withNetworkId(plantedNetwork).exec();
            engine.inspectVolumeCmd(SOMEBODYS).exec();
        } finally {
            engine.removeContainerCmd(planted).withForce(true).exec();
            engine.removeNetworkCmd(plantedNetwork).exec();
            engine.removeVolumeCmd(SOMEBODYS).exec();
            place.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PostgreSQL 18", "bounded: load", "bounded: recording and audit", "verdict and report"})
    void theDoctorCleansWhatAKilledRunLeft(String moment) throws Exception {
        long killed = killAt(moment);
        clean();
        assertThat(LiveEngine.oursOf(killed)).isEmpty();
    }

    @Test
    void soDoesTheNextStart() throws Exception {
        long killed = killAt("PgBouncer 1.18");
        assertThat(LiveEngine.oursOf(killed))
                .as("three containers, a network, a volume")
                .hasSize(5);
        try (Launched next = place.run(Place.TINY, "--provider", "docker")) {
            next.awaitSaid("left by an earlier run: removed container");
            next.awaitSaid("stack is up");
            assertThat(LiveEngine.oursOf(killed)).isEmpty();
            Signals.send("INT", next.harness().pid());
            assertThat(next.exitCode()).isEqualTo(130);
            assertThat(LiveEngine.oursOf(next.harness().pid())).isEmpty();
        }
    }

    /** Killed while the engine works on it: nothing of the build is left, and the next start builds it. */
    @Test
    void anImageBuildThatIsCutOffLeavesNothingAndTheNextStartBuildsIt() throws Exception {
        String image = "gridlock/pgbouncer-it:" + ProcessHandle.current().pid();
        Path checkout = Place.checkoutIn(Files.createDirectory(place.folder().resolve("checkout")));
        BuiltImage build = new BuiltImage(checkout, image);
        try {
            build.never();
            try (Launched run = start(checkout)) {
                run.awaitSaid("building " + image);
                String builder = awaitContainer(BuiltImage.UNENDING);
                Signals.send("KILL", run.harness().pid());
                assertThat(run.exitCode()).isEqualTo(137);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(containers().keySet()).doesNotContain(builder));
            }
            clean();
            assertThat(engine.listImagesCmd().withImageNameFilter(image).exec()).isEmpty();

            build.from(PGBOUNCER);
            try (Launched next = start(checkout)) {
                next.awaitSaid("building " + image);
                next.assertPassedBesideOtherTests();
                assertThat(LiveEngine.oursOf(next.harness().pid())).isEmpty();
            }
        } finally {
            if (!engine.listImagesCmd().withImageNameFilter(image).exec().isEmpty()) {
                engine.removeImageCmd(image).withNoPrune(true).exec();
            }
        }
    }

    private Launched start(Path checkout) throws IOException {
        return Launched.start(
                checkout,
                Map.of("TMPDIR", place.temporary().toString()),
                place.folder(),
                List.of(
                        "run",
                        Place.TINY.toString(),
                        "--provider",
                        "docker",
                        "--out",
                        place.runs().toString()));
    }

    private String awaitContainer(String command) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> containers().entrySet().stream()
                                .filter(container -> container.getValue().contains(command))
                                .map(Map.Entry::getKey)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Once more where a busy machine's engine was too slow to be asked, which the doctor says. */
    private void clean() throws Exception {
        String said = "";
        for (int tries = 0; tries == 0 || (tries < 5 && said.contains("did not answer")); tries++) {
            try (Launched doctor = place.gridlock("doctor", "--clean")) {
                assertThat(doctor.exitCode()).as(doctor.said()).isZero();
                said = doctor.said();
            }
        }
    }

    private long killAt(String moment) throws Exception {
        try (Launched run = place.run(Place.TINY, "--provider", "docker")) {
            run.awaitSaid(moment);
            long pid = run.harness().pid();
            Signals.send("KILL", pid);
            assertThat(run.exitCode()).isEqualTo(137);
            return pid;
        }
    }

    /** Every one's id and command. */
    private Map<String, String> containers() {
        List<Container> all = engine.listContainersCmd().withShowAll(true).exec();
        return all.stream().collect(Collectors.toMap(Container::getId, Container::getCommand));
    }
}
