package dev.gridlock.scenario;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One gate, e.g. {@code pool.acquire.p99 <= 250ms}, {@code verified == trucks} or {@code sql: SELECT …}; the language is
 * described at {@link GateParser}.
 *
 * @param text as written
 * @param check what must hold
 * @param place where it was written, which is no part of what it says: two gates that differ in it alone are equal
 */
public record GateSpec(Kind kind, String text, Check check, Place place) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GateSpec gate
                && kind == gate.kind
                && text.equals(gate.text)
                && check.equals(gate.check);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, text, check);
    }

    /**
     * Where a gate was written.
     *
     * @param file as it was given, or what stands for one
     * @param line from 1; 0 when it did not come from a file
     */
    public record Place(String file, int line) {}

    /** Targets whose metrics it names. */
    public Set<String> targets() {
        return switch (check) {
            case Check.Query _ -> Set.of();
            case Check.Compared compared -> {
                Set<String> targets = new TreeSet<>(Set.of(compared.left().target()));
                if (compared.right() instanceof Operand.Metric right) {
                    targets.add(right.metric().target());
                }
                yield targets;
            }
        };
    }

    /** What it does to the run when it does not hold. */
    public enum Kind {
        /** Fails it. */
        GATE,
        /** Warns. */
        ADVISORY,
        /** Makes it inconclusive ({@code reproduces}): the outage was not there, so the run proves nothing about the fix. */
        EXPECTATION
    }

    /** What must hold. */
    public sealed interface Check {

        /**
         * A metric against a value.
         *
         * @param window which part of the run it is measured in; empty: all of it
         */
        record Compared(MetricName left, Comparison comparison, Operand right, Optional<Window> window)
                implements Check {}

        /** One SELECT over the recording whose first column says whether it holds; the others are evidence. */
        record Query(String sql) implements Check {}
    }

    /** A metric of the {@link MetricCatalogue}, of one target. */
    public record MetricName(String target, String name) {}

    /** Right side of a comparison. */
    public sealed interface Operand {

        /** In the metric's own unit: ms, bytes or a count. */
        record Number(double value) implements Operand {}

        /** So many times another metric of the same run. */
        record Metric(MetricName metric, double factor) implements Operand {}

        /** So many times what the left side was in the baseline. */
        record Baseline(double factor) implements Operand {}
    }

    /** A part of a run, by one of its faults. */
    public sealed interface Window {

        /** Name of the fault in {@code chaos:}. */
        String fault();

        /** From when the fault was applied until it was healed. */
        record During(String fault) implements Window {}

        /**
         * From when the fault was healed.
         *
         * @param within how long; empty: to the end of the load
         */
        record After(String fault, Optional<Duration> within) implements Window {}
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
}
