package dev.gridlock.cli;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.ScenarioException;
import dev.gridlock.scenario.StackFileParser.Reach;
import dev.gridlock.stack.AutoProvider;
import dev.gridlock.stack.DockerProvider;
import dev.gridlock.stack.ExternalProvider;
import dev.gridlock.stack.NativeProvider;
import dev.gridlock.stack.StackProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --provider} and {@code --stack}: what starts the stack, or where it is already. */
final class ProviderOption {

    /** Every provider, by the name that {@code --provider} takes. */
    enum Name {
        AUTO,
        DOCKER,
        NATIVE,
        EXTERNAL
    }

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            defaultValue = "${env:GRIDLOCK_PROVIDER:-auto}",
            description =
                    "What starts PostgreSQL, PgBouncer and Toxiproxy: docker (containers), native (processes on this"
                            + " machine), auto: docker when an engine answers (three looks of 2 s) and has or gets the images, else"
                            + " native; it says which and why. Or external: nothing does, they are there already (--stack)."
                            + " Default: auto, or GRIDLOCK_PROVIDER")
    private Name name = Name.AUTO;

    @Option(
            names = "--stack",
            paramLabel = "FILE",
            description =
                    "With --provider external: the stack file that says where the parts are (docs/docker.md), or the word"
                            + " compose for the stack of docker-compose.yml")
    private @Nullable String stack;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * The provider for a scenario.
     *
     * @throws ScenarioException when the scenario has faults that it cannot do, or the stack file cannot be used
     * @throws MachineException when there can be none
     */
    StackProvider get(ScenarioArguments arguments, Scenario scenario, Progress progress)
            throws ScenarioException, MachineException, InterruptedException {
        if (stack != null && name != Name.EXTERNAL) {
            throw mistake("--stack " + stack
                    + " is for a stack that is there already; add --provider external, or leave" + " it out");
        }
        StackProvider provider = switch (name) {
            case AUTO -> AutoProvider.choose(scenario, progress::line);
            case DOCKER -> new DockerProvider(progress::line);
            case NATIVE -> new NativeProvider(progress::line);
            case EXTERNAL -> external(progress);
        };
        if (!provider.hasContainers()) {
            arguments.requireNoContainers(provider.name());
        }
        return provider;
    }

    private StackProvider external(Progress progress) throws ScenarioException {
        if (stack == null) {
            throw mistake("--provider external needs to know where the stack is; add --stack compose for that of"
                    + " docker-compose.yml, or --stack FILE (docs/docker.md)");
        }
        NamedStack named = NamedStack.read(stack, Reach.THIS_MACHINE);
        return new ExternalProvider(named.file(), named.password(), progress::line);
    }

    private ParameterException mistake(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
