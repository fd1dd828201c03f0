package dev.gridlock.chaos;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.stack.Containers;
import java.time.Duration;

/** Kills a part (SIGKILL) and starts it again when healed; proven by connections that the proxy cannot pass on. */
record KillFault(Containers containers, ProxyName part) implements PartFault {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

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
        return "no connection is answered: there is nobody behind the proxy";
    }
}
