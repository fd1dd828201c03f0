package dev.gridlock.scenario;

import dev.gridlock.scenario.GateSpec.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code gates:}, by target: a list of gates, or {@code { require: […], reproduces: […] }}. */
final class GatesBlock {

    private static final List<String> LISTS = List.of("require", "reproduces");
    private static final String EXAMPLE = "- deadlocks == 0";

    private final GateNames names;
    private final Problems problems;

    private GatesBlock(GateNames names, Problems problems) {
        this.names = names;
        this.problems = problems;
    }

    /** One gate and where it stands. */
    record Placed(GateSpec gate, Position at) {}

    /** @param faults names of the faults */
    static Map<String, List<GateSpec>> read(
            MappingReader scenario,
            Collection<String> targets,
            Collection<String> faults,
            Optional<MetricCatalogue> catalogue) {
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
        for (Yaml.Entry entry : block.entries()) {
            if (!targets.isEmpty() && !targets.contains(entry.key())) {
                problems.add(
                        entry.at(),
                        "gates." + entry.key() + ": no such target in this scenario",
                        Found.text(entry.key()),
                        NearestName.advice(entry.key(), targets));
            }
            GateNames names = new GateNames(entry.key(), targets, faults, catalogue);
            List<Placed> placed = new GatesBlock(names, problems).ofTarget("gates." + entry.key(), entry.value());
            refuseTwice("gates." + entry.key(), placed, problems);
            GateContradictions.report(entry.key(), placed, catalogue, problems);
            if (!placed.isEmpty()) {
                gates.put(entry.key(), placed.stream().map(Placed::gate).toList());
            }
        }
        return gates;
    }

    /** What CI systems read names a gate by its text. */
    private static void refuseTwice(String path, List<Placed> gates, Problems problems) {
        Map<List<Object>, Position> seen = new HashMap<>();
        for (Placed placed : gates) {
            List<Object> gate = List.of(placed.gate().kind(), placed.gate().text());
            Position first = seen.putIfAbsent(gate, placed.at());
            if (first != null) {
                problems.add(
                        placed.at(),
                        path + " has a gate twice",
                        Found.text(placed.gate().text()) + ", the other at " + first,
                        "it once");
            }
        }
    }

    private List<Placed> ofTarget(String path, Yaml node) {
        List<Placed> gates = new ArrayList<>();
        switch (node) {
            case Yaml.Sequence _ -> gates.addAll(list(path, false, node));
            case Yaml.Mapping block -> {
                new MappingReader(path, node.at(), Optional.of(node), problems).allow(LISTS);
                block.get("require").ifPresent(list -> gates.addAll(list(path + ".require", false, list)));
                block.get("reproduces").ifPresent(list -> gates.addAll(list(path + ".reproduces", true, list)));
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

    private List<Placed> list(String path, boolean expected, Yaml node) {
        if (!(node instanceof Yaml.Sequence list)) {
            problems.add(node.at(), path + " is not a list of gates", Found.node(node), "[ deadlocks == 0 ]");
            return List.of();
        }
        List<Placed> gates = new ArrayList<>();
        for (int n = 0; n < list.items().size(); n++) {
            Yaml item = list.items().get(n);
            Optional<GateText> gate = GateText.of(item);
            if (gate.isEmpty()) {
                problems.add(item.at(), path + "." + n + " is not a gate", Found.node(item), EXAMPLE);
                continue;
            }
            try {
                Position at = gate.get().at();
                GateSpec.Place place = new GateSpec.Place(at.source(), at.line());
                gates.add(new Placed(GateParser.parse(expected, gate.get().text(), place, names), at));
            } catch (GateMistake mistake) {
                mistake.addTo(problems, path + "." + n, gate.get());
            }
        }
        return gates;
    }

    static void write(List<GateSpec> gates, YamlWriter out) {
        write("require", gates.stream().filter(gate -> gate.kind() != Kind.EXPECTATION), out);
        write("reproduces", gates.stream().filter(gate -> gate.kind() == Kind.EXPECTATION), out);
    }

    private static void write(String key, Stream<GateSpec> gates, YamlWriter out) {
        List<GateSpec> listed = gates.toList();
        if (!listed.isEmpty()) {
            out.block(key, () -> listed.forEach(gate -> out.line("- " + Words.quoted(gate.text()))));
        }
    }
}
