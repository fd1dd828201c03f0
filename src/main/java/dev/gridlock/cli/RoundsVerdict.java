package dev.gridlock.cli;

import dev.gridlock.recording.Recording;
import dev.gridlock.scenario.GateSpec;
import dev.gridlock.scenario.MetricCatalogue.Unit;
import dev.gridlock.verdict.GateResult;
import dev.gridlock.verdict.Status;
import dev.gridlock.verdict.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What several rounds came to. A count is an invariant and must hold in every round: a deadlock in one of ten is a
 * deadlock. A time or a size, and whether the outage reproduced, is what more than half of the rounds say, and half is no
 * pass: one slow round, or one with too few samples of a time, is noise. A round that is in doubt itself (a fault that was
 * not shown, an injector that stalled) makes the whole inconclusive.
 *
 * @param reasons why it is not a pass, each with its rounds
 * @param gates how often each held, in the order of the scenario
 */
record RoundsVerdict(Status status, List<String> reasons, List<Held> gates) {

    /**
     * One gate over the rounds.
     *
     * @param first as judged in the first round that has it
     * @param held in how many it held
     * @param told how often, and what the first round that came to this status found
     */
    record Held(GateResult first, int held, int rounds, Status status, String told) {}

    RoundsVerdict {
        reasons = List.copyOf(reasons);
        gates = List.copyOf(gates);
    }

    /**
     * Over the verdicts of all rounds, at least one.
     *
     * @param rounds in their order
     */
    static RoundsVerdict of(List<Verdict> rounds) {
        List<Held> gates = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        List<String> open = new ArrayList<>();
        Status status = Status.PASS;
        for (GateResult gate : allGates(rounds)) {
            Held held = held(rounds, gate);
            gates.add(held);
            Status weight = held.first().kind() == GateSpec.Kind.ADVISORY ? Status.PASS : held.status();
            status = status.merge(weight);
            switch (weight) {
                case PASS -> {}
                case INCONCLUSIVE -> open.add(held.told());
                case FAIL -> failures.add(held.told());
            }
        }
        for (int round = 0; round < rounds.size(); round++) {
            for (String doubt : rounds.get(round).doubts()) {
                status = status.merge(Status.INCONCLUSIVE);
                open.add("round " + (round + 1) + ": " + doubt);
            }
        }
        failures.addAll(open);
        return new RoundsVerdict(status, failures, gates);
    }

    /** The gates as over all rounds. */
    List<GateResult> results() {
        return gates.stream()
                .map(held -> held.first().over(held.status(), held.told()))
                .toList();
    }

    /** Every gate of the scenario once; a round that could not read its metrics has none. */
    private static Collection<GateResult> allGates(List<Verdict> rounds) {
        Map<List<Object>, GateResult> gates = new LinkedHashMap<>();
        rounds.forEach(round -> round.gates().forEach(gate -> gates.putIfAbsent(key(gate), gate)));
        return gates.values();
    }

    private static List<Object> key(GateResult gate) {
        return List.of(gate.target(), gate.kind(), gate.expression());
    }

    private static Held held(List<Verdict> rounds, GateResult first) {
        boolean everyRound = first.kind() == GateSpec.Kind.GATE && isCount(first.name());
        List<Optional<GateResult>> results = rounds.stream()
                .map(round -> round.gates().stream()
                        .filter(gate -> key(gate).equals(key(first)))
                        .findFirst())
                .toList();
        List<Status> ascending = new ArrayList<>(results.stream()
                .map(result -> result.map(GateResult::status).orElse(Status.INCONCLUSIVE))
                .toList());
        Collections.sort(ascending);
        int held = Collections.frequency(ascending, Status.PASS);
        Status status = everyRound ? ascending.getLast() : ascending.get(ascending.size() / 2);
        return new Held(first, held, rounds.size(), status, told(results, held, status));
    }

    private static boolean isCount(String metric) {
        return Recording.catalogue()
                .find(metric)
                .map(definition -> definition.unit() == Unit.COUNT)
                .orElse(true);
    }

    private static String told(List<Optional<GateResult>> results, int held, Status status) {
        String often = "held in " + held + " of " + results.size() + " rounds";
        for (int round = 0; round < results.size(); round++) {
            Optional<GateResult> result = results.get(round);
            if (result.map(GateResult::status).orElse(Status.INCONCLUSIVE) == status) {
                return often + "; round " + (round + 1) + ": "
                        + result.map(GateResult::message).orElse("it was not judged");
            }
        }
        return often;
    }
}
