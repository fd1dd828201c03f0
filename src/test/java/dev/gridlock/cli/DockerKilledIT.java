package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import dev.gridlock.process.Signals;
import dev.gridlock.stack.LiveEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.DockerClientFactory;

/** SIGKILL of the harness at any moment: no container, network or volume of its is left, and others' live. */
@ExtendWith(LiveEngine.class)
class DockerKilledIT {

    private static final String PGBOUNCER = "gridlock/pgbouncer:1.18";
    private static final String KEPT = "gridlock/kept";

    private final DockerClient engine = DockerClientFactory.instance().client();
    private Place place;
    private String planted = "";

    @BeforeEach
    void plant() throws IOException {
        place = new Place();
        planted = engine.createContainerCmd("ghcr.io/shopify/toxiproxy:2.12.0")
                .withLabels(Map.of("dev.gridlock", "not ours: it has no run"))
                .exec()
                .getId();
        engine.startContainerCmd(planted).exec();
    }

    @AfterEach
    void delete() throws IOException {
        try {
            assertThat(engine.inspectContainerCmd(planted).exec().getState().getRunning())
                    .as("what is not ours")
                    .isTrue();
        } finally {
            engine.removeContainerCmd(planted).withForce(true).exec();
            place.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PostgreSQL 18", "bounded: load", "bounded: recording and audit", "verdict and report"})
    void theDoctorCleansWhatAKilledRunLeft(String moment) throws Exception {
        long killed = killAt(moment);
        try (Launched doctor = place.gridlock("doctor", "--clean")) {
            assertThat(doctor.exitCode()).as(doctor.said()).isZero();
        }
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

    @Test
    void anImageBuildThatWasCutOffLeavesNoContainer() throws Exception {
        engine.tagImageCmd(PGBOUNCER, KEPT, "1").exec();
        try {
            engine.removeImageCmd(PGBOUNCER).withNoPrune(true).exec();
            Set<String> before = containers();
            killAt("building " + PGBOUNCER);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(containers()).isEqualTo(before));
        } finally {
            engine.tagImageCmd(KEPT + ":1", "gridlock/pgbouncer", "1.18")
                    .withForce(true)
                    .exec();
            engine.removeImageCmd(KEPT + ":1").withNoPrune(true).exec();
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

    private Set<String> containers() {
        List<Container> all = engine.listContainersCmd().withShowAll(true).exec();
        return all.stream().map(Container::getId).collect(Collectors.toSet());
    }
}
