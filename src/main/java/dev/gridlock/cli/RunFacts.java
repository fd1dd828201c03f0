package dev.gridlock.cli;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.PostgresSpec;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.stack.ServiceSettings;
import dev.gridlock.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a reader must know to repeat a run: versions, machine, seed; recorded as rows of {@code run}. */
final class RunFacts {

    /** What decides durability, limits and waits, as a session of the service has it; the verdict asks for the first two. */
    private static final List<String> RECORDED_SETTINGS = List.of(
            "fsync",
            "synchronous_commit",
            "full_page_writes",
            "max_connections",
            "deadlock_timeout",
            "shared_buffers",
            "autovacuum",
            "wal_sync_method",
            "max_wal_size");

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
        facts.put("machine.cpu", cpu());
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os) {
            facts.put("machine.memory_bytes", Long.toString(os.getTotalMemorySize()));
        }
        return facts;
    }

    /** The processor's name, as the kernel says it; a baseline of another one has other times. */
    private static String cpu() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException | UncheckedIOException e) {
            return "unknown";
        }
    }

    /**
     * Known when the stack is up.
     *
     * @throws MachineException also when a session of the service would not have the settings that the scenario demands
     */
    static Map<String, String> of(Stack stack, PostgresSpec demanded) throws MachineException {
        List<String> wrong = ServiceSettings.differences(stack, demanded);
        if (!wrong.isEmpty()) {
            throw new MachineException("a session of the service, as " + stack.application()
                    + ", does not have the settings that the figures rely on:\n  " + String.join("\n  ", wrong));
        }
        Map<String, String> facts = new TreeMap<>();
        facts.put("provider", stack.provider());
        stack.versions().forEach((part, version) -> facts.put("version." + part, version));
        ServiceSettings.shown(stack, RECORDED_SETTINGS)
                .forEach((name, setting) -> facts.put("postgres." + name, setting));
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
