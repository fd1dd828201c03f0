package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.process.Signals;
import dev.gridlock.stack.LiveEngine;
import dev.gridlock.stack.SaidVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What {@code --provider} does where there is no container engine, and with faults that need one. */
@ResourceLock(value = LiveEngine.LEFTOVERS, mode = ResourceAccessMode.READ)
class ProviderChoiceIT {

    private static final Map<String, String> NO_ENGINE = Map.of("DOCKER_HOST", "unix:///nowhere/docker.sock");

    private Place place;

    @BeforeEach
    void make() throws IOException {
        place = new Place();
    }

    @AfterEach
    void delete() throws IOException {
        place.close();
    }

    @Test
    void aFaultThatTheProviderCannotDoIsAMistakeBeforeAnythingStarts() throws Exception {
        Path scenario = scenario("chaos: [ { on: pgbouncer, fault: pause } ]");
        try (Launched run = gridlock("run", scenario.toString(), "--provider", "native")) {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.said())
                    .contains("scenario.yml:3:10: chaos.0 needs containers, which the provider native does not have")
                    .contains("--provider docker");
        }
        assertThat(place.runs()).doesNotExist();
    }

    @Test
    void dockerWithoutAnEngineIsTheMachinesFault() throws Exception {
        try (Launched run = gridlock("run", Place.TINY.toString(), "--provider", "docker")) {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.said())
                    .contains("no container engine is here: there is no /nowhere/docker.sock")
                    .contains("install Docker")
                    .doesNotContain("\tat ");
        }
    }

    /** No such engine can be had any more; what it says of itself can. */
    @Test
    void anOldEngineIsToldWhatIsExpected() throws Exception {
        Path socket = place.folder().resolve("docker.sock");
        try (SaidVersion _ = SaidVersion.at(socket, "{\"Version\":\"19.03.15\",\"ApiVersion\":\"1.40\"}");
                Launched run = Launched.start(
                        Place.CHECKOUT,
                        Map.of(
                                "DOCKER_HOST",
                                "unix://" + socket,
                                "TMPDIR",
                                place.temporary().toString()),
                        place.folder(),
                        List.of(
                                "run",
                                Place.TINY.toString(),
                                "--provider",
                                "docker",
                                "--out",
                                place.runs().toString()))) {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.said())
                    .contains("the container engine 19.03.15 is too old: its API is 1.40, expected 1.41")
                    .contains("upgrade it, or use --provider native")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void autoFallsBackAndSaysWhy() throws Exception {
        try (Launched run = gridlock("run", Place.TINY.toString(), "--provider", "auto")) {
            run.awaitSaid("provider native: no container engine is here");
            run.awaitSaid("stack is up (native)");
            Signals.send("INT", run.harness().pid());
            assertThat(run.exitCode()).isEqualTo(130);
        }
    }

    @Test
    void autoDoesNotFallBackWithFaultsThatNeedContainers() throws Exception {
        Path scenario = scenario("chaos: [ { on: postgres, fault: kill } ]");
        try (Launched run = gridlock("run", scenario.toString(), "--provider", "auto")) {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.said())
                    .contains("the scenario has faults that need containers, and no container engine is here");
        }
    }

    @Test
    void theDoctorCleansProcessesWhereThereIsNoEngine() throws Exception {
        try (Launched doctor = gridlock("doctor", "--clean")) {
            assertThat(doctor.exitCode()).as(doctor.said()).isZero();
            assertThat(doctor.printed()).contains("nothing was left by killed runs");
            assertThat(doctor.said()).contains("containers were not looked at: no container engine is here");
        }
    }

    private Path scenario(String chaos) throws IOException {
        return Files.writeString(
                place.folder().resolve("scenario.yml"), "name: parts\nload: [ bulk: ]\n" + chaos + "\n");
    }

    private Launched gridlock(String... words) throws IOException {
        Map<String, String> environment = new HashMap<>(NO_ENGINE);
        environment.put("TMPDIR", place.temporary().toString());
        List<String> all = new ArrayList<>(List.of(words));
        if (words[0].equals("run")) {
            all.addAll(List.of("--out", place.runs().toString()));
        }
        return Launched.start(Place.CHECKOUT, environment, place.folder(), all);
    }
}
