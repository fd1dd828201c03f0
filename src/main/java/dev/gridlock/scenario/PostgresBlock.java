package dev.gridlock.scenario;

import java.time.Duration;
import java.util.List;

/** {@code postgres:} */
final class PostgresBlock {

    static final Key<Integer> VERSION = Key.optional(
            "version", Numbers.count(14, 18, "18"), 18, "major version; a provider says so when it does not have it");
    static final Key<Integer> MAX_CONNECTIONS = Key.optional(
            "max_connections",
            Numbers.count(20, 10_000, "100"),
            100,
            "PostgreSQL's max_connections; the recorder and the audit need a few of them");
    static final Key<Duration> DEADLOCK_TIMEOUT = Key.optional(
            "deadlock_timeout",
            Quantities.duration("1ms", "10m", "1s"),
            Duration.ofSeconds(1),
            "how long a lock wait lasts before PostgreSQL looks for a cycle");
    static final Key<Long> SHARED_BUFFERS = Key.optional(
            "shared_buffers",
            Quantities.size("1MiB", "64GiB", "8KiB", "128MiB"),
            128L << 20,
            "PostgreSQL's shared_buffers, in whole pages of 8KiB");

    static final Block BLOCK = new Block(
            "postgres", "PostgreSQL's limits.", List.of(VERSION, MAX_CONNECTIONS, DEADLOCK_TIMEOUT, SHARED_BUFFERS));

    private PostgresBlock() {}

    static PostgresSpec read(MappingReader in) {
        in.allow(BLOCK.names());
        return new PostgresSpec(
                in.read(VERSION), in.read(MAX_CONNECTIONS), in.read(DEADLOCK_TIMEOUT), in.read(SHARED_BUFFERS));
    }

    static void write(PostgresSpec postgres, YamlWriter out) {
        out.write(VERSION, postgres.version());
        out.write(MAX_CONNECTIONS, postgres.maxConnections());
        out.write(DEADLOCK_TIMEOUT, postgres.deadlockTimeout());
        out.write(SHARED_BUFFERS, postgres.sharedBuffersBytes());
    }
}
