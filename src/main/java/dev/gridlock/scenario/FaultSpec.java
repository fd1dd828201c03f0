package dev.gridlock.scenario;

import java.time.Duration;
import java.util.Optional;

/**
 * One fault of the timeline.
 *
 * @param name unique in its scenario; gates name it as {@code chaos.NAME}
 * @param at when it is applied, counted from the start of the load
 * @param until when it is healed; empty means the end of the load
 * @param on which proxy
 * @param stream which direction; {@code downstream} is towards the application
 * @param toxicity share of connections that it is applied to, above 0.0, at most 1.0
 */
public record FaultSpec(
        String name, Duration at, Optional<Duration> until, ProxyName on, Toxic toxic, Stream stream, double toxicity) {

    /** The same by another name. */
    public FaultSpec called(String other) {
        return new FaultSpec(other, at, until, on, toxic, stream, toxicity);
    }

    /** The two proxies: before PgBouncer, and between PgBouncer and PostgreSQL. */
    public enum ProxyName {
        PGBOUNCER,
        POSTGRES
    }

    /** Direction of the data that the toxic acts on. */
    public enum Stream {
        UPSTREAM,
        DOWNSTREAM
    }

    /** What Toxiproxy does to the data; parameters as its documentation names them. */
    public sealed interface Toxic {
        /** Delays all data by latency ± jitter. */
        record Latency(Duration latency, Duration jitter) implements Toxic {}

        /** Limits the rate, KB/s. */
        record Bandwidth(long kilobytesPerSecond) implements Toxic {}

        /** Stops all data and closes the connection after the timeout; zero: never closes. */
        record Timeout(Duration timeout) implements Toxic {}

        /** Resets the TCP connection after the timeout. */
        record ResetPeer(Duration timeout) implements Toxic {}
    }
}
