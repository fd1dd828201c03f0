package dev.gridlock.report.business;

import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The two services that a decision is about: the first naive target and the first bounded one.
 *
 * @param outage the original service
 * @param correction the service with limits on purpose
 */
public record Services(Optional<TargetFigures> outage, Optional<TargetFigures> correction) {

    /** Those of a run; either may be missing. */
    public static Services of(RunFigures run) {
        return new Services(run.first("naive"), run.first("bounded"));
    }

    /** The ones that were run, the outage first. */
    public List<TargetFigures> present() {
        List<TargetFigures> present = new ArrayList<>();
        outage.ifPresent(present::add);
        correction.ifPresent(present::add);
        return present;
    }

    /** What to call a target in front of people who have not read its code. */
    public static String named(TargetFigures target) {
        return (target.kind().equals("naive") ? "the original service" : "the corrected service") + " (" + target.name()
                + ")";
    }
}
