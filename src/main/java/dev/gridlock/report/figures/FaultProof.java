package dev.gridlock.report.figures;

/**
 * One row of the proof that a fault was applied and healed.
 *
 * @param what proxy, toxic and its parameters
 * @param phase {@code steady}, {@code apply}, {@code proof}, {@code heal} or {@code healed}
 * @param atSeconds since the run began
 */
public record FaultProof(
        String target, String what, String phase, double atSeconds, String expected, String observed, boolean ok) {}
