package dev.gridlock.verdict;

import dev.gridlock.scenario.GateSpec;
import org.jspecify.annotations.Nullable;

/**
 * One gate, judged.
 *
 * @param target whose gate it is
 * @param name its metric
 * @param expression as written in the scenario
 * @param kind gate or expectation
 * @param actual the metric's value in its own unit; null: not measured
 * @param passed whether the comparison held
 * @param status what that means for the run: a comparison that did not hold may also be inconclusive
 * @param message one sentence with the actual value as a person would write it
 */
public record GateResult(
        String target,
        String name,
        String expression,
        GateSpec.Kind kind,
        @Nullable Double actual,
        boolean passed,
        Status status,
        String message) {}
