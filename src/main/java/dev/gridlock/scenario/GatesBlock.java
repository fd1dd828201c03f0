package dev.gridlock.scenario;

import dev.gridlock.scenario.GateParser.GateMistake;
import dev.gridlock.scenario.GateSpec.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code gates:}, by target: a list of gates, or {@code { require: […], reproduces: […] }}. */
final class GatesBlock {

    private static final List<String> LISTS = List.of("require", "reproduces");
    private static final String EXAMPLE = "- deadlocks == 0";

    private final Optional<MetricCatalogue> catalogue;
    private final Problems problems;

    private GatesBlock(Optional<MetricCatalogue> catalogue, Problems problems) {
        this.catalogue = catalogue;
        this.problems = problems;
    }

    /** One gate and where it stands. */
    record Placed(GateSpec gate, Position at) {}

    static Map<String, List<GateSpec>> read(
            MappingReader scenario, Collection<String> targets, Optional<MetricCatalogue> catalogue) {
        Map<String, List<GateSpec>> gates = new LinkedHashMap<>();
        Optional<Yaml> node = scenario.child("gates");
        if (node.isEmpty() || node.get().isEmpty()) {
            return gates;
        }
        Problems problems = scenario.problems();
        if (!(node.get() instanceof Yaml.Mapping block)) {
            problems.add(
                    node.get().at(),
                    "gates is not a block",
                    Found.node(node.get()),
                    "gates: { bounded: [ deadlocks == 0 ] }");
            return gates;
        }
        GatesBlock reader = new GatesBlock(catalogue, problems);
        for (Yaml.Entry entry : block.entries()) {
            if (!targets.isEmpty() && !targets.contains(entry.key())) {
                problems.add(
                        entry.at(),
                        "gates." + entry.key() + ": no such target in this scenario",
                        Found.text(entry.key()),
                        NearestName.advice(entry.key(), targets));
            }
            List<Placed> placed = reader.ofTarget("gates." + entry.key(), entry.value());
            GateContradictions.report(entry.key(), placed, catalogue, problems);
            if (!placed.isEmpty()) {
                gates.put(entry.key(), placed.stream().map(Placed::gate).toList());
            }
        }
        return gates;
    }

    private List<Placed> ofTarget(String path, Yaml node) {
        List<Placed> gates = new ArrayList<>();
        switch (node) {
            case Yaml.Sequence _ -> gates.addAll(list(path, Kind.GATE, node));
            case Yaml.Mapping block -> {
                new MappingReader(path, node.at(), Optional.of(node), problems).allow(LISTS);
                block.get("require").ifPresent(list -> gates.addAll(list(path + ".require", Kind.GATE, list)));
                block.get("reproduces")
                        .ifPresent(list -> gates.addAll(list(path + ".reproduces", Kind.EXPECTATION, list)));
            }
            case Yaml.Scalar _ ->
                problems.add(
                        node.at(),
                        path + " is not a list of gates",
                        Found.node(node),
                        EXAMPLE + ", or reproduces: [ deadlocks > 0 ]");
        }
        return gates;
    }

    private List<Placed> list(String path, Kind kind, Yaml node) {
        if (!(node instanceof Yaml.Sequence list)) {
            problems.add(node.at(), path + " is not a list of gates", Found.node(node), "[ deadlocks == 0 ]");
            return List.of();
        }
        List<Placed> gates = new ArrayList<>();
        for (int n = 0; n < list.items().size(); n++) {
            Yaml item = list.items().get(n);
            if (!(item instanceof Yaml.Scalar scalar) || item.isEmpty()) {
                problems.add(item.at(), path + "." + n + " is not a gate", Found.node(item), EXAMPLE);
                continue;
            }
            try {
                GateSpec gate =
                        GateParser.parse(kind, scalar.text(), scalar.at().line(), catalogue);
                gates.add(new Placed(gate, scalar.at()));
            } catch (GateMistake mistake) {
                mistake.addTo(problems, path + "." + n, scalar);
            }
        }
        return gates;
    }

    static void write(List<GateSpec> gates, YamlWriter out) {
        write("require", Kind.GATE, gates, out);
        write("reproduces", Kind.EXPECTATION, gates, out);
    }

    private static void write(String key, Kind kind, List<GateSpec> gates, YamlWriter out) {
        List<GateSpec> ofKind =
                gates.stream().filter(gate -> gate.kind() == kind).toList();
        if (!ofKind.isEmpty()) {
            out.block(key, () -> ofKind.forEach(gate -> out.line("- " + Words.quoted(gate.text()))));
        }
    }
}
