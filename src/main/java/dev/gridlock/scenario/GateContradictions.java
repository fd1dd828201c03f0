package dev.gridlock.scenario;

import dev.gridlock.scenario.GateSpec.Check;
import dev.gridlock.scenario.GateSpec.Comparison;
import dev.gridlock.scenario.GateSpec.MetricName;
import dev.gridlock.scenario.GateSpec.Operand;
import dev.gridlock.scenario.GatesBlock.Placed;
import dev.gridlock.scenario.MetricCatalogue.Unit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gates of one target that no run can satisfy: one by itself, or two together. */
final class GateContradictions {

    private GateContradictions() {}

    static void report(String target, List<Placed> gates, Optional<MetricCatalogue> catalogue, Problems problems) {
        for (int n = 0; n < gates.size(); n++) {
            Placed gate = gates.get(n);
            if (!(gate.gate().check() instanceof Check.Compared compared)) {
                continue;
            }
            boolean whole = catalogue
                    .flatMap(metrics -> metrics.find(compared.left().name()))
                    .filter(metric -> metric.unit() == Unit.COUNT)
                    .isPresent();
            if (!canBothHold(compared, compared, whole)) {
                problems.add(
                        gate.at(),
                        "gates." + target + ": no value satisfies this gate",
                        Found.text(gate.gate().text()),
                        "a comparison that can hold; metrics are never negative" + (whole ? ", counts are whole" : ""));
                continue;
            }
            for (Placed earlier : gates.subList(0, n)) {
                if (earlier.gate().check() instanceof Check.Compared before
                        && canBothHold(before, before, whole)
                        && !canBothHold(before, compared, whole)) {
                    problems.add(
                            gate.at(),
                            "gates." + target + ": two gates that no value satisfies both",
                            Found.text(gate.gate().text()) + " here and "
                                    + Found.text(earlier.gate().text()) + " at " + earlier.at(),
                            "one of them");
                }
            }
        }
    }

    /** Only of one window, and only where no factor or baseline leaves the right sides open. */
    private static boolean canBothHold(Check.Compared one, Check.Compared other, boolean whole) {
        if (!one.window().equals(other.window())) {
            return true;
        }
        if (one.right() instanceof Operand.Number a && other.right() instanceof Operand.Number b) {
            return !one.left().equals(other.left())
                    || values(a.value(), b.value(), whole).stream()
                            .anyMatch(value -> one.comparison().holds(value, a.value())
                                    && other.comparison().holds(value, b.value()));
        }
        if (one.right() instanceof Operand.Metric a
                && other.right() instanceof Operand.Metric b
                && a.factor() == 1
                && b.factor() == 1) {
            return canBothHold(one, a.metric(), other, b.metric());
        }
        return true;
    }

    /** A value from each region in which no comparison with a or b changes: 0, both, between and beyond them. */
    private static Set<Double> values(double a, double b, boolean whole) {
        Set<Double> values = new HashSet<>();
        for (double edge : new double[] {0, a, b}) {
            if (whole) {
                values.add(Math.floor(edge));
                values.add(Math.ceil(edge));
                values.add(Math.floor(edge) + 1);
                values.add(Math.ceil(edge) - 1);
            } else {
                values.add(edge);
                values.add(edge + 1);
            }
        }
        if (!whole) {
            values.add(a / 2);
            values.add(b / 2);
            values.add((a + b) / 2);
        }
        values.removeIf(value -> value < 0);
        return values;
    }

    /** Two metrics are less, equal or more; a metric is equal to itself. */
    private static boolean canBothHold(
            Check.Compared one, MetricName oneRight, Check.Compared other, MetricName otherRight) {
        boolean same = one.left().equals(other.left()) && oneRight.equals(otherRight);
        boolean swapped = one.left().equals(otherRight) && oneRight.equals(other.left());
        if (!same && !swapped) {
            return true;
        }
        int[] orders = one.left().equals(oneRight) ? new int[] {0} : new int[] {-1, 0, 1};
        for (int order : orders) {
            if (holds(one.comparison(), order) && holds(other.comparison(), same ? order : -order)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(Comparison comparison, int order) {
        return comparison.holds(order, 0);
    }
}
