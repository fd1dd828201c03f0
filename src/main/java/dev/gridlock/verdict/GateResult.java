package dev.gridlock.verdict;

import dev.gridlock.scenario.GateSpec;
import org.jspecify.annotations.Nullable;

/**
 * One gate, judged.
 *
 * @param metric left side of the gate
 * @param expression as written in the scenario
 * @param actual the metric's value in its own unit; null: not measured
 * @param message the evidence, one line for people
 */
public record GateResult(
        String target,
        String metric,
        String expression,
        GateSpec.Kind kind,
        @Nullable Double actual,
        boolean passed,
        String message) {}
