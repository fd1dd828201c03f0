package dev.gridlock.stack;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.testcontainers.DockerClientFactory;

/**
 * Starts a stack of containers by Testcontainers: one private network, real limits, ports on 127.0.0.1 only.
 *
 * <p>Every container, network and volume carries the {@link Labels} of this process; what a killed run left is removed at
 * the next start.
 */
public final class DockerProvider implements StackProvider {

    /** As given to {@code --provider}. */
    public static final String NAME = "docker";

    private final Consumer<String> progress;
    private final Path temporary;
    private final FreePorts ports;

    /** One that keeps its server's logs below {@code java.io.tmpdir}. */
    public DockerProvider(Consumer<String> progress) {
        this(progress, Path.of(System.getProperty("java.io.tmpdir")), FreePorts.ofThisMachine());
    }

    DockerProvider(Consumer<String> progress, Path temporary, FreePorts ports) {
        this.progress = progress;
        this.temporary = temporary.toAbsolutePath();
        this.ports = ports;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean hasContainers() {
        return true;
    }

    /**
     * Removes what killed runs left: containers, networks, volumes, and this user's folders of servers' files.
     * {@link #start} does it too.
     *
     * @return what was removed, one sentence each; of containers nothing where no engine answers, which is told as progress
     */
    public List<String> cleanLeftovers() throws MachineException, InterruptedException {
        List<String> cleaned = new ArrayList<>();
        switch (DockerEngine.look()) {
            case DockerEngine.Look.Answers _ -> cleaned.addAll(asked(() -> new DockerLeftovers(client()).clean()));
            case DockerEngine.Look.Silent silent -> progress.accept("containers were not looked at: " + silent.why());
        }
        // After the containers, which may still write into them.
        cleaned.addAll(RunFolders.in(temporary).clean());
        return List.copyOf(cleaned);
    }

    /**
     * Has the engine and every image that the scenario needs at hand; builds or pulls what is missing.
     *
     * @return why it cannot be used, and what to do; empty when it can
     */
    Optional<MachineException> obstacle(Scenario scenario) throws InterruptedException {
        try {
            engine();
            have(DockerImages.of(scenario), client());
            return Optional.empty();
        } catch (MachineException e) {
            return Optional.of(e);
        }
    }

    @Override
    public Stack start(Scenario scenario, Path logs) throws MachineException, InterruptedException {
        String engine = engine();
        DockerClient client = client();
        Machine.requireOpenFiles();
        Machine.requireRoom(temporary);
        requireRoom(client);
        cleanLeftovers().forEach(cleaned -> progress.accept("left by an earlier run: " + cleaned));
        DockerImages images = DockerImages.of(scenario);
        have(images, client);
        return asked(() -> new DockerStack(
                client,
                images,
                scenario,
                RunFolders.in(temporary).create(logs),
                logs.toAbsolutePath(),
                ports,
                engine,
                progress));
    }

    private void have(DockerImages images, DockerClient client) throws MachineException, InterruptedException {
        boolean _ = asked(() -> {
            images.have(client, progress);
            return true;
        });
    }

    /** Its version. */
    private static String engine() throws MachineException, InterruptedException {
        return switch (DockerEngine.look()) {
            case DockerEngine.Look.Answers answers -> answers.version();
            case DockerEngine.Look.Silent silent ->
                throw new MachineException(silent.why() + "\n  " + silent.whatToDo());
        };
    }

    private static DockerClient client() throws MachineException {
        try {
            return DockerClientFactory.instance().client();
        } catch (RuntimeException e) {
            throw new MachineException(
                    "Testcontainers cannot use the container engine: " + Causes.deepest(e)
                            + "\n  see java.testcontainers.org/supported_docker_environment, or use --provider native",
                    e);
        }
    }

    /** Where the engine keeps images and volumes, when that is a folder that we can see. */
    private static void requireRoom(DockerClient client) throws MachineException, InterruptedException {
        String root = asked(() -> String.valueOf(client.infoCmd().exec().getDockerRootDir()));
        Path folder = Path.of(root);
        try {
            if (Files.isReadable(folder) && Files.getFileStore(folder).getUsableSpace() < Machine.DISK_BYTES) {
                throw new MachineException("expected " + Machine.mebibytes(Machine.DISK_BYTES)
                        + " free for the database where the container engine keeps its volumes (" + folder + "), found "
                        + Machine.mebibytes(Files.getFileStore(folder).getUsableSpace())
                        + "\n  free some (docker system prune removes what nobody uses), or move its data-root");
            }
        } catch (IOException e) {
            // the engine itself will say when it has no room
        }
    }

    /** What asks the engine. */
    private interface Question<T> {
        T ask() throws MachineException, InterruptedException;
    }

    private static <T> T asked(Question<T> question) throws MachineException, InterruptedException {
        try {
            return question.ask();
        } catch (DockerException e) {
            String said = Causes.deepest(e);
            String advice = said.contains("no space left")
                    ? "\n  free some (docker system prune removes what nobody uses), or move the engine's data-root"
                    : "";
            throw new MachineException("the container engine refused: " + said + advice, e);
        }
    }
}
