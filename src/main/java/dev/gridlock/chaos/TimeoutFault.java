package dev.gridlock.chaos;

import dev.gridlock.scenario.FaultSpec.Toxic.Timeout;
import java.time.Duration;
import java.util.Map;

/** Stops all data and closes the connection after the timeout, or never; proven by a round trip that gets no answer. */
record TimeoutFault(Timeout timeout) implements ToxicFault {

    /** Longest that a probe listens to silence. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private static final Duration MARGIN = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "timeout";
    }

    @Override
    public String parameters() {
        return "timeout=" + timeout.timeout().toMillis() + "ms";
    }

    @Override
    public Map<String, Long> attributes() {
        return Map.of("timeout", timeout.timeout().toMillis());
    }

    @Override
    public int connections() {
        return 3;
    }

    @Override
    public Trials probe(Door door, int connections) throws InterruptedException {
        return Trials.of(connections, () -> RoundTrip.through(door.address(), deadline()));
    }

    @Override
    public boolean shows(Trial trial, Trials steady) {
        return closes() ? trial.ending() == Trial.Ending.CLOSED : trial.ending() == Trial.Ending.SILENT;
    }

    @Override
    public boolean onEvery() {
        return true;
    }

    @Override
    public String expected(Trials steady) {
        return closes()
                ? "no answer, and closed after " + Figures.millis(timeout.timeout())
                : "no answer within " + Figures.millis(deadline());
    }

    @Override
    public String observed(Trials trials) {
        return trials.size() + " connections: " + trials.endings();
    }

    /** Whether the close comes early enough for a probe to wait for it. */
    private boolean closes() {
        return !timeout.timeout().isZero() && timeout.timeout().compareTo(LONGEST) < 0;
    }

    private Duration deadline() {
        return closes() ? timeout.timeout().plus(MARGIN) : LONGEST;
    }
}
