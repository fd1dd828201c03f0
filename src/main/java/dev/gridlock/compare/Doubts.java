package dev.gridlock.compare;

import dev.gridlock.verdict.Verdict;
import java.util.List;

/** What makes a run's figures doubtful whatever its gates say, such as a fault that was not shown to be applied. */
public final class Doubts {

    private static final String NO_GATE = "the scenario has no gate";

    private Doubts() {}

    /** The reasons of a verdict that are no gate's; that nothing was judged is no doubt about what was measured. */
    public static List<String> of(Verdict verdict) {
        return verdict.doubts().stream()
                .filter(reason -> !reason.startsWith(NO_GATE))
                .toList();
    }
}
