package dev.gridlock.chaos;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.stack.Containers;
import java.time.Duration;

/**
 * Takes a part off the network: it lives on and hears nobody; proven by connections that the proxy cannot pass on.
 * Established connections get no answer and no end. What observes the part is cut off too, and comes back with it.
 */
record PartitionFault(Containers containers, ProxyName part) implements PartFault {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "network-partition";
    }

    @Override
    public void apply(Door door) throws MachineException {
        containers.disconnect(part);
    }

    @Override
    public void heal() throws MachineException {
        containers.connect(part);
    }

    @Override
    public int connections() {
        return 3;
    }

    @Override
    public Trials probe(Door door, int connections) throws InterruptedException {
        return Trials.of(connections, () -> RoundTrip.through(door.address(), DEADLINE));
    }

    @Override
    public boolean shows(Trial trial, Trials steady) {
        return !trial.answered();
    }

    @Override
    public String expected(Trials steady) {
        return "no connection is answered: the proxy does not find the part";
    }
}
