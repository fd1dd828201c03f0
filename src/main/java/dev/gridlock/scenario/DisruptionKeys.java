package dev.gridlock.scenario;

import dev.gridlock.scenario.FaultSpec.Disruption;
import java.util.List;
import java.util.Locale;

/** The faults that only a container's engine can do to a part, each with its parameters. */
enum DisruptionKeys {
    PAUSE("freezes every process of the part, and thaws them when it is healed"),
    KILL("kills the part (SIGKILL); it is started again when it is healed"),
    RESTART("stops the part in order and starts it again at once"),
    CPU("limits the part's CPU time"),
    MEMORY("limits the part's memory; what needs more is killed by the kernel (OOM kill), which the report names"),
    NETWORK_PARTITION("takes the part off the network, observers included; established connections get no answer");

    private static final Key<Double> CPUS =
            Key.required("cpus", Numbers.cores("0.2"), "CPUs that the part may use, fractions included");
    private static final Key<Long> LIMIT = Key.required(
            "memory",
            Quantities.size("6MiB", "1024GiB", "1MiB", "64MiB"),
            "memory that the part may use, page cache included and no swap besides");

    private final String meaning;

    DisruptionKeys(String meaning) {
        this.meaning = meaning;
    }

    static DisruptionKeys of(Disruption disruption) {
        return switch (disruption) {
            case Disruption.Pause _ -> PAUSE;
            case Disruption.Kill _ -> KILL;
            case Disruption.Restart _ -> RESTART;
            case Disruption.Cpu _ -> CPU;
            case Disruption.Memory _ -> MEMORY;
            case Disruption.NetworkPartition _ -> NETWORK_PARTITION;
        };
    }

    List<Key<?>> parameters() {
        return switch (this) {
            case PAUSE, KILL, RESTART, NETWORK_PARTITION -> List.of();
            case CPU -> List.of(CPUS);
            case MEMORY -> List.of(LIMIT);
        };
    }

    Disruption read(MappingReader in) {
        return switch (this) {
            case PAUSE -> new Disruption.Pause();
            case KILL -> new Disruption.Kill();
            case RESTART -> new Disruption.Restart();
            case CPU -> new Disruption.Cpu(in.read(CPUS));
            case MEMORY -> new Disruption.Memory(in.read(LIMIT));
            case NETWORK_PARTITION -> new Disruption.NetworkPartition();
        };
    }

    /** Writes the parameters. */
    static void write(Disruption disruption, YamlWriter out) {
        switch (disruption) {
            case Disruption.Pause _, Disruption.Kill _, Disruption.Restart _, Disruption.NetworkPartition _ -> {}
            case Disruption.Cpu cpu -> out.write(CPUS, cpu.cpus());
            case Disruption.Memory memory -> out.write(LIMIT, memory.bytes());
        }
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String meaning() {
        return meaning;
    }
}
