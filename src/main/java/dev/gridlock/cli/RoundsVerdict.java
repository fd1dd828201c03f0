package dev.gridlock.cli;

import dev.gridlock.recording.Recording;
import dev.gridlock.scenario.GateSpec;
import dev.gridlock.scenario.MetricCatalogue.Unit;
import dev.gridlock.verdict.GateResult;
import dev.gridlock.verdict.Status;
import dev.gridlock.verdict.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What several rounds came to. A count is an invariant and must hold in every round: a deadlock in one of ten is a
 * deadlock. A time or a size, and whether the outage reproduced, is what more than half of the rounds say: one slow round
 * is noise. A round that did not measure enough makes the whole inconclusive.
 *
 * @param reasons why it is not a pass, each with its rounds
 * @param gates how often each held, in the order of the scenario
 */
record RoundsVerdict(Status status, List<String> reasons, List<Held> gates) {

    /**
     * One gate over the rounds.
     *
     * @param everyRound whether it must hold in every one
     * @param held in how many it held
     */
    record Held(GateResult first, boolean everyRound, int held, int rounds, Status status) {}

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
        for (int gate = 0; gate < rounds.getFirst().gates().size(); gate++) {
            Held held = held(rounds, gate);
            gates.add(held);
            Status weight = held.first().kind() == GateSpec.Kind.ADVISORY ? Status.PASS : held.status();
            status = status.merge(weight);
            switch (weight) {
                case PASS -> {}
                case INCONCLUSIVE -> open.add(told(rounds, gate, held));
                case FAIL -> failures.add(told(rounds, gate, held));
            }
        }
        for (int round = 0; round < rounds.size(); round++) {
            for (String doubt : doubts(rounds.get(round))) {
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
                .map(held ->
                        held.first().over(held.status(), "held in " + held.held() + " of " + held.rounds() + " rounds"))
                .toList();
    }

    /** What a round has against itself that is no gate's. */
    private static List<String> doubts(Verdict round) {
        List<String> doubts = new ArrayList<>(round.reasons());
        round.gates().forEach(gate -> doubts.remove(gate.message()));
        return doubts;
    }

    private static Held held(List<Verdict> rounds, int gate) {
        GateResult first = rounds.getFirst().gates().get(gate);
        boolean everyRound = first.kind() == GateSpec.Kind.GATE && isCount(first.name());
        List<Status> ascending = new ArrayList<>(
                rounds.stream().map(round -> round.gates().get(gate).status()).toList());
        Collections.sort(ascending);
        int held = Collections.frequency(ascending, Status.PASS);
        Status status = everyRound ? ascending.getLast() : ascending.get(ascending.size() / 2);
        return new Held(first, everyRound, held, rounds.size(), status);
    }

    private static boolean isCount(String metric) {
        return Recording.catalogue()
                .find(metric)
                .map(definition -> definition.unit() == Unit.COUNT)
                .orElse(true);
    }

    private static String told(List<Verdict> rounds, int gate, Held held) {
        for (int round = 0; round < rounds.size(); round++) {
            GateResult result = rounds.get(round).gates().get(gate);
            if (result.status() == held.status()) {
                return "held in " + held.held() + " of " + held.rounds() + " rounds; round " + (round + 1) + ": "
                        + result.message();
            }
        }
        return held.first().message();
    }
}
