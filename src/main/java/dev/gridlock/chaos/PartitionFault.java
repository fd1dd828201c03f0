package dev.gridlock.chaos;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.stack.Containers;

/**
 * Takes a part off the network: it lives on and hears nobody.
 * Established connections get no answer and no end. What observes the part is cut off too, and comes back with it.
 */
record PartitionFault(Containers containers, ProxyName part) implements UnreachableFault {

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
    public String expected(Trials steady) {
        return "no connection is answered: nobody finds the part";
    }
}
