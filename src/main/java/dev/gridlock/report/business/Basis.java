package dev.gridlock.report.business;

import dev.gridlock.report.figures.FaultProof;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import dev.gridlock.report.figures.Witness;
import dev.gridlock.report.figures.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** What the confidence in a recommendation rests on, for and against. */
public final class Basis {

    private Basis() {}

    /** A sentence each, from the recording alone. */
    public static List<String> of(RunFigures run) {
        List<String> basis = new ArrayList<>();
        List<TargetFigures> targets = Services.of(run).present();
        for (TargetFigures target : targets) {
            if (target.value("acknowledged") != null
                    && target.value("verified") != null
                    && target.any("acknowledged")) {
                basis.add("Checked against the database%s: all %s “success” of %s."
                        .formatted(
                                target.witnesses().contains(Witness.LOG_OF_CHANGES)
                                        ? "’s rows and its log of every change"
                                        : "",
                                target.count("acknowledged"),
                                target.name()));
            }
        }
        targets.stream().filter(target -> target.any("deadlocks")).forEach(target -> basis.add(witnesses(target)));
        if (!run.faults().isEmpty()) {
            basis.add(faults(run.faults()));
        }
        String cores = run.facts().get("machine.cores");
        basis.add("One run of each, on one machine" + (cores == null ? "" : " with " + cores + " cores")
                + ". What failed and what did not is likely to repeat; seconds will differ elsewhere.");
        return basis;
    }

    private static String witnesses(TargetFigures target) {
        List<String> counts = Stream.of("deadlocks.server", "deadlocks.client", "deadlocks.logged")
                .map(target::count)
                .toList();
        return counts.stream().distinct().count() == 1
                ? "The %s of %s were counted three ways, which agree."
                        .formatted(
                                Words.counted(Objects.requireNonNull(target.value("deadlocks")), "deadlock"),
                                target.name())
                : "The deadlocks of %s were counted three ways, which differ: %s."
                        .formatted(target.name(), String.join(", ", counts));
    }

    private static String faults(List<FaultProof> faults) {
        List<FaultProof> proofs =
                faults.stream().filter(fault -> fault.phase().equals("proof")).toList();
        long shown = proofs.stream().filter(FaultProof::ok).count();
        return String.format(
                Locale.ROOT,
                "The disturbance that the test adds to the network was shown to be there: %d of %d times.",
                shown,
                proofs.size());
    }
}
