package dev.gridlock.chaos;

import dev.gridlock.clock.RunClock;
import dev.gridlock.scenario.FaultSpec;
import dev.gridlock.segment.SegmentFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The recording's {@code faults.csv}, and {@code chaos-events.csv} for what happened in between. */
final class FaultLog implements AutoCloseable {

    private static final List<String> FAULTS =
            List.of("fault", "proxy", "toxic", "parameters", "phase", "at_ns", "expected", "observed", "ok");
    private static final List<String> EVENTS = List.of("at_ns", "source", "kind", "message");

    private final RunClock clock;
    private final SegmentFile faults;
    private final SegmentFile events;

    /** A phase of a fault, in this order. */
    enum Phase {
        STEADY,
        APPLY,
        PROOF,
        HEAL,
        HEALED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    FaultLog(Path raw, RunClock clock) {
        this.clock = clock;
        this.faults = new SegmentFile(raw.resolve("faults.csv"), FAULTS);
        this.events = new SegmentFile(raw.resolve("chaos-events.csv"), EVENTS);
    }

    void phase(int number, FaultSpec spec, Fault fault, Phase phase, Finding finding) {
        String parameters = switch (fault) {
            case ToxicFault toxic ->
                toxic.parameters() + " stream=" + spec.stream().name().toLowerCase(Locale.ROOT) + " toxicity="
                        + spec.toxicity();
            case PartFault part -> part.parameters();
        };
        faults.append(
                number,
                Toxics.proxyName(spec.on()),
                fault.name(),
                parameters,
                phase.word(),
                clock.nanos(),
                finding.expected(),
                finding.observed(),
                finding.ok());
        event(
                finding.ok() ? "fault_" + phase.word() : "fault_" + phase.word() + "_not_shown",
                "fault " + number + ", " + (fault.name() + " " + parameters).strip() + " on "
                        + Toxics.proxyName(spec.on()) + ": expected " + finding.expected() + "; observed "
                        + finding.observed());
    }

    void event(String kind, String message) {
        events.append(clock.nanos(), "chaos", kind, message);
    }

    @Override
    public void close() {
        faults.close();
        events.close();
    }
}
