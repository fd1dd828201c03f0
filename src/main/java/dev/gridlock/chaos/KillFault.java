package dev.gridlock.chaos;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.stack.Containers;

/** Kills a part (SIGKILL) and starts it again when healed. */
record KillFault(Containers containers, ProxyName part) implements UnreachableFault {

    @Override
    public String name() {
        return "kill";
    }

    @Override
    public void apply(Door door) throws MachineException {
        containers.kill(part);
    }

    @Override
    public void heal() throws MachineException {
        containers.start(part);
    }

    @Override
    public String expected(Trials steady) {
        return "no connection is answered: the part is not there";
    }
}
