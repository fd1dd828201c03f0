package dev.gridlock.cli;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.ScenarioException;
import dev.gridlock.stack.AutoProvider;
import dev.gridlock.stack.DockerProvider;
import dev.gridlock.stack.NativeProvider;
import dev.gridlock.stack.StackProvider;
import picocli.CommandLine.Option;

/** {@code --provider}: what starts the stack. */
final class ProviderOption {

    /** Every provider, by the name that {@code --provider} takes. */
    enum Name {
        AUTO,
        DOCKER,
        NATIVE
    }

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            defaultValue = "${env:GRIDLOCK_PROVIDER:-auto}",
            description =
                    "What starts PostgreSQL, PgBouncer and Toxiproxy: docker (containers), native (processes on this"
                            + " machine), or auto: docker when an engine answers within 2 s and has or gets the images, else"
                            + " native; it says which and why. Default: auto, or GRIDLOCK_PROVIDER")
    private Name name = Name.AUTO;

    /**
     * The provider for a scenario.
     *
     * @throws ScenarioException when the scenario has faults that it cannot do
     * @throws MachineException when there can be none
     */
    StackProvider get(ScenarioArguments arguments, Scenario scenario, Progress progress)
            throws ScenarioException, MachineException, InterruptedException {
        StackProvider provider = switch (name) {
            case AUTO -> AutoProvider.choose(scenario, progress::line);
            case DOCKER -> new DockerProvider(progress::line);
            case NATIVE -> new NativeProvider(progress::line);
        };
        if (!provider.hasContainers()) {
            arguments.requireNoContainers(provider.name());
        }
        return provider;
    }
}
