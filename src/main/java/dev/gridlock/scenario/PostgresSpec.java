package dev.gridlock.scenario;

import java.time.Duration;

/** PostgreSQL's limits: major version, {@code max_connections}, {@code deadlock_timeout}, shared buffers in bytes. */
public record PostgresSpec(int version, int maxConnections, Duration deadlockTimeout, long sharedBuffersBytes) {}
