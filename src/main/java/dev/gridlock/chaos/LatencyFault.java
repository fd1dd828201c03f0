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
record LatencyFault(Latency latency) implements Fault {

    private static final Duration MARGIN = Duration.ofSeconds(2);

    /**
     * A round trip's own time varies. It can't hide a delay, but the steady one may have been slow by chance: this part
     * of the delay must show on top of it.
     */
    private static final double ON_TOP = 0.8;

    @Override
    public String toxic() {
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
        return latency.jitter().isZero() ? 5 : 9;
    }

    @Override
    public Trials probe(Door door, int connections) throws InterruptedException {
        Duration deadline = latency.latency().plus(latency.jitter()).plus(MARGIN);
        return Trials.of(connections, () -> RoundTrip.through(door.address(), deadline));
    }

    @Override
    public boolean shows(Trial trial, Trials steady) {
        return trial.answered()
                && trial.elapsed().compareTo(threshold()) >= 0
                && trial.elapsed().compareTo(onTop(steady)) >= 0;
    }

    @Override
    public boolean onEvery() {
        return shortest().compareTo(threshold()) >= 0;
    }

    @Override
    public String expected(Trials steady) {
        Duration least = onTop(steady).compareTo(threshold()) > 0 ? onTop(steady) : threshold();
        return "round trip of at least " + Figures.millis(least);
    }

    @Override
    public String observed(Trials trials) {
        return "median round trip " + Figures.millis(trials.median()) + " of " + trials.size() + " connections ("
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

    private Duration onTop(Trials steady) {
        return steady.median().plusNanos(Math.round(threshold().toNanos() * ON_TOP));
    }
}
