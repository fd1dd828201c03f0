package dev.gridlock.verdict;

import dev.gridlock.scenario.GateSpec;
import dev.gridlock.scenario.GateSpec.Comparison;
import dev.gridlock.scenario.GateSpec.Operand;
import dev.gridlock.scenario.MetricCatalogue.Unit;
import dev.gridlock.verdict.Measurements.Measured;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges one gate. What becomes of a comparison that does not hold:
 *
 * <table>
 * <caption>from the first row that applies</caption>
 * <tr><td>a side was not measured</td><td>inconclusive</td></tr>
 * <tr><td>it is an expectation</td><td>inconclusive: the outage did not reproduce</td></tr>
 * <tr><td>nothing about its target is in doubt</td><td>fail</td></tr>
 * <tr><td>it is a count read from rows that somebody else wrote to</td><td>inconclusive</td></tr>
 * <tr><td>it is a count above its limit: more evidence could only add to it</td><td>fail</td></tr>
 * <tr><td>anything else: a time, or too few of something, in an unsound run</td><td>inconclusive</td></tr>
 * </table>
 */
final class GateJudge {

    /** Figures that the audit reads from the database's rows. */
    private static final Set<String> FROM_ROWS = Set.of(
            "verified",
            "lost_updates",
            "lost_updates.client",
            "torn_writes",
            "duplicates",
            "unexpected",
            "indeterminate",
            "completion");

    private final Measurements measurements;
    private final List<Doubt> doubts;

    GateJudge(Measurements measurements, List<Doubt> doubts) {
        this.measurements = measurements;
        this.doubts = List.copyOf(doubts);
    }

    GateResult judge(String target, GateSpec gate) {
        Optional<Measured> actual = measurements.of(target, gate.metric());
        if (actual.isEmpty()) {
            return notMeasured(target, gate, gate.metric(), actual);
        }
        Optional<Double> limit = switch (gate.right()) {
            case Operand.Number number -> Optional.of(number.value());
            case Operand.Metric metric -> measurements.of(target, metric.name()).map(Measured::value);
        };
        if (limit.isEmpty()) {
            String missing = gate.right() instanceof Operand.Metric metric ? metric.name() : gate.text();
            return notMeasured(target, gate, missing, actual);
        }
        double left = actual.get().value();
        boolean holds = gate.comparison().holds(left, limit.get());
        String found = gate.metric() + " is " + actual.get().forPeople()
                + (gate.right() instanceof Operand.Metric metric
                        ? ", " + metric.name() + " is "
                                + Quantity.text(limit.get(), actual.get().unit())
                        : "");
        if (holds) {
            return result(target, gate, actual, true, Status.PASS, found);
        }
        Status status = ofViolation(target, gate, actual.get(), limit.get());
        return result(target, gate, actual, false, status, violated(target, gate, found, status));
    }

    private Status ofViolation(String target, GateSpec gate, Measured actual, double limit) {
        return switch (gate.kind()) {
            case EXPECTATION -> Status.INCONCLUSIVE;
            case GATE -> {
                List<Doubt> about =
                        doubts.stream().filter(doubt -> doubt.about(target)).toList();
                boolean disturbed = about.stream().anyMatch(doubt -> spoils(doubt, gate.metric()));
                boolean definite =
                        actual.unit() == Unit.COUNT && isUpperLimit(gate.comparison(), actual.value(), limit);
                yield about.isEmpty() || (definite && !disturbed) ? Status.FAIL : Status.INCONCLUSIVE;
            }
        };
    }

    private static boolean spoils(Doubt doubt, String metric) {
        return switch (doubt) {
            case Doubt.NotShown notShown -> false;
            case Doubt.RowsDisturbed rows -> FROM_ROWS.contains(metric);
        };
    }

    /** Whether the value is too high (rather than too low, or merely equal to what it must not be). */
    private static boolean isUpperLimit(Comparison comparison, double actual, double limit) {
        return switch (comparison) {
            case EQUAL -> actual > limit;
            case LESS, AT_MOST -> true;
            case NOT_EQUAL, MORE, AT_LEAST -> false;
        };
    }

    private static String violated(String target, GateSpec gate, String found, Status status) {
        return switch (gate.kind()) {
            case EXPECTATION ->
                "the outage did not reproduce in target " + target
                        + ", so the run proves nothing about the fix: expected " + gate.text() + ", but " + found;
            case GATE ->
                "target " + target + ": expected " + gate.text() + ", but " + found
                        + (status == Status.INCONCLUSIVE ? "; not a failure, as the run itself is in doubt" : "");
        };
    }

    private static GateResult notMeasured(String target, GateSpec gate, String metric, Optional<Measured> actual) {
        String message = "target " + target + ": " + gate.text() + " cannot be judged, " + metric
                + " was not measured in this run";
        return result(target, gate, actual, false, Status.INCONCLUSIVE, message);
    }

    private static GateResult result(
            String target, GateSpec gate, Optional<Measured> actual, boolean passed, Status status, String message) {
        Double value = actual.map(Measured::value).orElse(null);
        return new GateResult(target, gate.metric(), gate.text(), gate.kind(), value, passed, status, message);
    }
}
