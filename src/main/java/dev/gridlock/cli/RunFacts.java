package dev.gridlock.cli;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.stack.Stack;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/** What a reader must know to repeat a run: versions, machine, seed; recorded as rows of {@code run}. */
final class RunFacts {

    private RunFacts() {}

    /** Known before anything is started. */
    static Map<String, String> of(Scenario scenario, RunClock clock) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("scenario", scenario.name());
        facts.put("seed", Long.toString(scenario.seed()));
        facts.put("started", clock.epochWall().toString());
        facts.put("version.gridlock", Version.text());
        facts.put("version.java", Runtime.version().toString());
        facts.put("machine.os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("machine.arch", System.getProperty("os.arch"));
        facts.put("machine.cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os) {
            facts.put("machine.memory_bytes", Long.toString(os.getTotalMemorySize()));
        }
        return facts;
    }

    /** Known when the stack is up. */
    static Map<String, String> of(Stack stack) throws MachineException {
        Map<String, String> facts = new TreeMap<>();
        facts.put("provider", stack.provider());
        stack.versions().forEach((part, version) -> facts.put("version." + part, version));
        return facts;
    }

    /** The stack's versions in one line. */
    static String versions(Stack stack) {
        return String.join(
                ", ",
                new TreeMap<>(stack.versions())
                        .entrySet().stream()
                                .map(part -> part.getKey() + " " + part.getValue())
                                .toList());
    }
}
