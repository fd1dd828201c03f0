package dev.gridlock.verdict;

import dev.gridlock.scenario.GateSpec;
import org.jspecify.annotations.Nullable;

/**
 * One gate, judged.
 *
 * @param target whose gate it is
 * @param name its metric; {@code sql} for a query
 * @param expression as written in the scenario
 * @param kind gate, advisory gate or expectation
 * @param place where it was written
 * @param actual the metric's value in its own unit; null: not measured, or a query
 * @param samples how many values it was made of; null: it is counted, not sampled
 * @param passed whether the comparison held
 * @param status what the evidence supports: a comparison that held on too little of it is inconclusive
 * @param message one sentence with the actual value as a person would write it
 */
public record GateResult(
        String target,
        String name,
        String expression,
        GateSpec.Kind kind,
        GateSpec.Place place,
        @Nullable Double actual,
        @Nullable Long samples,
        boolean passed,
        Status status,
        String message) {

    /** What it does to the run's verdict: an advisory gate does nothing. */
    public Status weight() {
        return kind == GateSpec.Kind.ADVISORY ? Status.PASS : status;
    }

    /** Whether it does not hold, or cannot be judged, and only warns. */
    public boolean warns() {
        return kind == GateSpec.Kind.ADVISORY && status != Status.PASS;
    }

    /** Whether it holds, in a word or two. */
    public String holds() {
        return switch (status) {
            case PASS -> "yes";
            case FAIL -> "no";
            case INCONCLUSIVE ->
                actual == null
                        ? "not measured"
                        : kind == GateSpec.Kind.EXPECTATION && !passed ? "not reproduced" : "undecided";
        };
    }

    /** The same gate judged over several runs. */
    public GateResult over(Status other, String told) {
        return new GateResult(
                target, name, expression, kind, place, actual, samples, other == Status.PASS, other, told);
    }

    /** The gate as a list names it. */
    public String title() {
        return kind == GateSpec.Kind.EXPECTATION ? "reproduces " + expression : expression;
    }
}
