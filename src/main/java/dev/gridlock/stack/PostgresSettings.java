package dev.gridlock.stack;

import dev.gridlock.scenario.PostgresSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * What we set in {@code postgresql.conf}; all else is PostgreSQL's default.
 *
 * @param values by name, unquoted
 */
record PostgresSettings(SequencedMap<String, String> values) {

    /** Without these a committed row may be lost: no durability figure is published when one is off. */
    static final Map<String, String> DURABILITY =
            Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

    /** Reserved for superusers: what observes the run connects even when everything else is taken. */
    static final int RESERVED_CONNECTIONS = 3;

    static PostgresSettings of(PostgresSpec spec, int port, Path logs, boolean posixSharedMemory) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        values.put("listen_addresses", "127.0.0.1");
        values.put("port", Integer.toString(port));
        values.put("unix_socket_directories", ""); // a socket's path may have 107 bytes, ours may be longer
        values.put("max_connections", Integer.toString(spec.maxConnections()));
        values.put("superuser_reserved_connections", Integer.toString(RESERVED_CONNECTIONS));
        values.put("shared_buffers", spec.sharedBuffersBytes() / 1024 + "kB");
        values.put("dynamic_shared_memory_type", posixSharedMemory ? "posix" : "mmap");
        values.put("deadlock_timeout", spec.deadlockTimeout().toMillis() + "ms");
        values.putAll(DURABILITY);
        values.put("autovacuum", "on");
        values.put("track_io_timing", "on");
        values.put("track_wal_io_timing", "on");
        values.put("log_destination", "jsonlog");
        values.put("logging_collector", "on");
        values.put("log_directory", logs.toString());
        values.put("log_filename", "postgresql.log"); // the collector makes it postgresql.json
        values.put("log_rotation_age", "0");
        values.put("log_rotation_size", "0");
        values.put("log_lock_waits", "on");
        values.put("log_min_duration_statement", "-1");
        values.put("log_timezone", "UTC");
        values.put("timezone", "UTC");
        values.put("lc_messages", "C"); // deadlocks and lock waits are read from the messages
        return new PostgresSettings(values);
    }

    /** As lines of {@code postgresql.conf}. */
    String rendered() {
        return values.entrySet().stream()
                .map(setting -> setting.getKey() + " = '" + quoted(setting.getValue()) + "'\n")
                .collect(Collectors.joining());
    }

    private static String quoted(String value) {
        return value.replace("\\", "\\\\").replace("'", "''");
    }
}
