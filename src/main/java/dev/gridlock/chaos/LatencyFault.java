package dev.gridlock.chaos;

import dev.gridlock.scenario.FaultSpec.Toxic.Latency;
import java.time.Duration;
import java.util.Map;

/**
 * Delays all data by latency ± jitter; proven by the time of a round trip.
 *
 * <p>What is and isn't repeatable: with jitter 0 each delay is the latency, in each run. With jitter, Toxiproxy (2.12)
 * draws each delay evenly from latency ± jitter by a generator that no seed of ours reaches (its option {@code -seed} is
 * parsed and not used), so the distribution repeats, the delays do not.
 */
record LatencyFault(Latency latency) implements ToxicFault {

    private static final Duration MARGIN = Duration.ofSeconds(2);

    /** Below this a busy machine's own delays are of the same size, so more connections are tried, a few at once. */
    private static final Duration SHORT = Duration.ofMillis(200);

    private static final int FEW = 5;
    private static final int MANY = 15;

    /** Where round trips are slower than the delay anyway, this part of it must show on top of the fastest. */
    private static final double ON_TOP = 0.8;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String parameters() {
        return "latency=" + latency.latency().toMillis() + "ms jitter="
                + latency.jitter().toMillis() + "ms";
    }

    @Override
    public Map<String, Long> attributes() {
        return Map.of(
                "latency",
                latency.latency().toMillis(),
                "jitter",
                latency.jitter().toMillis());
    }

    @Override
    public int connections() {
        return latency.latency().compareTo(SHORT) < 0 || !latency.jitter().isZero() ? MANY : FEW;
    }

    @Override
    public Trials probe(Door door, int connections) throws InterruptedException {
        Duration deadline = latency.latency().plus(latency.jitter()).plus(MARGIN);
        int atOnce = latency.latency().compareTo(SHORT) < 0 ? FEW : connections;
        return Trials.of(connections, atOnce, () -> RoundTrip.through(door.address(), deadline));
    }

    @Override
    public boolean comparable(Trials steady) {
        return steady.fastest().compareTo(threshold()) < 0;
    }

    @Override
    public boolean shows(Trial trial, Trials steady) {
        return trial.answered() && trial.elapsed().compareTo(least(steady)) >= 0;
    }

    @Override
    public boolean onEvery() {
        return shortest().compareTo(threshold()) >= 0;
    }

    /**
     * A delay can't be hidden: one round trip below it is proof that it is gone. Those above it prove nothing on a busy
     * machine, unless they are more than the fault's own share of connections could explain.
     */
    @Override
    public boolean gone(Trials trials, int shows, double share) {
        boolean everyConnection = share == 1 && onEvery();
        return trials.allAnswered() && (everyConnection ? shows < trials.size() : shows < trials.size() * share / 2);
    }

    @Override
    public String expected(Trials steady) {
        return "round trip of at least " + Figures.millis(least(steady)) + " where the fastest was "
                + Figures.millis(steady.fastest());
    }

    @Override
    public String observed(Trials trials) {
        return "round trip of " + Figures.millis(trials.fastest()) + " at least, median "
                + Figures.millis(trials.median()) + ", of " + trials.size() + " connections ("
                + trials.endings() + ")";
    }

    private Duration shortest() {
        return latency.latency().minus(latency.jitter());
    }

    /** With a jitter near the latency the shortest delay is none, which proves nothing: then some must be half of it. */
    private Duration threshold() {
        Duration half = latency.latency().dividedBy(2);
        return shortest().compareTo(half) > 0 ? shortest() : half;
    }

    /**
     * The least that a delayed round trip takes. Where one without the fault was faster than the delay, the delay alone
     * tells them apart.
     */
    private Duration least(Trials steady) {
        return comparable(steady)
                ? threshold()
                : steady.fastest().plusNanos(Math.round(threshold().toNanos() * ON_TOP));
    }
}
