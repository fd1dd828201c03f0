package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec;
import dev.gridlock.scenario.Scenario;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Chooses a provider by what is here: containers when an engine answers and every image is here, or can be
 * built or pulled; else processes. It says which and why.
 */
public final class AutoProvider {

    private AutoProvider() {}

    /**
     * The provider for a scenario.
     *
     * @param progress sees which, and why
     * @throws MachineException when the scenario needs containers and there can be none
     */
    public static StackProvider choose(Scenario scenario, Consumer<String> progress)
            throws MachineException, InterruptedException {
        DockerProvider docker = new DockerProvider(progress);
        Optional<MachineException> obstacle = docker.obstacle(scenario);
        if (obstacle.isEmpty()) {
            progress.accept("provider docker: a container engine answers, and it has the images");
            return docker;
        }
        if (scenario.chaos().stream().anyMatch(fault -> fault.kind() instanceof FaultSpec.Disruption)) {
            throw new MachineException(
                    "the scenario has faults that need containers, and "
                            + obstacle.get().getMessage(),
                    obstacle.get());
        }
        progress.accept("provider native: " + firstLine(obstacle.get()));
        return new NativeProvider(progress);
    }

    private static String firstLine(MachineException obstacle) {
        return String.valueOf(obstacle.getMessage()).lines().findFirst().orElse("");
    }
}
