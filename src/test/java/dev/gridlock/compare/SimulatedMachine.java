package dev.gridlock.compare;

import dev.gridlock.baseline.Baseline;
import dev.gridlock.baseline.MadeBaseline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * A shared machine and what rounds measure on it, in logarithms. A session has an offset of its own, normal, that every time
 * measured in it carries. Within a session the machine drifts: an autoregressive process of the first order, {@value #AR}
 * from one round's beginning to the next one's, which goes on between the calibrations and the loads of one round, each of
 * which is measured at its own moment. Every figure has noise of its own besides, normal and independent.
 *
 * @param offset sd of a session's offset, as a share
 * @param drift marginal sd of the drift
 * @param own sd of each figure's own noise
 * @param answer how strongly the targets answer to offset and drift; the calibration does by 1
 */
record SimulatedMachine(RandomGenerator random, double offset, double drift, double own, double answer) {

    static final double AR = 0.8;

    /** Rounds of a side. */
    static final int ROUNDS = 12;

    private static final List<String> DAMAGE =
            List.of("deadlocks", "lost_updates", "torn_writes", "zombie_writes", "duplicates", "unexpected");

    static SimulatedMachine seeded(long seed, double offset, double drift) {
        return new SimulatedMachine(new SplittableRandom(seed), offset, drift, 0.03, 1);
    }

    SimulatedMachine answering(double strength) {
        return new SimulatedMachine(random, offset, drift, own, strength);
    }

    /** A session in which two targets of each build are measured in turn, there and back; the order of all turns each round. */
    private final class Session {

        private final double slower = offset * random.nextGaussian();
        private double drifted = drift * random.nextGaussian();
        private final Map<String, double[]> figures = new HashMap<>();
        private final Map<String, List<List<Long>>> latencies = new HashMap<>();
        private final boolean withLatencies;

        Session(List<Double> builds, boolean withLatencies) {
            this.withLatencies = withLatencies;
            List<String> slots = new ArrayList<>();
            for (int build = 0; build < builds.size(); build++) {
                List<String> targets = List.of(build + " naive", build + " bounded");
                slots.addAll(build == 0 ? targets : targets.reversed());
            }
            // A calibration and a load for each target of each build: so many moments a round.
            double step = Math.pow(AR, 1.0 / (2 * slots.size()));
            for (int round = 0; round < ROUNDS; round++) {
                for (String slot : round % 2 == 0 ? slots : slots.reversed()) {
                    double factor = builds.get(slot.charAt(0) - '0');
                    move(step);
                    put(slot + " calibration", round, 3 * Math.exp(slower + drifted + noise()));
                    move(step);
                    double load = factor * Math.exp(answer * (slower + drifted));
                    put(slot + " completion", round, 8_000 * load * Math.exp(noise()));
                    put(slot + " postgres.wal", round, 2e8 * Math.exp(noise()));
                    if (withLatencies) {
                        latencies
                                .computeIfAbsent(slot, _ -> new ArrayList<>())
                                .add(latencies(load * Math.exp(noise())));
                    }
                }
            }
        }

        private void move(double step) {
            drifted = step * drifted + drift * Math.sqrt(1 - step * step) * random.nextGaussian();
        }

        private double noise() {
            return own * random.nextGaussian();
        }

        private void put(String figure, int round, double value) {
            figures.computeIfAbsent(figure, _ -> new double[ROUNDS])[round] = value;
        }

        /** 20 to 120 ms, the same shape each time; 1,200 of all rounds together, enough for p99. */
        private List<Long> latencies(double times) {
            return LongStream.range(0, 100)
                    .map(i -> Math.round((20 + i) * times))
                    .boxed()
                    .toList();
        }

        Baseline figures(int build) {
            MadeBaseline made = MadeBaseline.of(ROUNDS);
            for (String target : List.of("naive", "bounded")) {
                String slot = build + " " + target;
                for (String metric : List.of("calibration", "completion", "postgres.wal")) {
                    made.metric(target, metric, Objects.requireNonNull(figures.get(slot + " " + metric)));
                }
                DAMAGE.forEach(damage -> made.always(target, damage, 0));
                made.always(target, "trucks", 3_000).always(target, "verified", 3_000);
                if (withLatencies) {
                    made.latencies(target, Objects.requireNonNull(latencies.get(slot)));
                }
            }
            return made.make();
        }
    }

    /** Rounds of one build in a session of their own. */
    Baseline alone(double factor, boolean withLatencies) {
        return new Session(List.of(factor), withLatencies).figures(0);
    }

    /** Rounds of two builds in one session. */
    List<Baseline> inTurn(double factor, boolean withLatencies) {
        Session session = new Session(List.of(1.0, factor), withLatencies);
        return List.of(session.figures(0), session.figures(1));
    }
}
