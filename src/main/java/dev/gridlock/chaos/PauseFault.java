package dev.gridlock.chaos;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.stack.Containers;
import java.time.Duration;

/** Freezes a part; proven by round trips that get no answer, though the kernel still accepts their connections. */
record PauseFault(Containers containers, ProxyName part) implements PartFault {

    private static final Duration SILENCE = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "pause";
    }

    @Override
    public void apply(Door door) throws MachineException {
        containers.pause(part);
    }

    @Override
    public void heal() throws MachineException {
        containers.unpause(part);
    }

    @Override
    public int connections() {
        return 3;
    }

    @Override
    public Trials probe(Door door, int connections) throws InterruptedException {
        return Trials.of(connections, () -> RoundTrip.through(door.address(), SILENCE));
    }

    @Override
    public boolean shows(Trial trial, Trials steady) {
        return trial.ending() == Trial.Ending.SILENT;
    }

    @Override
    public String expected(Trials steady) {
        return "no answer within " + Figures.millis(SILENCE);
    }
}
