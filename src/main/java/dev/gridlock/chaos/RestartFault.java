package dev.gridlock.chaos;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.stack.Containers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Stops a part in order and starts it again; proven by connections that were open before and are cut off. It is over at
 * once: healing it only shows that the part answers again.
 */
final class RestartFault implements PartFault {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Containers containers;
    private final ProxyName part;
    private @Nullable Trials cutOff;

    RestartFault(Containers containers, ProxyName part) {
        this.containers = containers;
        this.part = part;
    }

    @Override
    public String name() {
        return "restart";
    }

    @Override
    public void apply(Door door) throws MachineException, InterruptedException {
        try (HeldConnections held = HeldConnections.open(door.address(), connections(), DEADLINE)) {
            containers.restart(part);
            cutOff = held.endings();
        }
    }

    @Override
    public void heal() {
        cutOff = null;
    }

    @Override
    public int connections() {
        return 3;
    }

    @Override
    public Trials probe(Door door, int connections) throws InterruptedException {
        Trials seen = cutOff;
        return seen != null ? seen : Trials.of(connections, () -> RoundTrip.through(door.address(), DEADLINE));
    }

    @Override
    public boolean shows(Trial trial, Trials steady) {
        return trial.ending() == Trial.Ending.CLOSED || trial.ending() == Trial.Ending.RESET;
    }

    @Override
    public String expected(Trials steady) {
        return "connections that were open before are cut off";
    }
}
