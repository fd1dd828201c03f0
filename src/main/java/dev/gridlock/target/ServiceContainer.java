package dev.gridlock.target;

import dev.gridlock.process.ChildProcess;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.stack.ContainerCommand;
import dev.gridlock.stack.Labels;
import dev.gridlock.stack.ServicePlace;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A service as a container. What the harness holds is the command {@code docker run} in the foreground: it hands on output
 * and signals, and when it is gone, however it ended, the engine ends the container's input, by which a service ends.
 *
 * @param raw the target's own folder on this machine
 * @param log where what {@code docker} says goes
 */
record ServiceContainer(ServicePlace.Containers place, String target, TargetSpec.BuiltIn spec, Path raw, Path log) {

    private static final int PORT = 8080;

    /** Where a build is in the image; see Dockerfile. */
    private static final String BUILD = "/opt/gridlock/target";

    private static final String CLASS_PATH = BUILD + "/gridlock.jar:" + BUILD + "/lib/*";

    /** Where {@link #raw} is in it. */
    static final Path JOURNAL = Path.of("/journal");

    static final Listen LISTEN = new Listen("0.0.0.0", PORT);

    private String name() {
        return "gridlock-" + place.labels().get(Labels.RUN) + "-" + target;
    }

    ChildProcess.Command command(List<String> jvmOptions, List<String> words) throws MachineException {
        return ChildProcess.Command.of(
                        "service-" + target, log, ContainerCommand.of(arguments(owner(), jvmOptions, words)))
                .withEnvironment(
                        Map.of(ServiceArguments.PASSWORD, place.application().password()));
    }

    /** Of {@code docker}. */
    List<String> arguments(String owner, List<String> jvmOptions, List<String> words) {
        List<String> docker = new ArrayList<>(List.of("run", "--rm", "--interactive", "--pull", "never"));
        docker.addAll(List.of("--name", name(), "--user", owner));
        // By the kind, not by its name: who looks for metrics knows the kinds.
        docker.addAll(List.of("--network", place.network(), "--network-alias", spec.kind()));
        docker.addAll(List.of("--publish", "127.0.0.1::" + PORT));
        docker.addAll(List.of("--mount", mount(raw, JOURNAL.toString())));
        place.build().ifPresent(build -> docker.addAll(List.of("--mount", mount(build, BUILD) + ",readonly")));
        place.labels().forEach((label, value) -> docker.addAll(List.of("--label", label + "=" + value)));
        // Without a value: taken from the environment, where nobody else can read it.
        docker.addAll(List.of("--env", ServiceArguments.PASSWORD));
        docker.addAll(List.of("--entrypoint", "java", place.image()));
        docker.addAll(jvmOptions);
        docker.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", CLASS_PATH, ServiceMain.class.getName()));
        docker.addAll(words);
        return docker;
    }

    private static String mount(Path source, String target) {
        // A field of CSV: a path may have commas and quotes.
        String field = source.toAbsolutePath().toString().replace("\"", "\"\"");
        return "type=bind,\"source=" + field + "\",target=" + target;
    }

    /** Who may write into the folder of the journal. */
    private String owner() throws MachineException {
        try {
            Files.createDirectories(raw);
            return Files.getAttribute(raw, "unix:uid") + ":" + Files.getAttribute(raw, "unix:gid");
        } catch (IOException e) {
            throw new MachineException("the folder of the journal cannot be made: " + e, e);
        }
    }

    /** Where it is published; once it is ready. */
    URI published() throws MachineException, InterruptedException {
        List<String> ports = ContainerCommand.run(log, List.of("port", name(), PORT + "/tcp"));
        return URI.create("http://" + ports.getFirst().strip());
    }

    /** It has removed itself, or is removed by force. */
    void remove() {
        boolean interrupted = Thread.interrupted();
        try {
            List<String> _ = ContainerCommand.run(log, List.of("rm", "--force", name()));
        } catch (MachineException e) {
            String said = String.valueOf(e.getMessage());
            if (!said.contains("No such container") && !said.contains("already in progress")) {
                System.err.println("gridlock: the container " + name()
                        + " may be left, ./gridlock doctor --clean removes" + " it: " + said);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
