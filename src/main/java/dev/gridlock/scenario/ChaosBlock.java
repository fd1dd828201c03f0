package dev.gridlock.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code chaos:}, a list of faults. */
final class ChaosBlock {

    private static final String EXAMPLE = "- { at: 0s, until: end, on: pgbouncer, toxic: latency, latency: 5ms }";

    private ChaosBlock() {}

    private record Placed(int index, FaultSpec fault, Position at) {}

    static List<FaultSpec> read(MappingReader scenario) {
        Optional<Yaml> node = scenario.child("chaos");
        if (node.isEmpty() || node.get().isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof Yaml.Sequence list)) {
            scenario.problems().add(node.get().at(), "chaos is not a list of faults", Found.node(node.get()), EXAMPLE);
            return List.of();
        }
        List<Placed> faults = new ArrayList<>();
        for (int n = 0; n < list.items().size(); n++) {
            Yaml item = list.items().get(n);
            String path = "chaos." + n;
            if (item.isEmpty()) {
                scenario.problems().add(item.at(), path + " is empty", "nothing", EXAMPLE);
                continue;
            }
            int index = n;
            FaultBlock.read(new MappingReader(path, item.at(), Optional.of(item), scenario.problems()))
                    .ifPresent(fault -> faults.add(new Placed(index, fault, item.at())));
        }
        refuseOverlaps(faults, scenario.problems());
        return named(faults, scenario.problems());
    }

    /** A fault without a name is called by its toxic; the second of them {@code latency-2}, and so on. */
    private static List<FaultSpec> named(List<Placed> faults, Problems problems) {
        Map<String, Position> taken = new HashMap<>();
        for (Placed placed : faults) {
            String name = placed.fault().name();
            if (!name.isEmpty() && taken.containsKey(name)) {
                problems.add(
                        placed.at(),
                        "chaos." + placed.index() + ".name is taken by another fault",
                        Found.text(name) + ", the other at " + taken.get(name),
                        "another name");
            }
            taken.putIfAbsent(name, placed.at());
        }
        List<FaultSpec> named = new ArrayList<>();
        for (Placed placed : faults) {
            String toxic = Words.word(ToxicKeys.of(placed.fault().toxic()));
            String name = placed.fault().name();
            for (int n = 1; name.isEmpty(); n++) {
                String free = n == 1 ? toxic : toxic + "-" + n;
                name = taken.putIfAbsent(free, placed.at()) == null ? free : "";
            }
            named.add(placed.fault().called(name));
        }
        return named;
    }

    /** Toxiproxy names a toxic by its type and stream and refuses a second one of that name on a proxy. */
    private static void refuseOverlaps(List<Placed> faults, Problems problems) {
        for (int n = 0; n < faults.size(); n++) {
            for (Placed earlier : faults.subList(0, n)) {
                Placed later = faults.get(n);
                if (sameToxic(earlier.fault(), later.fault()) && overlap(earlier.fault(), later.fault())) {
                    problems.add(
                            later.at(),
                            "chaos." + later.index() + " overlaps chaos." + earlier.index()
                                    + ": the same toxic on the same proxy and stream at the same time",
                            "the other at " + earlier.at(),
                            "times that do not overlap, or another stream");
                }
            }
        }
    }

    private static boolean sameToxic(FaultSpec one, FaultSpec other) {
        return one.on() == other.on()
                && one.stream() == other.stream()
                && one.toxic().getClass() == other.toxic().getClass();
    }

    private static boolean overlap(FaultSpec one, FaultSpec other) {
        return beginsBeforeEndOf(one, other) && beginsBeforeEndOf(other, one);
    }

    private static boolean beginsBeforeEndOf(FaultSpec one, FaultSpec other) {
        return other.until().map(end -> one.at().compareTo(end) < 0).orElse(true);
    }
}
