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

    /**
     * Reads them.
     *
     * @param withoutContainers name of the provider when it has no containers, which some faults need
     */
    static List<FaultSpec> read(MappingReader scenario, Optional<String> withoutContainers) {
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
        withoutContainers.ifPresent(provider -> refuseDisruptions(faults, provider, scenario.problems()));
        return named(faults, scenario.problems());
    }

    /**
     * A fault without a name is called by its toxic, or by the part and what is done to it ({@code pgbouncer-restart});
     * the second of them {@code latency-2}, and so on.
     */
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
            String kind = kind(placed.fault());
            String name = placed.fault().name();
            for (int n = 1; name.isEmpty(); n++) {
                String free = n == 1 ? kind : kind + "-" + n;
                name = taken.putIfAbsent(free, placed.at()) == null ? free : "";
            }
            named.add(placed.fault().called(name));
        }
        return named;
    }

    private static String kind(FaultSpec fault) {
        return switch (fault.kind()) {
            case FaultSpec.Toxic toxic -> Words.word(ToxicKeys.of(toxic));
            case FaultSpec.Disruption disruption ->
                Words.word(fault.on()) + "-" + DisruptionKeys.of(disruption).word();
        };
    }

    private static void refuseDisruptions(List<Placed> faults, String provider, Problems problems) {
        for (Placed placed : faults) {
            if (placed.fault().kind() instanceof FaultSpec.Disruption disruption) {
                problems.add(
                        placed.at(),
                        "chaos." + placed.index() + " needs containers, which the provider " + provider
                                + " does not have",
                        "fault: " + DisruptionKeys.of(disruption).word(),
                        "--provider docker, or a toxic, or run without faults by --no-chaos");
            }
        }
    }

    /** Toxiproxy names a toxic by its type and stream and refuses a second one of that name on a proxy. */
    private static void refuseOverlaps(List<Placed> faults, Problems problems) {
        for (int n = 0; n < faults.size(); n++) {
            for (Placed earlier : faults.subList(0, n)) {
                Placed later = faults.get(n);
                if (collide(earlier.fault(), later.fault()) && overlap(earlier.fault(), later.fault())) {
                    problems.add(
                            later.at(),
                            "chaos." + later.index() + " overlaps chaos." + earlier.index()
                                    + (later.fault().kind() instanceof FaultSpec.Disruption
                                            ? ": two faults of the same part at the same time"
                                            : ": the same toxic on the same proxy and stream at the same time"),
                            "the other at " + earlier.at(),
                            later.fault().kind() instanceof FaultSpec.Disruption
                                    ? "times that do not overlap"
                                    : "times that do not overlap, or another stream");
                }
            }
        }
    }

    /** Two disruptions of one part would undo each other: a part that is killed cannot be paused. */
    private static boolean collide(FaultSpec one, FaultSpec other) {
        boolean disruptions =
                one.kind() instanceof FaultSpec.Disruption && other.kind() instanceof FaultSpec.Disruption;
        boolean sameToxic = one.stream() == other.stream()
                && one.kind().getClass() == other.kind().getClass();
        return one.on() == other.on() && (disruptions || sameToxic);
    }

    private static boolean overlap(FaultSpec one, FaultSpec other) {
        return beginsBeforeEndOf(one, other) && beginsBeforeEndOf(other, one);
    }

    private static boolean beginsBeforeEndOf(FaultSpec one, FaultSpec other) {
        return other.until().map(end -> one.at().compareTo(end) < 0).orElse(true);
    }
}
