package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.StackFile;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Uses a stack that is there already, e.g. that of docker-compose.yml. It starts and stops no part, and changes no setting:
 * what is not as the scenario has it is told, with what to do.
 */
public final class ExternalProvider implements StackProvider {

    /** As given to {@code --provider}. */
    public static final String NAME = "external";

    private final StackFile file;
    private final String password;
    private final Consumer<String> progress;

    /** @param password of the superuser, the application and PgBouncer's console */
    public ExternalProvider(StackFile file, String password, Consumer<String> progress) {
        this.file = file;
        this.password = password;
        this.progress = progress;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** They may be containers; but they are not ours to pause or kill. */
    @Override
    public boolean hasContainers() {
        return false;
    }

    @Override
    public Stack start(Scenario scenario, Path logs) throws MachineException, InterruptedException {
        Machine.requireOpenFiles();
        return new ExternalStack(new ExternalParts(file, password), scenario, logs.toAbsolutePath(), progress);
    }
}
