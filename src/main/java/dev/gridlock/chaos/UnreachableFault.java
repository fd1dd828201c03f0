package dev.gridlock.chaos;

import java.time.Duration;

/** A fault that leaves nobody at the part's address; proven by connections that get no answer. */
sealed interface UnreachableFault extends PartFault permits KillFault, PartitionFault {

    Duration DEADLINE = Duration.ofSeconds(5);

    @Override
    default int connections() {
        return 3;
    }

    @Override
    default Trials probe(Door door, int connections) throws InterruptedException {
        return Trials.of(connections, () -> RoundTrip.through(door.address(), DEADLINE));
    }

    @Override
    default boolean shows(Trial trial, Trials steady) {
        return !trial.answered();
    }
}
