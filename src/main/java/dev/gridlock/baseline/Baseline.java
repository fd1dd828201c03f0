package dev.gridlock.baseline;

import dev.gridlock.scenario.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What rounds of one scenario measured on one machine: of a run, of a set of runs, or read from a file that was
 * committed.
 *
 * @param scenario its name
 * @param versions of the parts, by name: {@code postgresql}, {@code gridlock}, …
 * @param saved when, ISO 8601 UTC
 * @param rounds at least one
 */
public record Baseline(
        String scenario,
        Workload workload,
        Machine machine,
        SequencedMap<String, String> versions,
        String saved,
        List<Round> rounds) {

    public Baseline {
        versions = new TreeMap<>(versions);
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("rounds: a baseline needs at least one");
        }
    }

    /** What a run may use a baseline for. */
    public sealed interface Use {

        /** Everything. */
        record Absolute() implements Use {}

        /**
         * Figures are of another machine: only what one target is in parts of another.
         *
         * @param reason both machines, for people
         */
        record RatiosOnly(String reason) implements Use {}

        /**
         * Nothing: it is of another scenario or of other work.
         *
         * @param reason what differs, for people
         */
        record Refused(String reason) implements Use {}
    }

    /** What a run of that scenario on that machine may use this for. */
    public Use use(Scenario running, Machine here) {
        return use(running.name(), Workload.of(running), here);
    }

    /** The same for figures that are there already. */
    public Use use(String runningScenario, Workload work, Machine here) {
        if (!scenario.equals(runningScenario)) {
            return new Use.Refused("it is of scenario " + scenario + ", not of " + runningScenario);
        }
        List<String> other = workload.differences(work);
        if (!other.isEmpty()) {
            return new Use.Refused("the work is not the same: " + String.join(", ", other) + " of scenario "
                    + runningScenario + " changed since; save the baseline again");
        }
        if (!machine.equals(here)) {
            return new Use.RatiosOnly("it is of another machine (" + machine.text() + "; here: " + here.text()
                    + "), so only ratios between targets can be compared, no absolute figures");
        }
        return new Use.Absolute();
    }

    /** The same with these rounds of it only. */
    public Baseline withRounds(List<Round> kept) {
        return new Baseline(scenario, workload, machine, versions, saved, kept);
    }

    /** Names of all targets. */
    public Set<String> targets() {
        Set<String> names = new TreeSet<>();
        rounds.forEach(round -> names.addAll(round.targets().keySet()));
        return names;
    }

    /** One metric of a target, round by round; not finite where a round did not measure it. */
    public double[] values(String target, String metric) {
        return rounds.stream()
                .map(round -> round.targets().get(target))
                .mapToDouble(figures ->
                        figures == null ? Double.NaN : figures.metrics().getOrDefault(metric, Double.NaN))
                .toArray();
    }

    /** All values that all rounds recorded; empty when one did not. */
    public Optional<Values> merged(String target, Spread spread) {
        List<Values> parts = new ArrayList<>();
        for (Round round : rounds) {
            TargetFigures figures = round.targets().get(target);
            Values values = figures == null ? null : figures.spreads().get(spread);
            if (values == null) {
                return Optional.empty();
            }
            parts.add(values);
        }
        return Optional.of(Values.merged(parts));
    }

    /**
     * The one figure that a gate compares with, in the metric's own unit: the median over the rounds, and for a percentile
     * that of all rounds' values together. Empty when a round did not measure it, or holds no finite value.
     */
    public OptionalDouble figure(String target, String metric) {
        Optional<Spread.Percentile> percentile = Spread.Percentile.of(metric);
        if (percentile.isPresent()) {
            double value = merged(target, percentile.get().spread())
                    .map(all -> all.percentile(percentile.get().share()))
                    .orElse(Double.NaN);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        }
        double[] values = values(target, metric);
        return Arrays.stream(values).allMatch(Double::isFinite)
                ? OptionalDouble.of(median(values))
                : OptionalDouble.empty();
    }

    /** The middle one, or the mean of the middle two. */
    public static double median(double[] values) {
        double[] sorted = Objects.requireNonNull(values).clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
