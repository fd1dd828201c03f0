package dev.gridlock.compare;

import dev.gridlock.baseline.Baseline;
import dev.gridlock.baseline.Round;
import dev.gridlock.baseline.Spread.Percentile;
import dev.gridlock.baseline.TargetFigures;
import dev.gridlock.baseline.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One metric of one target of one side.
 *
 * @param values one a round in the metric's unit; NaN: not measured
 * @param never in how many rounds it is known to be nothing: not every truck was verified, so there is no completion
 * @param percentile which one it is, if any
 * @param spreads all values of each round; empty unless it is a percentile and every round has them
 */
record Rounds(double[] values, int never, Optional<Percentile> percentile, List<Values> spreads) {

    static Rounds of(Baseline figures, String target, String metric) {
        double[] values = figures.values(target, metric);
        int never = metric.equals("completion") ? never(figures, target) : 0;
        Optional<Percentile> percentile = Percentile.of(metric);
        List<Values> spreads = new ArrayList<>();
        if (percentile.isPresent()) {
            for (Round round : figures.rounds()) {
                TargetFigures ofTarget = round.targets().get(target);
                Values all = ofTarget == null
                        ? null
                        : ofTarget.spreads().get(percentile.get().spread());
                if (all != null) {
                    spreads.add(all);
                }
            }
        }
        return new Rounds(
                values, never, percentile, spreads.size() == values.length ? List.copyOf(spreads) : List.of());
    }

    private static int never(Baseline figures, String target) {
        double[] completion = figures.values(target, "completion");
        double[] verified = figures.values(target, "verified");
        double[] trucks = figures.values(target, "trucks");
        int never = 0;
        for (int i = 0; i < completion.length; i++) {
            never += Double.isNaN(completion[i]) && verified[i] < trucks[i] ? 1 : 0;
        }
        return never;
    }

    /** Round by round; the result is no percentile. A round in which this was never is one still. */
    Rounds inPartsOf(Rounds other) {
        double[] parts = new double[values.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = values[i] / other.values[i];
        }
        return new Rounds(parts, never, Optional.empty(), List.of());
    }

    /**
     * The same times, each round's in parts of what another metric was in it.
     *
     * @param other above 0 in each round
     * @param common what all of them are multiplied by, so that they are in the same unit again
     */
    Rounds inPartsOf(Rounds other, double common) {
        double[] factors =
                Arrays.stream(other.values).map(value -> common / value).toArray();
        return times(factors);
    }

    /** The same times, all multiplied. */
    Rounds times(double factor) {
        double[] factors = new double[values.length];
        Arrays.fill(factors, factor);
        return times(factors);
    }

    private Rounds times(double[] factors) {
        double[] multiplied = new double[values.length];
        List<Values> all = new ArrayList<>();
        for (int i = 0; i < multiplied.length; i++) {
            multiplied[i] = values[i] * factors[i];
            if (!spreads.isEmpty()) {
                all.add(spreads.get(i).times(factors[i]));
            }
        }
        return new Rounds(multiplied, never, percentile, List.copyOf(all));
    }

    /** Whether any round has a value, or is known to have come to nothing. */
    boolean measuredAtAll() {
        return never > 0
                || (percentile.isPresent()
                        ? !spreads.isEmpty()
                        : Arrays.stream(values).anyMatch(value -> !Double.isNaN(value)));
    }

    boolean allAboveZero() {
        return Arrays.stream(values).allMatch(value -> value > 0 && Double.isFinite(value));
    }

    /** The first round, from 1, without a finite value; 0: none. */
    int firstNotFinite() {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                return i + 1;
            }
        }
        return 0;
    }

    /** All values of all rounds. */
    Values merged() {
        return Values.merged(spreads);
    }

    /** The figure that is shown: the percentile of all values, else the median over the rounds; NaN: none. */
    double figure() {
        if (percentile.isPresent()) {
            return spreads.isEmpty()
                    ? Double.NaN
                    : merged().percentile(percentile.get().share());
        }
        return firstNotFinite() > 0 ? Double.NaN : Baseline.median(values);
    }
}
