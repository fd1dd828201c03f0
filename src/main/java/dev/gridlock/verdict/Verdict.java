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
 * @param notes what was not put to the test, and what failed first where it is no pass; they change nothing about the status
 */
public record Verdict(Status status, List<String> reasons, List<GateResult> gates, List<String> notes) {

    public Verdict {
        reasons = List.copyOf(reasons);
        gates = List.copyOf(gates);
        notes = List.copyOf(notes);
    }

    /** One of which there is no more to be told. */
    public Verdict(Status status, List<String> reasons, List<GateResult> gates) {
        this(status, reasons, gates, List.of());
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
        List<String> notes = new ArrayList<>();
        Status status = Status.PASS;

        List<Doubt> doubts = Soundness.doubts(scenario, duckdb);
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
                untested(target, measurements).ifPresent(notes::add);
                for (GateSpec gate : scenario.gates().getOrDefault(target, List.of())) {
                    gates.add(judge.judge(target, gate));
                }
            }
        } catch (SQLException | RuntimeException e) {
            status = status.merge(Status.INCONCLUSIVE);
            open.add("the recording's metrics could not be read: " + e.getMessage());
        }
        List<String> told = new ArrayList<>();
        for (Doubt doubt : doubts) {
            if (!(doubt instanceof Doubt.JournalDiffers) || gates.stream().noneMatch(gate -> failedBy(gate, doubt))) {
                status = status.merge(Status.INCONCLUSIVE);
                told.add(doubt.reason());
            }
        }
        open.addAll(0, told);
        for (GateResult gate : gates) {
            status = status.merge(gate.weight());
            switch (gate.weight()) {
                case PASS -> {}
                case INCONCLUSIVE -> open.add(gate.message());
                case FAIL -> failures.add(gate.message());
            }
        }
        failures.addAll(open);
        if (status != Status.PASS) {
            notes.addAll(firstFailures(scenario, duckdb));
        }
        return new Verdict(status, failures, gates, notes);
    }

    private static boolean failedBy(GateResult gate, Doubt doubt) {
        return gate.weight() == Status.FAIL && doubt.about(gate.target());
    }

    private static List<String> firstFailures(Scenario scenario, Connection duckdb) {
        List<String> told = new ArrayList<>();
        for (String target : scenario.targets().keySet()) {
            try {
                told.addAll(FirstFailures.of(target, duckdb));
            } catch (SQLException e) {
                // That the recording lacks a table is told by whoever judges by it.
            }
        }
        return told;
    }

    /** Operations that never meet show nothing of what goes wrong when they do. */
    private static Optional<String> untested(String target, Measurements measurements) throws SQLException {
        Optional<Measurements.Measured> contention =
                measurements.of(new GateSpec.MetricName(target, "contention"), Optional.empty());
        return contention.isPresent() && contention.get().value() == 0
                ? Optional.of("target " + target
                        + ": no two operations were ever at one row, so what happens when they are was"
                        + " not put to the test (reproduces: [ contention > 0 ] requires it)")
                : Optional.empty();
    }

    /** The reasons that are no gate's, such as a fault that was not shown to be applied. */
    public List<String> doubts() {
        List<String> doubts = new ArrayList<>(reasons);
        gates.forEach(gate -> doubts.remove(gate.message()));
        return List.copyOf(doubts);
    }

    /** What advisory gates have to say, and the notes; they change nothing about the status. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>(gates.stream()
                .filter(GateResult::warns)
                .map(GateResult::message)
                .toList());
        warnings.addAll(notes);
        return List.copyOf(warnings);
    }

    private static Set<String> inOrder(Scenario scenario) {
        Set<String> targets = new LinkedHashSet<>(scenario.targets().keySet());
        targets.addAll(scenario.gates().keySet());
        return targets;
    }
}
