package dev.gridlock.chaos;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec;
import java.io.IOException;

/** What puts a fault on and takes it off; a refusal is an {@link IOException} with the words of who refused. */
sealed interface Lever {

    /** What {@link #apply} is expected to do. */
    String on();

    void apply() throws IOException, InterruptedException;

    /** What {@link #heal} is expected to do. */
    String off();

    /** Whether there was something to take off. */
    boolean heal() throws IOException;

    /** Waits until the part behind the proxy can be used again; at most for as long as a start may take. */
    void settle() throws InterruptedException;

    /** A toxic, by Toxiproxy's API. */
    record OfToxic(Toxics toxics, String name, FaultSpec spec, ToxicFault fault) implements Lever {

        @Override
        public String on() {
            return "added to the proxy";
        }

        @Override
        public void apply() throws IOException, InterruptedException {
            toxics.add(name, spec, fault);
        }

        @Override
        public String off() {
            return "removed from the proxy";
        }

        @Override
        public boolean heal() throws IOException {
            return toxics.remove(name, spec.on());
        }

        @Override
        public void settle() {}
    }

    /** A disruption, by the container engine. */
    record OfPart(PartFault fault, Door door) implements Lever {

        @Override
        public String on() {
            return "done to the part";
        }

        @Override
        public void apply() throws IOException, InterruptedException {
            try {
                fault.apply(door);
            } catch (MachineException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        @Override
        public String off() {
            return "undone";
        }

        @Override
        public boolean heal() throws IOException {
            try {
                fault.heal();
                return true;
            } catch (MachineException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        @Override
        public void settle() throws InterruptedException {
            Login.await(door.address());
        }
    }
}
