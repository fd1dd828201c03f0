package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.Scenario;
import java.nio.file.Path;

/** What starts a stack. */
public interface StackProvider {

    /** As given to {@code --provider}. */
    String name();

    /** Whether its parts are containers, which some faults need. */
    boolean hasContainers();

    /**
     * Starts every part with the scenario's limits and waits until each answers.
     *
     * @param logs folder that the parts' logs end up in
     * @throws MachineException when a part is missing, refused to start, or does not have the settings that the run
     *     relies on (durability is checked by {@code SHOW})
     */
    Stack start(Scenario scenario, Path logs) throws MachineException, InterruptedException;
}
