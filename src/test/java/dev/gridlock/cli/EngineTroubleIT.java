package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gridlock.stack.LiveEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** {@code --provider docker} with a real engine that cannot do it: exit code 3, and one message that says what to do. */
@ExtendWith(LiveEngine.class)
@ResourceLock(value = LiveEngine.LEFTOVERS, mode = ResourceAccessMode.READ)
class EngineTroubleIT {

    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--");

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
    void anEngineThatThisUserMayNotUseIsToldWithTheGroupToJoin() throws Exception {
        assumeTrue(canBecomeNobody(), "only root may become another user, and nobody must be able to read the build");
        Path open = Files.createDirectory(place.folder().resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (Launched run = Launched.startBy(
                AS_NOBODY,
                Place.CHECKOUT,
                Map.of("TMPDIR", open.toString(), "HOME", open.toString()),
                place.folder(),
                tiny(open))) {
            assertOneMessage(
                    run, "this user may not use the container engine's socket /", "usermod -aG docker", "native");
        }
    }

    @Test
    void anImageThatIsNotHereAndCannotBePulledIsNamed() throws Exception {
        String image = "127.0.0.1:1/nowhere/postgres:18.6";
        try (Launched run = place.run(Place.TINY, "--provider", "docker", "--set", "stack.postgres_image=" + image)) {
            assertOneMessage(
                    run,
                    "the image " + image + " is not on this machine and cannot be pulled",
                    "docker pull " + image,
                    "--provider native");
            assertThat(LiveEngine.oursOf(run.harness().pid())).isEmpty();
        }
        place.assertNothingIsLeft();
    }

    @Test
    void anEngineWithoutRoomForADatabaseIsToldWhereItKeepsItsVolumes() throws Exception {
        Mounts.require("EngineTroubleIT.anEngineWithoutRoomForADatabaseIsToldWhereItKeepsItsVolumes");
        Path disk = Files.createDirectory(place.folder().resolve("disk"));
        Mounts.mount(disk, "300m");
        try (SmallEngine engine = SmallEngine.start(disk, place.folder());
                Launched run = Launched.start(
                        Place.CHECKOUT,
                        Map.of(
                                "DOCKER_HOST",
                                engine.host(),
                                "TMPDIR",
                                place.temporary().toString()),
                        place.folder(),
                        tiny(place.runs()))) {
            assertOneMessage(
                    run,
                    "expected 1024 MiB free for the database where the container engine keeps its volumes (" + disk,
                    "free some (docker system prune removes what nobody uses), or move its data-root");
        } finally {
            Mounts.unmount(disk);
        }
        place.assertNothingIsLeft();
    }

    private static List<String> tiny(Path out) {
        return List.of("run", Place.TINY.toString(), "--provider", "docker", "--out", out.toString());
    }

    private static void assertOneMessage(Launched run, String... parts) throws InterruptedException {
        assertThat(run.exitCode()).as(run.said()).isEqualTo(3);
        assertThat(run.said()).contains(parts).doesNotContain("\tat ");
        assertThat(run.said().lines().filter(line -> line.startsWith("gridlock: ")))
                .hasSize(1);
    }

    private static boolean canBecomeNobody() throws InterruptedException {
        String jar = Place.CHECKOUT.resolve("target/gridlock.jar").toString();
        try {
            List<String> look = new java.util.ArrayList<>(AS_NOBODY);
            look.addAll(List.of("test", "-r", jar));
            boolean can = new ProcessBuilder(look).start().waitFor() == 0;
            if (!can) {
                System.out.println("SKIPPED: EngineTroubleIT.anEngineThatThisUserMayNotUseIsToldWithTheGroupToJoin");
            }
            return can;
        } catch (IOException e) {
            return false;
        }
    }
}
