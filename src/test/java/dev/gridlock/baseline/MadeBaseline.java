package dev.gridlock.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Baselines with made figures, and what to change in them to get an odd one. */
public final class MadeBaseline {

    /** A machine with two cores. */
    public static final Machine HERE = Machine.of(Map.of(
            "machine.arch", "amd64",
            "machine.cores", "2",
            "machine.cpu", "AMD EPYC",
            "machine.memory_bytes", "25000000000"));

    /** Another one. */
    public static final Machine ELSEWHERE = Machine.of(Map.of(
            "machine.arch", "amd64",
            "machine.cores", "4",
            "machine.cpu", "AMD EPYC",
            "machine.memory_bytes", "25000000000"));

    private static final Workload WORK = new Workload(new TreeMap<>(
            Map.of("chaos", "0a0a0a0a0a0a", "fleet", "0b0b0b0b0b0b", "load", "0c0c0c0c0c0c", "seed", "7")));

    private final int rounds;
    private final TreeMap<String, TreeMap<String, double[]>> metrics = new TreeMap<>();
    private final TreeMap<String, List<Values>> latencies = new TreeMap<>();
    private Machine machine = HERE;
    private Workload work = WORK;
    private String scenario = "smoke";

    private MadeBaseline(int rounds) {
        this.rounds = rounds;
    }

    public static MadeBaseline of(int rounds) {
        return new MadeBaseline(rounds);
    }

    public MadeBaseline on(Machine other) {
        machine = other;
        return this;
    }

    public MadeBaseline of(String otherScenario) {
        scenario = otherScenario;
        return this;
    }

    /** As if a part of its work had been changed. */
    public MadeBaseline withOther(String partOfTheWork) {
        TreeMap<String, String> parts = new TreeMap<>(WORK.parts());
        parts.put(partOfTheWork, "ffffffffffff");
        work = new Workload(parts);
        return this;
    }

    /** One value a round; NaN: not measured. */
    public MadeBaseline metric(String target, String name, double... values) {
        if (values.length != rounds) {
            throw new IllegalArgumentException(rounds + " rounds, " + values.length + " values");
        }
        metrics.computeIfAbsent(target, _ -> new TreeMap<>()).put(name, values);
        return this;
    }

    /** The same value in every round. */
    public MadeBaseline always(String target, String name, double value) {
        double[] values = new double[rounds];
        Arrays.fill(values, value);
        return metric(target, name, values);
    }

    /** Latencies in milliseconds, a list a round. */
    public MadeBaseline latencies(String target, List<List<Long>> ms) {
        latencies.put(
                target,
                ms.stream()
                        .map(round -> Values.ofNanos(
                                round.stream().map(value -> value * 1_000_000).toList()))
                        .toList());
        return this;
    }

    /** Latencies from 1 to n ms in every round. */
    public MadeBaseline latenciesUpTo(String target, long n) {
        List<Long> one = LongStream.rangeClosed(1, n).boxed().toList();
        return latencies(target, Collections.nCopies(rounds, one));
    }

    public Baseline make() {
        List<Round> made = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            int round = i;
            TreeMap<String, TargetFigures> targets = new TreeMap<>();
            for (String target : metrics.keySet()) {
                TreeMap<String, Double> values = Objects.requireNonNull(metrics.get(target)).entrySet().stream()
                        .filter(metric -> !Double.isNaN(metric.getValue()[round]))
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, metric -> metric.getValue()[round], (a, _) -> a, TreeMap::new));
                List<Values> spread = latencies.get(target);
                targets.put(
                        target,
                        new TargetFigures(
                                values, spread == null ? Map.of() : Map.of(Spread.LATENCY, spread.get(round))));
            }
            made.add(new Round(Integer.toString(i + 1), targets));
        }
        return new Baseline(
                scenario, work, machine, new TreeMap<>(Map.of("postgresql", "18.6")), "2026-11-25T04:30:00Z", made);
    }
}
