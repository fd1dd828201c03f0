package dev.gridlock.report.figures;

import dev.gridlock.scenario.Scenario;
import dev.gridlock.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A run, as all documents see it.
 *
 * @param targets in the order in which they ran
 * @param facts table {@code run}: what was recorded about versions, machine and settings, by key
 * @param faults proofs of the faults, in order
 */
public record RunFigures(
        Scenario scenario,
        Verdict verdict,
        List<TargetFigures> targets,
        SequencedMap<String, String> facts,
        List<FaultProof> faults) {

    public RunFigures {
        targets = List.copyOf(targets);
        faults = List.copyOf(faults);
    }

    /** The first target of that kind. */
    public Optional<TargetFigures> first(String kind) {
        return targets.stream().filter(target -> target.kind().equals(kind)).findFirst();
    }
}
