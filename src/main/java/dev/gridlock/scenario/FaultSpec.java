package dev.gridlock.scenario;

import java.time.Duration;
import java.util.Optional;

/**
 * One fault of the timeline: a toxic of a proxy, or a disruption of the part behind it.
 *
 * @param name unique in its scenario; gates name it as {@code chaos.NAME}
 * @param at when it is applied, counted from the start of the load
 * @param until when it is healed; empty means the end of the load
 * @param on which proxy, or the part behind it
 * @param stream which direction; {@code downstream} is towards the application
 * @param toxicity share of connections that it is applied to, above 0.0, at most 1.0
 */
public record FaultSpec(
        String name, Duration at, Optional<Duration> until, ProxyName on, Kind kind, Stream stream, double toxicity) {

    /** A disruption, which has neither direction nor share: it is on the whole part. */
    public static FaultSpec disruption(
            String name, Duration at, Optional<Duration> until, ProxyName on, Disruption disruption) {
        return new FaultSpec(name, at, until, on, disruption, Stream.DOWNSTREAM, 1);
    }

    /** The same by another name. */
    public FaultSpec called(String other) {
        return new FaultSpec(other, at, until, on, kind, stream, toxicity);
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

    /** What is done. */
    public sealed interface Kind {}

    /** What Toxiproxy does to the data; parameters as its documentation names them. */
    public sealed interface Toxic extends Kind {
        /** Delays all data by latency ± jitter. */
        record Latency(Duration latency, Duration jitter) implements Toxic {}

        /** Limits the rate, KB/s. */
        record Bandwidth(long kilobytesPerSecond) implements Toxic {}

        /** Stops all data and closes the connection after the timeout; zero: never closes. */
        record Timeout(Duration timeout) implements Toxic {}

        /** Resets the TCP connection after the timeout. */
        record ResetPeer(Duration timeout) implements Toxic {}
    }

    /** What a container's engine does to a part. */
    public sealed interface Disruption extends Kind {
        /** Freezes its processes. */
        record Pause() implements Disruption {}

        /** Kills it, and starts it again when healed. */
        record Kill() implements Disruption {}

        /** Stops it in order and starts it again at once. */
        record Restart() implements Disruption {}

        /** Limits its CPU time, in CPUs. */
        record Cpu(double cpus) implements Disruption {}

        /** Limits its memory. */
        record Memory(long bytes) implements Disruption {}

        /** Takes it off the network. */
        record NetworkPartition() implements Disruption {}
    }
}
