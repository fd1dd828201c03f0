package dev.gridlock.scenario;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** One target of {@code targets:}. */
final class TargetBlock {

    /** What a target is. */
    enum Kind {
        NAIVE,
        BOUNDED,
        COMMAND
    }

    static final Key<Kind> KIND = Key.required(
            "kind",
            Words.choice(Kind.class),
            "what it is; the targets naive and bounded need not say it, nor one with a command; any other must");
    static final Key<Integer> NAIVE_POOL = pool(100);
    static final Key<Integer> BOUNDED_POOL = pool(8);
    static final Key<Duration> ACQUIRE_TIMEOUT = Key.optional(
            "acquire_timeout",
            Quantities.duration("250ms", "1h", "5s"),
            Duration.ofSeconds(5),
            "how long an operation waits for a connection before it fails (HikariCP takes no less than 250ms)");
    static final Key<Long> HEAP =
            Key.optional("heap", Quantities.size("64MiB", "64GiB", "1KiB", "512MiB"), 512L << 20, "-Xmx of its JVM");
    static final Key<Integer> BATCH =
            Key.optional("batch", Numbers.count(1, 1_000_000, "5_000"), 5_000, "trucks in one transaction");
    static final Key<Integer> IN_FLIGHT = Key.optional(
            "in_flight", Numbers.count(1, 10_000, "4"), 4, "transactions at once, over all calls; at most pool");
    static final Key<Integer> QUEUE = Key.optional(
            "queue",
            Numbers.count(1, 1_000_000, "64"),
            64,
            "calls admitted at once, waiting ones included; one more is answered 503 with Retry-After");
    static final Key<Duration> DEADLINE = Key.optional(
            "deadline",
            Quantities.duration("1ms", "1h", "30s"),
            Duration.ofSeconds(30),
            "of one call, from its admission; a call over it is answered 503");
    static final Key<Integer> ATTEMPTS = Key.optional(
            "attempts",
            Numbers.count(1, 100, "5"),
            5,
            "of one transaction, the first included, when it fails with 40P01 or 40001");

    static final Block NAIVE = new Block(
            "targets.naive",
            "Promise.all over everything, no limit of its own.",
            List.of(KIND, NAIVE_POOL, ACQUIRE_TIMEOUT, HEAP));
    static final Block BOUNDED = new Block(
            "targets.bounded",
            "The same work with limits on purpose.",
            List.of(KIND, BOUNDED_POOL, ACQUIRE_TIMEOUT, HEAP, BATCH, IN_FLIGHT, QUEUE, DEADLINE, ATTEMPTS));

    static final Key<List<String>> COMMAND_WORDS = Key.required(
            "command",
            Words.list("a list of words: program and arguments", "[node, server.js]"),
            "program and arguments; it gets DATABASE_URL, PORT, POOL_SIZE, ACQUIRE_TIMEOUT_MS and GRIDLOCK_RUN in its environment");
    static final Key<String> WORKDIR = Key.optional(
            "workdir",
            Words.text("examples/node"),
            ".",
            "folder that it is started in, from where Gridlock was started");
    static final Key<SequencedMap<String, String>> ENVIRONMENT = Key.optional(
            "env",
            Words.variables(TargetSpec.Command.GIVEN, "NODE_ENV=production"),
            Collections.unmodifiableSequencedMap(new LinkedHashMap<>()),
            "variables of its environment, beside those of the shell and those that it gets");
    static final Key<String> READY = Key.optional(
            "ready",
            Words.matching("a path that begins with /", "/[!-~]{0,200}", "/health"),
            "/health",
            "path that it answers 2xx when it can take calls");
    static final Key<Duration> READY_WITHIN = Key.optional(
            "ready_within",
            Quantities.duration("1s", "1h", "60s"),
            Duration.ofSeconds(60),
            "from its start until then");
    static final Key<List<String>> STOP = Key.optional(
            "stop",
            Words.list("a list of words: program and arguments", "[docker, stop, mine]"),
            List.of(),
            "program and arguments that end it, where SIGTERM to the command does not; run in workdir with the same environment, before that");
    static final Key<String> METRICS = Key.optional(
            "metrics",
            Words.matching("a path that begins with /", "/[!-~]{0,200}", "/metrics"),
            "/metrics",
            "path of its page in Prometheus' text format, if it has one: what its pool says of itself");
    static final Key<SequencedMap<String, String>> POOL_METRICS = Key.optional(
            "pool_metrics",
            Words.named(TargetSpec.Command.POOL, "pending=my_pool_waiting"),
            Collections.unmodifiableSequencedMap(new LinkedHashMap<>()),
            "gauges of your own on that page, by active, idle, pending or total; those of common pools are known (docs/targets.md)");
    static final Key<Integer> COMMAND_POOL =
            Key.optional("pool", Numbers.count(1, 10_000, "100"), 100, "POOL_SIZE: what its pool should have at most");
    static final Key<Duration> COMMAND_ACQUIRE_TIMEOUT = Key.optional(
            "acquire_timeout",
            Quantities.duration("1ms", "1h", "5s"),
            Duration.ofSeconds(5),
            "ACQUIRE_TIMEOUT_MS: how long it should wait for a connection");
    static final Block COMMAND = new Block(
            "targets.NAME",
            "A service of your own, in any language: docs/targets.md.",
            List.of(
                    KIND,
                    COMMAND_WORDS,
                    WORKDIR,
                    ENVIRONMENT,
                    READY,
                    READY_WITHIN,
                    STOP,
                    METRICS,
                    POOL_METRICS,
                    COMMAND_POOL,
                    COMMAND_ACQUIRE_TIMEOUT));

    private TargetBlock() {}

    private static Key<Integer> pool(int fallback) {
        return Key.optional(
                "pool",
                Numbers.count(1, 10_000, Integer.toString(fallback)),
                fallback,
                "most connections of its HikariCP pool");
    }

    /**
     * Empty when nothing says what kind it is.
     *
     * @param at of its name
     */
    static Optional<TargetSpec> read(String name, Position at, MappingReader in) {
        Optional<Kind> byName =
                kindOf(name).or(() -> in.has(COMMAND_WORDS) ? Optional.of(Kind.COMMAND) : Optional.empty());
        if (!in.has(KIND) && byName.isEmpty()) {
            in.problems()
                    .add(
                            at,
                            in.path("kind") + " is missing",
                            "a target called " + name,
                            NearestName.of(name, List.of("naive", "bounded"))
                                            .map(near -> near + "? Or ")
                                            .orElse("")
                                    + "kind: naive, kind: bounded, or command: [program, …], in it");
            return Optional.empty();
        }
        Kind kind = in.has(KIND) ? in.read(KIND) : byName.orElseThrow();
        if (!in.sound(KIND)) {
            return Optional.empty();
        }
        if (byName.isPresent() && byName.get() != kind) {
            in.problems()
                    .add(
                            in.at(KIND),
                            in.path("kind") + " contradicts the target's name",
                            Words.word(kind),
                            "another name for the target, or kind: " + name);
        }
        return Optional.of(
                switch (kind) {
                    case NAIVE -> readNaive(in);
                    case BOUNDED -> readBounded(in);
                    case COMMAND -> readCommand(in);
                });
    }

    private static Optional<Kind> kindOf(String name) {
        return switch (name) {
            case "naive" -> Optional.of(Kind.NAIVE);
            case "bounded" -> Optional.of(Kind.BOUNDED);
            default -> Optional.empty();
        };
    }

    private static TargetSpec.Naive readNaive(MappingReader in) {
        in.allow(NAIVE.names());
        return new TargetSpec.Naive(in.read(NAIVE_POOL), in.read(ACQUIRE_TIMEOUT), in.read(HEAP));
    }

    private static TargetSpec.Bounded readBounded(MappingReader in) {
        in.allow(BOUNDED.names());
        TargetSpec.Bounded bounded = new TargetSpec.Bounded(
                in.read(BOUNDED_POOL),
                in.read(ACQUIRE_TIMEOUT),
                in.read(HEAP),
                in.read(BATCH),
                in.read(IN_FLIGHT),
                in.read(QUEUE),
                in.read(DEADLINE),
                in.read(ATTEMPTS));
        if (in.sound(BOUNDED_POOL, IN_FLIGHT) && bounded.inFlight() > bounded.pool()) {
            in.problems()
                    .add(
                            in.at(IN_FLIGHT, BOUNDED_POOL),
                            in.path("in_flight") + " is more than its pool: the rest would wait for connections",
                            bounded.inFlight() + " in flight for a pool of " + bounded.pool(),
                            "in_flight of at most " + bounded.pool() + ", or a larger pool");
        }
        return bounded;
    }

    private static TargetSpec.Command readCommand(MappingReader in) {
        in.allow(COMMAND.names());
        return new TargetSpec.Command(
                in.read(COMMAND_WORDS),
                in.read(WORKDIR),
                in.read(ENVIRONMENT),
                in.read(READY),
                in.read(READY_WITHIN),
                in.read(STOP),
                in.read(METRICS),
                in.read(POOL_METRICS),
                in.read(COMMAND_POOL),
                in.read(COMMAND_ACQUIRE_TIMEOUT));
    }

    static void write(TargetSpec target, YamlWriter out) {
        switch (target) {
            case TargetSpec.Naive naive -> {
                out.write(KIND, Kind.NAIVE);
                out.write(NAIVE_POOL, naive.pool());
                out.write(ACQUIRE_TIMEOUT, naive.acquireTimeout());
                out.write(HEAP, naive.heapBytes());
            }
            case TargetSpec.Bounded bounded -> {
                out.write(KIND, Kind.BOUNDED);
                out.write(BOUNDED_POOL, bounded.pool());
                out.write(ACQUIRE_TIMEOUT, bounded.acquireTimeout());
                out.write(HEAP, bounded.heapBytes());
                out.write(BATCH, bounded.batch());
                out.write(IN_FLIGHT, bounded.inFlight());
                out.write(QUEUE, bounded.queue());
                out.write(DEADLINE, bounded.deadline());
                out.write(ATTEMPTS, bounded.attempts());
            }
            case TargetSpec.Command command -> {
                out.write(KIND, Kind.COMMAND);
                out.write(COMMAND_WORDS, command.words());
                out.write(WORKDIR, command.workdir());
                if (!command.environment().isEmpty()) {
                    out.write(ENVIRONMENT, command.environment());
                }
                out.write(READY, command.ready());
                out.write(READY_WITHIN, command.readyWithin());
                if (!command.stop().isEmpty()) {
                    out.write(STOP, command.stop());
                }
                out.write(METRICS, command.metrics());
                if (!command.poolMetrics().isEmpty()) {
                    out.write(POOL_METRICS, command.poolMetrics());
                }
                out.write(COMMAND_POOL, command.pool());
                out.write(COMMAND_ACQUIRE_TIMEOUT, command.acquireTimeout());
            }
        }
    }
}
