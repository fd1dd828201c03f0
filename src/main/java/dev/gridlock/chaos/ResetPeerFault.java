package dev.gridlock.chaos;

import dev.gridlock.scenario.FaultSpec.Toxic.ResetPeer;
import java.time.Duration;
import java.util.Map;

/**
 * Resets a connection (RST) so long after its first data; proven by a round trip that is cut off.
 *
 * <p>Toxiproxy (2.12, {@code link.go}) can reset only connections that were opened after it was applied; one that was
 * open before is closed in order.
 */
record ResetPeerFault(ResetPeer resetPeer) implements ToxicFault {

    /** Longest that a probe waits for the reset; a later one is proven by its silence until then. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private static final Duration MARGIN = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "reset_peer";
    }

    @Override
    public String parameters() {
        return "timeout=" + resetPeer.timeout().toMillis() + "ms";
    }

    @Override
    public Map<String, Long> attributes() {
        return Map.of("timeout", resetPeer.timeout().toMillis());
    }

    @Override
    public int connections() {
        return 3;
    }

    @Override
    public Trials probe(Door door, int connections) throws InterruptedException {
        Duration deadline = late() ? LONGEST : resetPeer.timeout().plus(MARGIN);
        return Trials.of(connections, () -> RoundTrip.through(door.address(), deadline));
    }

    @Override
    public boolean shows(Trial trial, Trials steady) {
        return late() ? trial.ending() == Trial.Ending.SILENT : trial.ending() == Trial.Ending.RESET;
    }

    @Override
    public boolean onEvery() {
        return true;
    }

    @Override
    public String expected(Trials steady) {
        return late()
                ? "no answer within " + Figures.millis(LONGEST) + " (the reset itself comes later)"
                : "connection reset after " + Figures.millis(resetPeer.timeout());
    }

    @Override
    public String observed(Trials trials) {
        return trials.size() + " connections: " + trials.endings();
    }

    private boolean late() {
        return resetPeer.timeout().compareTo(LONGEST) >= 0;
    }
}
