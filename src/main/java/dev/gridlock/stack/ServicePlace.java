package dev.gridlock.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the services under test run. */
public sealed interface ServicePlace {

    /** What a service connects to there. */
    DatabaseAddress application();

    /**
     * As JVMs of this machine.
     *
     * @param build another build's folder with {@code gridlock.jar} and {@code lib/}; empty: of the build that this program is of
     */
    record ThisMachine(DatabaseAddress application, Optional<Path> build) implements ServicePlace {

        public ThisMachine(DatabaseAddress application) {
            this(application, Optional.empty());
        }
    }

    /**
     * As containers of an image of Gridlock, on the stack's network.
     *
     * @param labels of the run, by which leftovers are found
     * @param build another build's folder with {@code gridlock.jar} and {@code lib/}, which the containers have instead of the
     *     image's own; empty: the image's
     */
    record Containers(
            DatabaseAddress application, String image, String network, Map<String, String> labels, Optional<Path> build)
            implements ServicePlace {

        public Containers {
            labels = Map.copyOf(labels);
        }

        public Containers(DatabaseAddress application, String image, String network, Map<String, String> labels) {
            this(application, image, network, labels, Optional.empty());
        }
    }
}
