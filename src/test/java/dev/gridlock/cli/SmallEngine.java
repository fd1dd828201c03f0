package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A second container engine beside the shared one, with everything that it has in a folder of the test's. */
final class SmallEngine implements AutoCloseable {

    private final Process dockerd;
    private final Path socket;
    private final Path log;

    private SmallEngine(Process dockerd, Path socket, Path log) {
        this.dockerd = dockerd;
        this.socket = socket;
        this.log = log;
    }

    /**
     * Starts one that has no network and shares nothing with another, and waits until it answers.
     *
     * @param disk for its data
     * @param folder for all else
     */
    static SmallEngine start(Path disk, Path folder) throws IOException {
        Path socket = folder.resolve("docker.sock");
        Path log = folder.resolve("dockerd.log");
        // A network namespace of its own: without a bridge a dockerd removes docker0, which is the shared engine's.
        Process dockerd = new ProcessBuilder(List.of(
                        "unshare",
                        "--net",
                        "dockerd",
                        "--data-root=" + disk.resolve("data"),
                        "--exec-root=" + folder.resolve("exec"),
                        "--pidfile=" + folder.resolve("dockerd.pid"),
                        "--host=unix://" + socket,
                        "--bridge=none",
                        "--iptables=false",
                        "--ip6tables=false",
                        "--containerd-namespace=gridlock-it",
                        "--containerd-plugins-namespace=gridlock-it-plugins"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        SmallEngine engine = new SmallEngine(dockerd, socket, log);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> engine.answers() || !dockerd.isAlive());
        assertThat(dockerd.isAlive()).as(Files.readString(log)).isTrue();
        return engine;
    }

    String host() {
        return "unix://" + socket;
    }

    private boolean answers() throws IOException {
        return Files.readString(log).contains("API listen on");
    }

    @Override
    public void close() throws InterruptedException {
        dockerd.destroy();
        assertThat(dockerd.waitFor(60, TimeUnit.SECONDS)).as("dockerd ended").isTrue();
    }
}
