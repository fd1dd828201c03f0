package dev.gridlock.report.business;

import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import dev.gridlock.report.figures.Words;
import dev.gridlock.scenario.GateSpec;
import dev.gridlock.verdict.GateResult;
import dev.gridlock.verdict.Status;
import java.util.ArrayList;
import java.util.List;

/**
 * What the evidence supports, and no more: it follows the verdict.
 *
 * @param advice in one word
 * @param what to do, one sentence
 * @param because why, a sentence or two
 * @param reasons the verdict's own, where it is not a pass
 * @param confidence how sure that is, one sentence
 */
public record Recommendation(Advice advice, String what, String because, List<String> reasons, String confidence) {

    private static final List<String> DAMAGE = List.of("lost_updates", "torn_writes", "zombie_writes");

    /** Whether to go on. */
    public enum Advice {
        SHIP,
        WAIT,
        STOP
    }

    public Recommendation {
        reasons = List.copyOf(reasons);
    }

    /** Of a run as it was judged. */
    public static Recommendation of(RunFigures run) {
        return switch (run.verdict().status()) {
            case PASS -> passed(run);
            case INCONCLUSIVE ->
                new Recommendation(
                        Advice.WAIT,
                        "Do not decide on this run. Repeat it.",
                        "It did not measure enough to say whether anything works or fails:",
                        run.verdict().reasons(),
                        "Confidence: none, in either direction.");
            case FAIL -> failed(run);
        };
    }

    private static Recommendation failed(RunFigures run) {
        List<String> missed = new ArrayList<>();
        for (TargetFigures target : run.targets()) {
            long failures = limits(run, target).stream()
                    .filter(gate -> gate.status() == Status.FAIL)
                    .count();
            if (failures > 0) {
                missed.add(target.name() + " missed " + failures + " of its "
                        + Words.counted(limits(run, target).size(), "limit"));
            }
        }
        return new Recommendation(
                Advice.STOP,
                "Do not ship" + (missed.isEmpty() ? "" : ": " + Words.list(missed)) + ".",
                "What was expected, and what was found:",
                run.verdict().reasons(),
                "Confidence: high that these limits were missed in this run. Why they were is not said by it.");
    }

    private static Recommendation passed(RunFigures run) {
        Services services = Services.of(run);
        if (services.correction().isEmpty()) {
            return new Recommendation(
                    Advice.STOP,
                    "The original service fails. Test a corrected one.",
                    "The outage happened again, as expected. No corrected service was part of this run, so it says nothing"
                            + " about a fix.",
                    List.of(),
                    "Confidence: high that the fault is real; none about any fix.");
        }
        TargetFigures correction = services.correction().get();
        int held = limits(run, correction).size();
        List<String> open = open(correction, held);
        if (!open.isEmpty()) {
            return new Recommendation(
                    Advice.WAIT,
                    "Do not ship on this run: it asked too little.",
                    "Every limit that the scenario sets was held, but:",
                    open,
                    "Confidence: none that " + correction.name() + " is ready.");
        }
        String bettered = services.outage()
                .map(outage -> " " + compared(outage))
                .orElse(" The original service took no part in this run, so nothing is compared.");
        return new Recommendation(
                Advice.SHIP,
                "Ship " + Services.named(correction) + ".",
                "It held " + (held == 1 ? "its one limit" : "all " + held + " of its limits")
                        + ", with every truck right in the database." + bettered,
                List.of(),
                "Confidence: high that it is correct under this load; moderate about its speed elsewhere.");
    }

    private static String compared(TargetFigures outage) {
        Double verified = outage.value("verified");
        if (verified == null) {
            return "What became of the work of " + Services.named(outage) + " was not measured.";
        }
        return verified.equals(outage.value("trucks"))
                ? "So did " + Services.named(outage) + ", this time."
                : "On the same work, database and network, %s got %s right."
                        .formatted(Services.named(outage), Words.counted(verified, "truck"));
    }

    /** What keeps a pass from being a reason to ship: a limit that nobody set is held by everything. */
    private static List<String> open(TargetFigures target, int limits) {
        List<String> open = new ArrayList<>();
        if (limits == 0) {
            open.add("no limit was set for " + target.name());
        }
        Double verified = target.value("verified");
        if (verified == null || !verified.equals(target.value("trucks"))) {
            open.add("%s of %s trucks are right in the database"
                    .formatted(target.count("verified"), target.count("trucks")));
        }
        for (String damage : DAMAGE) {
            Double found = target.value(damage);
            if (found == null) {
                open.add(damage.replace('_', ' ') + " were not measured");
            } else if (found > 0) {
                open.add(Words.counted(found, damage.replace('_', ' ').replaceFirst("s$", "")) + " found");
            }
        }
        return open;
    }

    /** The gates of a target, without what it was expected to reproduce. */
    private static List<GateResult> limits(RunFigures run, TargetFigures target) {
        return run.verdict().gates().stream()
                .filter(gate -> gate.target().equals(target.name()) && gate.kind() == GateSpec.Kind.GATE)
                .toList();
    }
}
