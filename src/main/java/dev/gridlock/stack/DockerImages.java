package dev.gridlock.stack;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.BuildResponseItem;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The images of a scenario's containers, by name. */
record DockerImages(String postgres, String pgbouncer, String toxiproxy) {

    private static final String PINNED = "/docker/images.properties";
    private static final String DOCKERFILE = "/docker/pgbouncer/Dockerfile";

    /** A pull of some 200 MB over a slow line; an unreachable registry is told by the engine within seconds. */
    private static final Duration PULL = Duration.ofMinutes(10);

    private static final Duration BUILD = Duration.ofMinutes(10);

    /** Those that the scenario names, else those that Gridlock pins. */
    static DockerImages of(Scenario scenario) {
        return new DockerImages(
                scenario.stack()
                        .postgresImage()
                        .orElseGet(
                                () -> pinned("postgres." + scenario.postgres().version())),
                scenario.stack().pgbouncerImage().orElseGet(() -> pinned("pgbouncer")),
                scenario.stack().toxiproxyImage().orElseGet(() -> pinned("toxiproxy")));
    }

    static String pinned(String part) {
        Properties pinned = new Properties();
        try (InputStream in = resource(PINNED)) {
            pinned.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(PINNED + " cannot be read", e);
        }
        return Objects.requireNonNull(pinned.getProperty(part), part);
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(DockerImages.class.getResourceAsStream(name), name);
    }

    /**
     * Has each on this machine: where one is not, Gridlock's own PgBouncer is built, any other pulled.
     *
     * @throws MachineException naming the image that cannot be had
     */
    void have(DockerClient client, Consumer<String> progress) throws MachineException, InterruptedException {
        for (String image : List.of(postgres, toxiproxy, pgbouncer)) {
            if (isHere(client, image)) {
                continue;
            }
            if (image.equals(pinned("pgbouncer"))) {
                progress.accept("building " + image + " (once)");
                build(client, image);
            } else {
                progress.accept("pulling " + image + " (once)");
                pull(client, image);
            }
        }
    }

    private static boolean isHere(DockerClient client, String image) {
        try {
            client.inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private static void pull(DockerClient client, String image) throws MachineException, InterruptedException {
        try (PullImageResultCallback pull = client.pullImageCmd(image).exec(new PullImageResultCallback())) {
            if (!pull.awaitCompletion(PULL.toSeconds(), TimeUnit.SECONDS)) {
                throw missing(image, "it was not pulled within " + PULL.toMinutes() + " min", null);
            }
        } catch (DockerException | IOException e) {
            throw missing(image, Causes.deepest(e), e);
        }
    }

    private static MachineException missing(String image, String why, @Nullable Exception cause) {
        String message = "the image " + image + " is not on this machine and cannot be pulled: " + why
                + "\n  docker pull " + image + " where there is a network, docker load it, name another one in the"
                + " scenario's stack block, make it of Debian's packages by .ci/docker, or use --provider native";
        return cause == null ? new MachineException(message) : new MachineException(message, cause);
    }

    private static void build(DockerClient client, String image) throws MachineException, InterruptedException {
        StringBuilder said = new StringBuilder();
        try {
            Path folder = Files.createTempDirectory("gridlock-build-");
            try (InputStream dockerfile = resource(DOCKERFILE)) {
                Files.copy(dockerfile, folder.resolve("Dockerfile"));
                BuildAnswer answer = client.buildImageCmd(folder.toFile())
                        .withTag(image)
                        .withForcerm(true)
                        .withLabels(Labels.ofBuild())
                        .exec(new BuildAnswer(said));
                try (answer) {
                    if (!answer.awaitCompletion(BUILD.toSeconds(), TimeUnit.SECONDS)) {
                        throw unbuilt(image, "not done within " + BUILD.toMinutes() + " min", said);
                    }
                }
            } finally {
                Folders.delete(folder);
            }
        } catch (DockerException | IOException e) {
            throw unbuilt(image, Causes.deepest(e), said);
        }
        if (!isHere(client, image)) {
            throw unbuilt(image, "the build failed", said);
        }
    }

    private static MachineException unbuilt(String image, String why, CharSequence said) {
        List<String> lines =
                said.toString().lines().filter(line -> !line.isBlank()).toList();
        return new MachineException("the image " + image + " cannot be built: " + why + "\n  "
                + String.join("\n  ", lines.subList(Math.max(0, lines.size() - 5), lines.size()))
                + "\n  it needs the network once, for its base image and Debian's packages; else name another one in the"
                + " scenario's stack block, make it by .ci/docker, or use --provider native");
    }

    /** Keeps what the build says. */
    private static final class BuildAnswer extends ResultCallback.Adapter<BuildResponseItem> {

        private final StringBuilder said;

        BuildAnswer(StringBuilder said) {
            this.said = said;
        }

        @Override
        public void onNext(BuildResponseItem item) {
            if (item.getStream() != null) {
                said.append(item.getStream());
            }
            if (item.getErrorDetail() != null) {
                said.append(item.getErrorDetail().getMessage()).append('\n');
            }
        }
    }
}
