package dev.gridlock.stack;

import dev.gridlock.process.ChildProcess;
import dev.gridlock.process.Executables;
import dev.gridlock.process.MachineException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command {@code docker}, for services in containers: it holds a container's input open, and hands on its output. */
public final class ContainerCommand {

    private static final Duration ANSWER = Duration.ofSeconds(30);

    private static final String JAR_IN_IMAGE = "/opt/gridlock/target/gridlock.jar";

    private ContainerCommand() {}

    /**
     * Its words.
     *
     * @throws MachineException when it is not there
     */
    public static List<String> of(List<String> arguments) throws MachineException {
        Path docker = Executables.onPath("docker")
                .orElseThrow(() -> new MachineException("docker is not on PATH, and services of an image need it"
                        + "\n  install it (Debian: apt-get install docker.io). Or leave the block targets out of the stack"
                        + " file: then they are JVMs of this machine; or give --against a checkout"));
        List<String> words = new ArrayList<>(List.of(docker.toString()));
        words.addAll(arguments);
        return words;
    }

    /**
     * Runs it to its end.
     *
     * @param log what it says is appended to it
     * @return its output, line by line
     * @throws MachineException when it fails, with its last lines
     */
    public static List<String> run(Path log, List<String> arguments) throws MachineException, InterruptedException {
        return ChildProcess.run(ChildProcess.Command.of("docker " + arguments.getFirst(), log, of(arguments)), ANSWER);
    }

    /**
     * Checks that a service can be started.
     *
     * @throws MachineException when the command, the engine, the image or the network is missing, or the image
     *     is of other code, with what to do
     */
    static void requireReady(ServicePlace.Containers place, Path log) throws MachineException, InterruptedException {
        List<String> _ = of(List.of());
        if (DockerEngine.look() instanceof DockerEngine.Look.Silent silent) {
            throw new MachineException(silent.why() + "\n  " + silent.whatToDo());
        }
        require("image", place.image(), "docker compose build, or .ci/docker, makes it", log);
        require("network", place.network(), "docker compose up -d makes it", log);
        requireThisCode(place.image(), log);
    }

    /** Services of an image that was made before the last change would be measured for those of today. */
    private static void requireThisCode(String image, Path log) throws MachineException, InterruptedException {
        Optional<String> ours = OwnJar.sha256();
        if (ours.isEmpty()) {
            return;
        }
        List<String> said =
                run(log, List.of("run", "--rm", "--network", "none", "--entrypoint", "sha256sum", image, JAR_IN_IMAGE));
        String theirs = said.isEmpty() ? "" : said.getLast().split(" ", 2)[0];
        if (!theirs.equals(ours.get())) {
            throw new MachineException(
                    "the image " + image + " of the stack file's targets was made of another build of"
                            + " Gridlock: its gridlock.jar is " + abbreviated(theirs) + ", this one's "
                            + abbreviated(ours.get())
                            + "\n  make it again: docker compose build (or .ci/docker); its services would be measured for today's");
        }
    }

    private static String abbreviated(String sha256) {
        return sha256.substring(0, Math.min(12, sha256.length()));
    }

    private static void require(String kind, String name, String advice, Path log)
            throws MachineException, InterruptedException {
        try {
            List<String> _ = run(log, List.of(kind, "inspect", "--format", "{{.Id}}", name));
        } catch (MachineException e) {
            throw new MachineException(
                    "the " + kind + " " + name + " of the stack file's targets is not on this machine\n  " + advice
                            + "; or leave the block targets out of the stack file: then they are JVMs of this machine",
                    e);
        }
    }
}
