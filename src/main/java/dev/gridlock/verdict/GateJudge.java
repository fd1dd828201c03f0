package dev.gridlock.verdict;

import dev.gridlock.scenario.GateSpec;
import dev.gridlock.scenario.GateSpec.Check;
import dev.gridlock.scenario.GateSpec.Comparison;
import dev.gridlock.scenario.GateSpec.Kind;
import dev.gridlock.scenario.GateSpec.MetricName;
import dev.gridlock.scenario.GateSpec.Operand;
import dev.gridlock.scenario.MetricCatalogue.Unit;
import dev.gridlock.verdict.Measurements.Measured;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges one gate. What becomes of a comparison, from the first row that applies:
 *
 * <table>
 * <caption>Held, and did not hold</caption>
 * <tr><td>a side was not measured, or there is no such window, baseline or answer</td><td>inconclusive</td></tr>
 * <tr><td>it held, and too few samples, or a window cut short, say so</td><td>inconclusive</td></tr>
 * <tr><td>it held, on deadlocks, and not by each witness of them</td><td>inconclusive</td></tr>
 * <tr><td>it held</td><td>pass</td></tr>
 * <tr><td>it is on deadlocks, and would hold without strangers'</td><td>inconclusive</td></tr>
 * <tr><td>it is an expectation</td><td>inconclusive: the outage did not reproduce</td></tr>
 * <tr><td>it is a count read from rows that somebody else wrote to</td><td>inconclusive</td></tr>
 * <tr><td>it is a count above a given limit: more evidence could only add to it</td><td>fail</td></tr>
 * <tr><td>something about its targets is in doubt, or its samples are too few</td><td>inconclusive</td></tr>
 * <tr><td>it is off by less than the floor of its unit</td><td>inconclusive</td></tr>
 * <tr><td>anything else</td><td>fail</td></tr>
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

    private final Connection duckdb;
    private final Measurements measurements;
    private final DeadlockWitnesses witnesses;
    private final Reference reference;
    private final List<Doubt> doubts;

    GateJudge(Connection duckdb, Measurements measurements, Reference reference, List<Doubt> doubts) {
        this.duckdb = duckdb;
        this.measurements = measurements;
        this.witnesses = new DeadlockWitnesses(measurements);
        this.reference = reference;
        // A journal that lies keeps no gate from failing.
        this.doubts = doubts.stream()
                .filter(doubt -> !(doubt instanceof Doubt.JournalDiffers))
                .toList();
    }

    GateResult judge(String target, GateSpec gate) throws SQLException {
        return switch (gate.check()) {
            case Check.Compared compared -> compare(target, gate, compared);
            case Check.Query query -> ask(target, gate, query);
        };
    }

    private GateResult compare(String target, GateSpec gate, Check.Compared compared) throws SQLException {
        Optional<Measured> actual = measurements.of(compared.left(), compared.window());
        if (actual.isEmpty()) {
            return notMeasured(target, gate, compared, compared.left(), actual);
        }
        double limit;
        Optional<String> other = Optional.empty();
        String found = named(target, compared.left()) + " is " + actual.get().forPeople();
        switch (compared.right()) {
            case Operand.Number number -> limit = number.value();
            case Operand.Metric metric -> {
                Optional<Measured> right = measurements.of(metric.metric(), compared.window());
                if (right.isEmpty()) {
                    return notMeasured(target, gate, compared, metric.metric(), actual);
                }
                limit = metric.factor() * right.get().value();
                other = right.get().tooLittle();
                found += ", " + named(target, metric.metric()) + " is "
                        + right.get().forPeople();
            }
            case Operand.Baseline baseline -> {
                Reference.Figure figure = reference.of(compared.left());
                if (figure.value().isEmpty()) {
                    return notJudged(target, gate, compared, actual, figure.why());
                }
                limit = baseline.factor() * figure.value().getAsDouble();
                found += ", in the baseline it was "
                        + Quantity.text(
                                figure.value().getAsDouble(), actual.get().unit());
            }
        }
        boolean holds = compared.comparison().holds(actual.get().value(), limit);
        boolean fixed = !(compared.right() instanceof Operand.Metric);
        Against off = new Against(actual.get(), compared.comparison(), limit, fixed);
        Finding finding;
        Optional<String> doubt = off.tooLittle().isPresent() ? off.tooLittle() : other;
        if (holds) {
            if (doubt.isEmpty()) {
                doubt = witnesses.against(compared, limit);
            }
            finding = new Finding(doubt.isEmpty() ? Status.PASS : Status.INCONCLUSIVE, doubt.orElse(""));
        } else {
            Optional<String> acquittal = witnesses.acquittal(compared, limit);
            finding = acquittal.isPresent()
                    ? new Finding(Status.INCONCLUSIVE, acquittal.get())
                    : violated(gate, off, doubt);
        }
        return result(
                target,
                gate,
                compared.left().name(),
                actual,
                holds,
                finding.status(),
                message(target, gate, holds, found, finding));
    }

    /** A figure against its limit. */
    private record Against(Measured actual, Comparison comparison, double limit, boolean limitIsFixed) {

        /** A count above a limit that no doubt about another target can move. */
        boolean isDefinite() {
            return isAbove() && limitIsFixed && actual.unit() == Unit.COUNT;
        }

        /** Whether a higher value could not change the outcome. */
        private boolean isAbove() {
            return switch (comparison) {
                case LESS, AT_LEAST -> actual.value() >= limit;
                case EQUAL, NOT_EQUAL, AT_MOST, MORE -> actual.value() > limit;
            };
        }

        /** What happened while nothing was sampled could not bring a highest value down again: what was seen above stands. */
        Optional<String> tooLittle() {
            return isAbove() && actual.onlyGrows() ? actual.doubt() : actual.tooLittle();
        }

        double by() {
            return Math.abs(actual.value() - limit);
        }

        double floor() {
            return actual.unit().floor(limit);
        }
    }

    /** @param why what keeps it from being a pass or a failure; empty when nothing does */
    private record Finding(Status status, String why) {}

    private Finding violated(GateSpec gate, Against off, Optional<String> tooLittle) {
        if (gate.kind() == Kind.EXPECTATION) {
            return new Finding(Status.INCONCLUSIVE, tooLittle.orElse(""));
        }
        List<Doubt> about = doubtsOf(gate);
        boolean disturbed = about.stream().anyMatch(doubt -> spoils(doubt, gate));
        if (off.isDefinite() && !disturbed) {
            return new Finding(Status.FAIL, "");
        }
        if (!about.isEmpty()) {
            return new Finding(Status.INCONCLUSIVE, "not a failure, as the run itself is in doubt");
        }
        if (tooLittle.isPresent()) {
            return new Finding(Status.INCONCLUSIVE, "not a failure: " + tooLittle.get());
        }
        if (off.by() < off.floor()) {
            return new Finding(
                    Status.INCONCLUSIVE,
                    "not a failure: it is off by "
                            + Quantity.text(off.by(), off.actual().unit())
                            + ", and one run cannot tell less than "
                            + Quantity.text(off.floor(), off.actual().unit()) + " from noise");
        }
        return new Finding(Status.FAIL, "");
    }

    private List<Doubt> doubtsOf(GateSpec gate) {
        return doubts.stream()
                .filter(doubt -> gate.targets().stream().anyMatch(doubt::about))
                .toList();
    }

    private static boolean spoils(Doubt doubt, GateSpec gate) {
        return switch (doubt) {
            case Doubt.NotShown _, Doubt.JournalDiffers _ -> false;
            case Doubt.RowsDisturbed _ ->
                !(gate.check() instanceof Check.Compared compared)
                        || FROM_ROWS.contains(compared.left().name());
        };
    }

    private GateResult ask(String target, GateSpec gate, Check.Query query) {
        QueryGate.Answer answer = QueryGate.ask(duckdb, target, query.sql());
        if (answer.holds().isEmpty()) {
            return result(
                    target,
                    gate,
                    "sql",
                    Optional.empty(),
                    false,
                    Status.INCONCLUSIVE,
                    "target " + target + ": " + gate.text() + " cannot be judged, " + answer.found());
        }
        boolean holds = answer.holds().get();
        Finding finding;
        if (holds) {
            finding = new Finding(Status.PASS, "");
        } else if (gate.kind() == Kind.EXPECTATION) {
            finding = new Finding(Status.INCONCLUSIVE, "");
        } else if (doubts.stream().anyMatch(doubt -> doubt.about(target))) {
            finding = new Finding(Status.INCONCLUSIVE, "not a failure, as the run itself is in doubt");
        } else {
            finding = new Finding(Status.FAIL, "");
        }
        String message = message(target, gate, holds, answer.found(), finding);
        return result(target, gate, "sql", Optional.empty(), holds, finding.status(), message);
    }

    private static String message(String target, GateSpec gate, boolean holds, String found, Finding finding) {
        if (holds) {
            return finding.why().isEmpty()
                    ? found
                    : "target " + target + ": " + gate.text() + " cannot be judged, " + found + ", but "
                            + finding.why();
        }
        String why = finding.why().isEmpty() ? "" : "; " + finding.why();
        return switch (gate.kind()) {
            case EXPECTATION ->
                "the outage did not reproduce in target " + target
                        + ", so the run proves nothing about the fix: expected " + gate.text() + ", but " + found + why;
            case GATE, ADVISORY -> "target " + target + ": expected " + gate.text() + ", but " + found + why;
        };
    }

    private static String named(String target, MetricName metric) {
        return metric.target().equals(target) ? metric.name() : metric.target() + "." + metric.name();
    }

    private static GateResult notMeasured(
            String target, GateSpec gate, Check.Compared compared, MetricName metric, Optional<Measured> actual) {
        String why = named(target, metric) + " was not measured in this run"
                + (compared.window().isEmpty()
                        ? ""
                        : ", or the load did not go on "
                                + (compared.window().get() instanceof GateSpec.Window.During ? "during" : "after")
                                + " that fault");
        return notJudged(target, gate, compared, actual, why);
    }

    private static GateResult notJudged(
            String target, GateSpec gate, Check.Compared compared, Optional<Measured> actual, String why) {
        String message = "target " + target + ": " + gate.text() + " cannot be judged, " + why;
        return result(target, gate, compared.left().name(), actual, false, Status.INCONCLUSIVE, message);
    }

    private static GateResult result(
            String target,
            GateSpec gate,
            String name,
            Optional<Measured> actual,
            boolean passed,
            Status status,
            String message) {
        @Nullable Double value = actual.map(Measured::value).orElse(null);
        @Nullable Long samples = actual.map(Measured::samples).orElse(null);
        return new GateResult(
                target, name, gate.text(), gate.kind(), gate.place(), value, samples, passed, status, message);
    }
}
