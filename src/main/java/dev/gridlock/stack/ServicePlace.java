package dev.gridlock.stack;

import java.util.Map;

/** Where the services under test run. */
public sealed interface ServicePlace {

    /** What a service connects to there. */
    DatabaseAddress application();

    /** As JVMs of this machine. */
    record ThisMachine(DatabaseAddress application) implements ServicePlace {}

    /**
     * As containers of an image of Gridlock, on the stack's network.
     *
     * @param labels of the run, by which leftovers are found
     */
    record Containers(DatabaseAddress application, String image, String network, Map<String, String> labels)
            implements ServicePlace {

        public Containers {
            labels = Map.copyOf(labels);
        }
    }
}
