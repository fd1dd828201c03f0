package dev.gridlock.stack;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridlock.process.MachineException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What services as containers need, asked before anything is changed. */
@ExtendWith(LiveEngine.class)
class ContainerCommandIT {

    private static final String IMAGE = DockerImages.pinned("toxiproxy"); // any that is here

    @TempDir
    private Path folder;

    @Test
    void anImageAndANetworkThatAreHereAreEnough() {
        assertThatCode(() -> require(IMAGE, "bridge")).doesNotThrowAnyException();
    }

    @Test
    void anImageThatIsNotHereIsNamedWithWhatMakesIt() {
        assertThatThrownBy(() -> require("gridlock/none:0", "bridge"))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("the image gridlock/none:0 of the stack file's targets is not on this machine")
                .hasMessageContaining("docker compose build");
    }

    @Test
    void aNetworkThatIsNotHereIsNamedWithWhatMakesIt() {
        assertThatThrownBy(() -> require(IMAGE, "no-such-network"))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("the network no-such-network of the stack file's targets is not on this machine")
                .hasMessageContaining("docker compose up -d");
    }

    private void require(String image, String network) throws MachineException, InterruptedException {
        ContainerCommand.requireReady(
                new ServicePlace.Containers(
                        new DatabaseAddress("toxiproxy", 6_432, "fleet", "application", "x"), image, network, Map.of()),
                folder.resolve("docker.log"));
    }
}
