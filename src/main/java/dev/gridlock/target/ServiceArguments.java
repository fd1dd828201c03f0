package dev.gridlock.target;

import dev.gridlock.clock.RunClock;
import dev.gridlock.scenario.RecordingSpec;
import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.stack.DatabaseAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line of {@link ServiceMain}: {@code --name value} pairs. The password is not among them, as every user of
 * the machine may read a command line: it is in the environment, {@value #PASSWORD}.
 *
 * @param target its name
 * @param database what it connects to
 * @param listen where it is to answer
 * @param folder where its journal goes, absolute
 */
record ServiceArguments(
        String target,
        TargetSpec.BuiltIn spec,
        DatabaseAddress database,
        Listen listen,
        Path folder,
        RunClock clock,
        RecordingSpec recording) {

    static final String PASSWORD = "GRIDLOCK_DATABASE_PASSWORD";

    private static final String OFF = "off";

    /** As words for the child's command line. */
    List<String> words() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("target", target);
        switch (spec) {
            case TargetSpec.Naive naive -> options.put("kind", "naive");
            case TargetSpec.Bounded bounded -> {
                options.put("kind", "bounded");
                options.put("batch", bounded.batch());
                options.put("in-flight", bounded.inFlight());
                options.put("queue", bounded.queue());
                options.put("deadline", bounded.deadline());
                options.put("attempts", bounded.attempts());
            }
        }
        options.put("pool", spec.pool());
        options.put("acquire-timeout", spec.acquireTimeout());
        options.put("heap-bytes", spec.heapBytes());
        options.put("host", database.host());
        options.put("port", database.port());
        options.put("database", database.database());
        options.put("user", database.user());
        options.put("listen", listen);
        options.put("folder", folder);
        options.put("clock", clock.encoded());
        options.put("samples", recording.samples().map(Duration::toString).orElse(OFF));
        List<String> words = new ArrayList<>();
        options.forEach((name, value) -> {
            words.add("--" + name);
            words.add(value.toString());
        });
        return words;
    }

    /**
     * Reads what {@link #words()} wrote.
     *
     * @throws IllegalArgumentException naming the option that is missing, unknown or wrong
     */
    static ServiceArguments parse(List<String> words, String password) {
        Options options = new Options(words);
        String target = options.take("target");
        TargetSpec.BuiltIn spec = spec(options);
        DatabaseAddress database = new DatabaseAddress(
                options.take("host"),
                options.integer("port"),
                options.take("database"),
                options.take("user"),
                password);
        Listen listen = Listen.parse(options.take("listen"));
        Path folder = Path.of(options.take("folder"));
        RunClock clock = RunClock.decoded(options.take("clock"));
        String samples = options.take("samples");
        RecordingSpec recording =
                new RecordingSpec(samples.equals(OFF) ? Optional.empty() : Optional.of(Duration.parse(samples)));
        options.requireAllTaken();
        return new ServiceArguments(target, spec, database, listen, folder, clock, recording);
    }

    private static TargetSpec.BuiltIn spec(Options options) {
        int pool = options.integer("pool");
        Duration acquireTimeout = Duration.parse(options.take("acquire-timeout"));
        long heapBytes = Long.parseLong(options.take("heap-bytes"));
        String kind = options.take("kind");
        return switch (kind) {
            case "naive" -> new TargetSpec.Naive(pool, acquireTimeout, heapBytes);
            case "bounded" ->
                new TargetSpec.Bounded(
                        pool,
                        acquireTimeout,
                        heapBytes,
                        options.integer("batch"),
                        options.integer("in-flight"),
                        options.integer("queue"),
                        Duration.parse(options.take("deadline")),
                        options.integer("attempts"));
            default -> throw new IllegalArgumentException("--kind is naive or bounded, found " + kind);
        };
    }

    private static final class Options {
        private final Map<String, String> values = new LinkedHashMap<>();

        Options(List<String> words) {
            for (int i = 0; i < words.size(); i += 2) {
                if (!words.get(i).startsWith("--") || i + 1 == words.size()) {
                    throw new IllegalArgumentException("expected --name value, found " + words.get(i));
                }
                values.put(words.get(i).substring(2), words.get(i + 1));
            }
        }

        String take(String name) {
            String value = values.remove(name);
            if (value == null) {
                throw new IllegalArgumentException("--" + name + " is missing");
            }
            return value;
        }

        int integer(String name) {
            return Integer.parseInt(take(name));
        }

        void requireAllTaken() {
            if (!values.isEmpty()) {
                throw new IllegalArgumentException("unknown options " + values.keySet());
            }
        }
    }
}
