package dev.gridlock.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** {@code targets:}, by name, in the order in which they run. */
final class TargetsBlock {

    /** What runs when the block is left out. */
    static final List<String> DEFAULT = List.of("naive", "bounded");

    private static final Quantity<String> NAME = Words.name("naive");

    private TargetsBlock() {}

    static SequencedMap<String, TargetSpec> read(MappingReader scenario) {
        SequencedMap<String, TargetSpec> targets = new LinkedHashMap<>();
        Optional<Yaml> node = scenario.child("targets");
        if (node.isEmpty()) {
            for (String name : DEFAULT) {
                read(name, scenario.at(), Optional.empty(), scenario.problems(), targets);
            }
            return targets;
        }
        if (!(node.get() instanceof Yaml.Mapping block) || block.entries().isEmpty()) {
            scenario.problems()
                    .add(
                            node.get().at(),
                            "targets names no target",
                            Found.node(node.get()),
                            "naive: and bounded: below it, or leave the block out to run both");
            return targets;
        }
        for (Yaml.Entry entry : block.entries()) {
            try {
                NAME.read(entry.key());
                read(entry.key(), entry.at(), Optional.of(entry.value()), scenario.problems(), targets);
            } catch (Malformed e) {
                scenario.problems()
                        .add(
                                entry.at(),
                                "targets." + Found.plain(entry.key()) + " " + e.what(),
                                Found.text(entry.key()),
                                NAME.advice());
            }
        }
        return targets;
    }

    /** Names of all targets, those with a mistake too. */
    static List<String> names(MappingReader scenario) {
        return scenario.child("targets").orElse(null) instanceof Yaml.Mapping block
                ? block.entries().stream().map(Yaml.Entry::key).toList()
                : DEFAULT;
    }

    private static void read(
            String name, Position at, Optional<Yaml> node, Problems problems, SequencedMap<String, TargetSpec> into) {
        MappingReader in = new MappingReader("targets." + name, at, node, problems);
        TargetBlock.read(name, at, in).ifPresent(target -> into.put(name, target));
    }

    static void write(SequencedMap<String, TargetSpec> targets, YamlWriter out) {
        targets.forEach((name, target) -> out.block(name, () -> TargetBlock.write(target, out)));
    }
}
