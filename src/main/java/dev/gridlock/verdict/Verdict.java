package dev.gridlock.verdict;

import dev.gridlock.baseline.Baseline;
import dev.gridlock.scenario.GateSpec;
import dev.gridlock.scenario.Scenario;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a run came to.
 *
 * @param status the merge of all gates and doubts
 * @param reasons why it is not a pass: failures first, then what is inconclusive; empty for a pass
 * @param gates every gate and expectation, targets in the order of the scenario
 */
public record Verdict(Status status, List<String> reasons, List<GateResult> gates) {

    public Verdict {
        reasons = List.copyOf(reasons);
        gates = List.copyOf(gates);
    }

    /**
     * Judges a recorded run. Never throws for what the recording lacks: that is inconclusive.
     *
     * @param scenario as resolved and run: a target or a fault that was left out of the run must not be in it
     * @param duckdb the recording: its view {@code metrics} and the tables of {@code docs/recording.md}
     * @param baseline what its gates on a baseline compare with; empty: there is none
     */
    public static Verdict judge(Scenario scenario, Connection duckdb, Optional<Baseline> baseline) {
        List<String> failures = new ArrayList<>();
        List<String> open = new ArrayList<>();
        List<GateResult> gates = new ArrayList<>();
        Status status = Status.PASS;

        List<Doubt> doubts = Soundness.doubts(scenario, duckdb);
        for (Doubt doubt : doubts) {
            status = status.merge(Status.INCONCLUSIVE);
            open.add(doubt.reason());
        }
        if (scenario.gates().values().stream()
                .flatMap(List::stream)
                .allMatch(gate -> gate.kind() == GateSpec.Kind.ADVISORY)) {
            status = status.merge(Status.INCONCLUSIVE);
            open.add("the scenario has no gate that decides anything, so nothing was judged");
        }
        try {
            Measurements measurements = Measurements.read(duckdb, new Spans(scenario, duckdb));
            GateJudge judge = new GateJudge(duckdb, measurements, Reference.of(baseline, scenario, duckdb), doubts);
            for (String target : inOrder(scenario)) {
                for (GateSpec gate : scenario.gates().getOrDefault(target, List.of())) {
                    gates.add(judge.judge(target, gate));
                }
            }
        } catch (SQLException | RuntimeException e) {
            status = status.merge(Status.INCONCLUSIVE);
            open.add("the recording's metrics could not be read: " + e.getMessage());
        }
        for (GateResult gate : gates) {
            status = status.merge(gate.weight());
            switch (gate.weight()) {
                case PASS -> {}
                case INCONCLUSIVE -> open.add(gate.message());
                case FAIL -> failures.add(gate.message());
            }
        }
        failures.addAll(open);
        return new Verdict(status, failures, gates);
    }

    /** The reasons that are no gate's, such as a fault that was not shown to be applied. */
    public List<String> doubts() {
        List<String> doubts = new ArrayList<>(reasons);
        gates.forEach(gate -> doubts.remove(gate.message()));
        return List.copyOf(doubts);
    }

    /** What advisory gates have to say; they change nothing about the status. */
    public List<String> warnings() {
        return gates.stream().filter(GateResult::warns).map(GateResult::message).toList();
    }

    private static Set<String> inOrder(Scenario scenario) {
        Set<String> targets = new LinkedHashSet<>(scenario.targets().keySet());
        targets.addAll(scenario.gates().keySet());
        return targets;
    }
}
