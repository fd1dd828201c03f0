package dev.gridlock.report.business;

import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import dev.gridlock.report.figures.Words;
import dev.gridlock.scenario.TargetSpec;
import java.util.ArrayList;
import java.util.List;

/** What the corrected service does otherwise, as it was configured in this run, and what that changed. */
public final class Fix {

    private Fix() {}

    /** A sentence each. */
    public static List<String> of(RunFigures run) {
        Services services = Services.of(run);
        if (services.correction().isEmpty()) {
            return List.of("No corrected service was part of this run.");
        }
        TargetFigures correction = services.correction().get();
        List<String> fix = new ArrayList<>();
        if (run.scenario().targets().get(correction.name()) instanceof TargetSpec.Bounded bounded) {
            fix.add("The same work, in groups of up to %s: each group is written whole or not at all."
                    .formatted(Words.counted(bounded.batch(), "truck")));
            fix.add("At most %s at once, over %s to the database."
                    .formatted(
                            Words.counted(bounded.inFlight(), "group"), Words.counted(bounded.pool(), "connection")));
            fix.add("Every group takes what it needs in the same order, so that no two can block each other.");
            fix.add("When too much is asked of it, it answers “try later” at once, instead of failing half-way.");
        }
        services.outage().ifPresent(outage -> fix.addAll(changed(outage, correction)));
        return fix;
    }

    private static List<String> changed(TargetFigures before, TargetFigures after) {
        List<String> changed = new ArrayList<>();
        change("deadlocks", "deadlocks", before, after, changed);
        change("lost updates", "lost_updates", before, after, changed);
        change("gave up waiting", "pool.timeouts", before, after, changed);
        return changed.isEmpty() ? List.of() : List.of("Before → after: " + String.join("; ", changed) + ".");
    }

    private static void change(
            String what, String metric, TargetFigures before, TargetFigures after, List<String> changed) {
        if (before.value(metric) != null && after.value(metric) != null) {
            changed.add("%s %s → %s".formatted(what, before.count(metric), after.count(metric)));
        }
    }
}
