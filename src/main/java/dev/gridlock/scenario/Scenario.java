package dev.gridlock.scenario;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * One scenario file: all that a run needs to be repeated, its seed included.
 *
 * @param name {@code [a-z0-9-]+}; names the folder under {@code reports/}
 * @param about one or two sentences for the report
 * @param seed everything random in a run is derived from it
 * @param targets by name, in the order of the file, which is the order in which they run
 * @param load what is sent to each target; at least one
 * @param chaos faults, in the order of the file; empty when none; no two have the same name
 * @param gates by target name, in the order of the file, gates before expectations; targets without gates are absent
 */
public record Scenario(
        String name,
        String about,
        long seed,
        FleetSpec fleet,
        PostgresSpec postgres,
        PgBouncerSpec pgbouncer,
        StackSpec stack,
        SequencedMap<String, TargetSpec> targets,
        List<LoadSpec> load,
        List<FaultSpec> chaos,
        Map<String, List<GateSpec>> gates,
        RecordingSpec recording,
        Optional<BusinessSpec> business) {

    public Scenario {
        load = List.copyOf(load);
        chaos = List.copyOf(chaos);
        gates = Collections.unmodifiableMap(new LinkedHashMap<>(gates));
        targets = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(targets));
    }

    /** This scenario with only some of its targets and the gates that name no other, in their order here. */
    public Scenario onlyTargets(Collection<String> names) {
        SequencedMap<String, TargetSpec> kept = new LinkedHashMap<>(targets);
        kept.keySet().retainAll(names);
        Map<String, List<GateSpec>> keptGates = new LinkedHashMap<>(gates);
        keptGates.keySet().retainAll(names);
        keptGates.replaceAll((_, of) ->
                of.stream().filter(gate -> names.containsAll(gate.targets())).toList());
        keptGates.values().removeIf(List::isEmpty);
        return new Scenario(
                name, about, seed, fleet, postgres, pgbouncer, stack, kept, load, chaos, keptGates, recording,
                business);
    }
}
