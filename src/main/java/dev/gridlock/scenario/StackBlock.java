package dev.gridlock.scenario;

import java.util.List;
import java.util.Optional;

/** {@code stack:} */
final class StackBlock {

    static final Key<Optional<Double>> CPUS = Key.optional(
            "cpus",
            Numbers.cores("1.5").as(Optional::of, Optional<Double>::orElseThrow).orWord("unlimited", Optional.empty()),
            StackSpec.DEFAULT.cpus(),
            "most CPUs of PostgreSQL's container");
    static final Key<Optional<Long>> MEMORY = Key.optional(
            "memory",
            Quantities.size("64MiB", "1024GiB", "1MiB", "512MiB")
                    .as(Optional::of, Optional<Long>::orElseThrow)
                    .orWord("unlimited", Optional.empty()),
            StackSpec.DEFAULT.memoryBytes(),
            "most memory of PostgreSQL's container, page cache included and no swap besides; above it the kernel kills"
                    + " a backend (OOM kill)");
    static final Key<Long> SHM_SIZE = Key.optional(
            "shm_size",
            Quantities.size("1MiB", "64GiB", "1MiB", "128MiB"),
            StackSpec.DEFAULT.shmBytes(),
            "size of PostgreSQL's /dev/shm");
    static final Key<Optional<String>> POSTGRES_IMAGE = image("postgres_image", "postgres:18.6");
    static final Key<Optional<String>> PGBOUNCER_IMAGE = image("pgbouncer_image", "gridlock/pgbouncer:1.18");
    static final Key<Optional<String>> TOXIPROXY_IMAGE = image("toxiproxy_image", "ghcr.io/shopify/toxiproxy:2.12.0");

    static final Block BLOCK = new Block(
            "stack",
            "The containers of --provider docker, the limits of PostgreSQL's first; processes have no such limits.",
            List.of(CPUS, MEMORY, SHM_SIZE, POSTGRES_IMAGE, PGBOUNCER_IMAGE, TOXIPROXY_IMAGE));

    private StackBlock() {}

    private static Key<Optional<String>> image(String name, String example) {
        return Key.optional(
                name,
                Words.image(example)
                        .as(Optional::of, Optional<String>::orElseThrow)
                        .orWord("pinned", Optional.empty()),
                Optional.empty(),
                "its container's image; pinned: the one in docker/images.properties");
    }

    static StackSpec read(MappingReader in) {
        in.allow(BLOCK.names());
        return new StackSpec(
                in.read(CPUS),
                in.read(MEMORY),
                in.read(SHM_SIZE),
                in.read(POSTGRES_IMAGE),
                in.read(PGBOUNCER_IMAGE),
                in.read(TOXIPROXY_IMAGE));
    }

    static void write(StackSpec stack, YamlWriter out) {
        out.write(CPUS, stack.cpus());
        out.write(MEMORY, stack.memoryBytes());
        out.write(SHM_SIZE, stack.shmBytes());
        out.write(POSTGRES_IMAGE, stack.postgresImage());
        out.write(PGBOUNCER_IMAGE, stack.pgbouncerImage());
        out.write(TOXIPROXY_IMAGE, stack.toxiproxyImage());
    }
}
