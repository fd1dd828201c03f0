package dev.gridlock.chaos;

import dev.gridlock.scenario.FaultSpec.Toxic.Bandwidth;
import java.time.Duration;
import java.util.Map;

/**
 * Limits the rate of each connection; proven by a transfer that would take half a second at that rate.
 *
 * <p>What the probe itself can't do faster, it can't show: about 300 KB/s upstream to PgBouncer's console on a busy
 * machine. Nor does PgBouncer (1.18) let anybody in upstream at 1 KB/s, as Toxiproxy cuts the startup packet ("client sent
 * partial pkt in startup phase"). The proof then fails, and says so.
 */
record BandwidthFault(Bandwidth bandwidth) implements ToxicFault {

    private static final long FEWEST_BYTES = 4_096;
    private static final long MOST_BYTES = 8L << 20;

    /** The last chunk and the start of a transfer are not limited as exactly as its middle. */
    private static final double TOLERANCE = 1.3;

    /** Logging in, about 1 KB, goes at the limited rate too. */
    private static final Duration DEADLINE = Duration.ofSeconds(8);

    @Override
    public String name() {
        return "bandwidth";
    }

    @Override
    public String parameters() {
        return "rate=" + bandwidth.kilobytesPerSecond() + "KB/s";
    }

    @Override
    public Map<String, Long> attributes() {
        return Map.of("rate", bandwidth.kilobytesPerSecond());
    }

    @Override
    public int connections() {
        return 2;
    }

    @Override
    public Trials probe(Door door, int connections) throws InterruptedException {
        long halfASecond = bandwidth.kilobytesPerSecond() * 1_024 / 2;
        long bytes = Math.clamp(halfASecond, FEWEST_BYTES, MOST_BYTES);
        return Trials.of(connections, () -> Transfer.through(door, bytes, bandwidth.kilobytesPerSecond(), DEADLINE));
    }

    /** A machine that is not faster by itself can't show the limit. */
    @Override
    public boolean shows(Trial trial, Trials steady) {
        return trial.answered()
                && trial.kilobytesPerSecond() <= limit()
                && steady.fastestKilobytesPerSecond() > limit();
    }

    @Override
    public boolean onEvery() {
        return true;
    }

    @Override
    public String expected(Trials steady) {
        return "at most " + Figures.rate(limit()) + " where it was " + Figures.rate(steady.fastestKilobytesPerSecond());
    }

    @Override
    public String observed(Trials trials) {
        return Figures.rate(trials.fastestKilobytesPerSecond()) + " at best of " + trials.size() + " connections ("
                + trials.endings() + ")";
    }

    private double limit() {
        return bandwidth.kilobytesPerSecond() * TOLERANCE;
    }
}
