package dev.gridlock.scenario;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One gate: {@code metric comparison value}, e.g. {@code pool.acquire.p99 <= 250ms} or {@code verified == trucks}.
 *
 * @param kind a gate fails the run; an expectation ({@code reproduces}) that does not hold makes it inconclusive
 * @param text as written
 * @param metric left side, a name of the {@link MetricCatalogue}
 * @param right a number in the metric's own unit (ms, bytes, count), or another metric
 * @param line line in the scenario file, from 1; 0 when it did not come from a file. Where a gate was written is no
 *     part of what it says: two gates that differ in it alone are equal
 */
public record GateSpec(Kind kind, String text, String metric, Comparison comparison, Operand right, int line) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GateSpec gate
                && kind == gate.kind
                && text.equals(gate.text)
                && metric.equals(gate.metric)
                && comparison == gate.comparison
                && right.equals(gate.right);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, text, metric, comparison, right);
    }

    public enum Kind {
        GATE,
        EXPECTATION
    }

    public enum Comparison {
        EQUAL("=="),
        NOT_EQUAL("!="),
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">=");

        private final String symbol;

        Comparison(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }

        /** Whether {@code left comparison right} holds. */
        public boolean holds(double left, double right) {
            return switch (this) {
                case EQUAL -> left == right;
                case NOT_EQUAL -> left != right;
                case LESS -> left < right;
                case AT_MOST -> left <= right;
                case MORE -> left > right;
                case AT_LEAST -> left >= right;
            };
        }
    }

    /** Right side of a comparison. */
    public sealed interface Operand {
        record Number(double value) implements Operand {}

        record Metric(String name) implements Operand {}
    }
}
