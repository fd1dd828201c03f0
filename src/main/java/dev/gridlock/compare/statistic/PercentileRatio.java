package dev.gridlock.compare.statistic;

import dev.gridlock.baseline.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * A percentile of all values of all rounds, on either side. The rounds are what may be exchanged: values of one round hang
 * together, so thousands of them are no more evidence than their round is. For a given ratio NEW is divided by it; if it is
 * the true one, it makes no difference which side a round is on, and the difference found must not be among the largest 5 %
 * of those that exchanging them gives (a permutation test: exact for any noise).
 */
public final class PercentileRatio {

    /**
     * Exchanges tried when there are more than can all be tried: so many that the least p there is, one in as many, is
     * still told after the correction for all metrics of two targets.
     */
    private static final int MOST = 10_000;

    /** Exchanges by which the ends of the interval are looked for; each end takes a dozen tests. */
    private static final int FOR_AN_END = 1_000;

    /** Of so many pairs all exchanges are tried. */
    private static final int EXACT_PAIRS = 14;

    private static final long SEED = 20_261_124;
    private static final double WIDEST = Math.log(64);
    private static final int STEPS = 13;
    private static final double EQUAL = 1e-9;

    private final List<Step> base;
    private final List<Step> next;
    private final double share;
    private final List<boolean[]> exchanges;

    /** How many values each round has, BASE's rounds first. */
    private final long[] totals;

    /** Values of one round in one bucket: the logarithm of their milliseconds, and how many. */
    private record Step(double log, long count, int round) {}

    private PercentileRatio(List<Values> base, List<Values> next, double share, List<boolean[]> exchanges) {
        this.base = steps(base, 0);
        this.next = steps(next, base.size());
        this.share = share;
        this.exchanges = exchanges;
        this.totals = LongStream.concat(
                        base.stream().mapToLong(Values::count), next.stream().mapToLong(Values::count))
                .toArray();
    }

    /** Of rounds that ran side by side: only the two of a pair may be exchanged. As many on both sides. */
    public static Ratio paired(List<Values> base, List<Values> next, double share) {
        return new PercentileRatio(base, next, share, swaps(base.size())).ratio();
    }

    /** Of rounds that have nothing to do with each other. */
    public static Ratio unpaired(List<Values> base, List<Values> next, double share) {
        return new PercentileRatio(base, next, share, shuffles(base.size(), next.size())).ratio();
    }

    /** The same test for a ratio that is given: p of being the true one. */
    static double pairedP(List<Values> base, List<Values> next, double share, double ratio) {
        return new PercentileRatio(base, next, share, swaps(base.size())).p(Math.log(ratio), FOR_AN_END);
    }

    static double unpairedP(List<Values> base, List<Values> next, double share, double ratio) {
        return new PercentileRatio(base, next, share, shuffles(base.size(), next.size()))
                .p(Math.log(ratio), FOR_AN_END);
    }

    private Ratio ratio() {
        double point = new Sorted(0).difference(exchanges.getFirst());
        return Ratio.ofLogs(point, end(point, -1), end(point, 1), p(0, exchanges.size()));
    }

    /** How far from the point ratios are accepted, in one direction; infinite: as far as was looked. */
    private double end(double point, int direction) {
        if (p(point + direction * WIDEST, FOR_AN_END) > Ratio.ALPHA) {
            return direction * Double.POSITIVE_INFINITY;
        }
        double accepted = 0;
        double rejected = WIDEST;
        for (int step = 0; step < STEPS; step++) {
            double middle = (accepted + rejected) / 2;
            if (p(point + direction * middle, FOR_AN_END) > Ratio.ALPHA) {
                accepted = middle;
            } else {
                rejected = middle;
            }
        }
        return point + direction * accepted;
    }

    /** @param most exchanges that are tried, the first ones */
    private double p(double shift, int most) {
        List<boolean[]> tried = exchanges.subList(0, Math.min(most, exchanges.size()));
        Sorted values = new Sorted(shift);
        double found = Math.abs(values.difference(exchanges.getFirst())) - EQUAL;
        long asLarge = tried.stream()
                .filter(exchange -> Math.abs(values.difference(exchange)) >= found)
                .count();
        return (double) asLarge / tried.size();
    }

    /** All values of both sides in order, NEW moved down by a shift. */
    private final class Sorted {

        /** Of each block of so many places it is known how many values of each round are before it. */
        private static final int BLOCK = 64;

        private final double[] logs;
        private final long[] counts;
        private final int[] rounds;
        private final long[][] before;

        Sorted(double shift) {
            int size = base.size() + next.size();
            logs = new double[size];
            counts = new long[size];
            rounds = new int[size];
            before = new long[size / BLOCK + 1][];
            long[] passed = new long[totals.length];
            int b = 0;
            int n = 0;
            for (int i = 0; i < size; i++) {
                boolean fromBase = n == next.size()
                        || (b < base.size() && base.get(b).log() <= next.get(n).log() - shift);
                Step step = fromBase ? base.get(b++) : next.get(n++);
                logs[i] = fromBase ? step.log() : step.log() - shift;
                counts[i] = step.count();
                rounds[i] = step.round();
                if (i % BLOCK == 0) {
                    before[i / BLOCK] = passed.clone();
                }
                passed[step.round()] += step.count();
            }
            if (size % BLOCK == 0) {
                before[size / BLOCK] = passed;
            }
        }

        /**
         * The percentile of one side less that of the other.
         *
         * @param isNext by round: whether it is taken for one of NEW's
         */
        double difference(boolean[] isNext) {
            return percentile(isNext, true) - percentile(isNext, false);
        }

        /** By nearest rank; 0 for a side without a value. */
        private double percentile(boolean[] isNext, boolean side) {
            long rank = (long) Math.ceil(share * sum(totals, isNext, side));
            if (rank == 0) {
                return 0;
            }
            int block = 0;
            for (int last = before.length - 1; block < last; ) {
                int middle = (block + last + 1) / 2;
                if (sum(before[middle], isNext, side) < rank) {
                    block = middle;
                } else {
                    last = middle - 1;
                }
            }
            long left = rank - sum(before[block], isNext, side);
            int i = block * BLOCK;
            while (isNext[rounds[i]] != side || (left -= counts[i]) > 0) {
                i++;
            }
            return logs[i];
        }

        private static long sum(long[] byRound, boolean[] isNext, boolean side) {
            long sum = 0;
            for (int round = 0; round < byRound.length; round++) {
                if (isNext[round] == side) {
                    sum += byRound[round];
                }
            }
            return sum;
        }
    }

    private static List<Step> steps(List<Values> rounds, int firstRound) {
        List<Step> steps = new ArrayList<>();
        for (int round = 0; round < rounds.size(); round++) {
            for (Values.Bucket bucket : rounds.get(round).buckets()) {
                steps.add(new Step(Math.log(bucket.ms()), bucket.count(), firstRound + round));
            }
        }
        steps.sort(Comparator.comparingDouble(Step::log));
        return List.copyOf(steps);
    }

    /**
     * The first one is how it was, the others in no order, so that the first few are a fair choice of all. Half of all is
     * enough: swapping every pair only turns the sign.
     */
    private static List<boolean[]> swaps(int pairs) {
        List<boolean[]> swaps = new ArrayList<>();
        boolean all = pairs <= EXACT_PAIRS;
        SplittableRandom random = new SplittableRandom(SEED);
        int count = all ? 1 << (pairs - 1) : MOST;
        for (int i = 0; i < count; i++) {
            boolean[] isNext = new boolean[2 * pairs];
            for (int pair = 0; pair < pairs; pair++) {
                boolean swapped = i > 0 && (all ? (i >> pair & 1) == 1 : random.nextInt(2) == 1);
                isNext[swapped ? pair : pairs + pair] = true;
            }
            swaps.add(isNext);
        }
        Collections.shuffle(swaps.subList(1, swaps.size()), new Random(SEED));
        return swaps;
    }

    private static List<boolean[]> shuffles(int base, int next) {
        List<boolean[]> shuffles = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < MOST; i++) {
            boolean[] isNext = new boolean[base + next];
            Arrays.fill(isNext, base, base + next, true);
            // Fisher and Yates; the first stays how it was
            for (int last = i == 0 ? 0 : base + next - 1; last > 0; last--) {
                int other = random.nextInt(last + 1);
                boolean kept = isNext[last];
                isNext[last] = isNext[other];
                isNext[other] = kept;
            }
            shuffles.add(isNext);
        }
        return shuffles;
    }
}
