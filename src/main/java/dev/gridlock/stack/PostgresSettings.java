package dev.gridlock.stack;

import dev.gridlock.scenario.PostgresSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** What every provider makes the empty cluster with; {@code --no-sync}: nothing of a run was committed yet. */
    static final List<String> INITDB = List.of("--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions");

    /** The same for a server of this machine: {@code initdb} starts one itself, which needs dynamic shared memory too. */
    static List<String> initdb(boolean posixSharedMemory) {
        return posixSharedMemory
                ? INITDB
                : Stream.concat(INITDB.stream(), Stream.of("--set=dynamic_shared_memory_type=mmap"))
                        .toList();
    }

    /**
     * Where a server is, all that differs between providers.
     *
     * @param logFileMode who may read the logs, as chmod takes it
     */
    record Place(
            String listen, int port, String socketFolders, String logs, String logFileMode, boolean posixSharedMemory) {

        /** A process of this machine; a socket's path may have 107 bytes, ours may be longer: none. */
        static Place onThisMachine(int port, Path logs, boolean posixSharedMemory) {
            return new Place("127.0.0.1", port, "", logs.toString(), "0600", posixSharedMemory);
        }

        /**
         * A container, whose port is published on 127.0.0.1 only and whose entry point needs the socket. Its user is
         * another than ours, and the logs lie in a folder that only we may enter.
         */
        static Place inContainer(int port, String logs) {
            return new Place("*", port, "/var/run/postgresql", logs, "0644", true);
        }
    }

    static PostgresSettings of(PostgresSpec spec, Place place) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        values.put("listen_addresses", place.listen());
        values.put("port", Integer.toString(place.port()));
        values.put("unix_socket_directories", place.socketFolders());
        values.put("max_connections", Integer.toString(spec.maxConnections()));
        values.put("superuser_reserved_connections", Integer.toString(RESERVED_CONNECTIONS));
        values.put("shared_buffers", spec.sharedBuffersBytes() / 1024 + "kB");
        values.put("dynamic_shared_memory_type", place.posixSharedMemory() ? "posix" : "mmap");
        values.put("deadlock_timeout", spec.deadlockTimeout().toMillis() + "ms");
        values.putAll(DURABILITY);
        values.put("wal_level", "logical"); // the log tells what was changed
        values.put("max_slot_wal_keep_size", "4GB"); // a slot that nobody reads must not fill the disk
        values.put("autovacuum", "on");
        values.put("track_io_timing", "on");
        values.put("track_wal_io_timing", "on");
        values.put("log_destination", "jsonlog");
        values.put("logging_collector", "on");
        values.put("log_directory", place.logs());
        values.put("log_file_mode", place.logFileMode());
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

    /** As arguments of {@code postgres}, which go before any file. */
    List<String> asArguments() {
        return values.entrySet().stream()
                .flatMap(setting -> Stream.of("-c", setting.getKey() + "=" + setting.getValue()))
                .toList();
    }

    private static String quoted(String value) {
        return value.replace("\\", "\\\\").replace("'", "''");
    }
}
