package dev.gridlock.verdict;

import dev.gridlock.baseline.Baseline;
import dev.gridlock.baseline.Machine;
import dev.gridlock.baseline.RecordedRound;
import dev.gridlock.baseline.Spread;
import dev.gridlock.baseline.Values;
import dev.gridlock.recording.Recording;
import dev.gridlock.scenario.GateSpec.MetricName;
import dev.gridlock.scenario.MetricCatalogue;
import dev.gridlock.scenario.Scenario;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The baseline that gates compare with, as far as it may be used for this run on this machine. */
final class Reference {

    private final Optional<Baseline> baseline;
    private final String refusal;

    private Reference(Optional<Baseline> baseline, String refusal) {
        this.baseline = baseline;
        this.refusal = refusal;
    }

    /**
     * A figure, or why there is none.
     *
     * @param why empty where there is one
     */
    record Figure(OptionalDouble value, String why) {}

    static Reference of(Optional<Baseline> baseline, Scenario scenario, Connection duckdb) throws SQLException {
        if (baseline.isEmpty()) {
            return new Reference(
                    baseline,
                    "there is no " + scenario.name()
                            + ".baseline beside the scenario's file; save one there with ./gridlock"
                            + " baseline save RUNS --to FILE");
        }
        Machine here = Machine.of(RecordedRound.facts(duckdb));
        return switch (baseline.get().use(scenario, here)) {
            case Baseline.Use.Absolute _ -> new Reference(baseline, "");
            case Baseline.Use.RatiosOnly ratios ->
                new Reference(Optional.empty(), "the baseline is refused: " + ratios.reason());
            case Baseline.Use.Refused refused ->
                new Reference(Optional.empty(), "the baseline is refused: " + refused.reason());
        };
    }

    Figure of(MetricName metric) {
        if (baseline.isEmpty()) {
            return new Figure(OptionalDouble.empty(), refusal);
        }
        OptionalDouble value = baseline.get().figure(metric.target(), metric.name());
        if (value.isEmpty()) {
            return new Figure(value, "the baseline does not hold " + metric.name() + " of " + metric.target());
        }
        return tooFew(baseline.get(), metric)
                .map(why -> new Figure(OptionalDouble.empty(), why))
                .orElseGet(() -> new Figure(value, ""));
    }

    /** A percentile of the baseline needs as many values as one of the run. */
    private static Optional<String> tooFew(Baseline baseline, MetricName metric) {
        long least = Recording.catalogue()
                .find(metric.name())
                .map(MetricCatalogue.Definition::leastSamples)
                .orElse(0);
        return Spread.Percentile.of(metric.name())
                .flatMap(percentile -> baseline.merged(metric.target(), percentile.spread()))
                .map(Values::count)
                .filter(count -> count < least)
                .map(count -> String.format(
                        Locale.ROOT,
                        "the baseline's %s is of %,d values, and it needs %,d; save one of more rounds",
                        metric.name(),
                        count,
                        least));
    }
}
