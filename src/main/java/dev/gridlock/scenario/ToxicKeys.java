package dev.gridlock.scenario;

import dev.gridlock.scenario.FaultSpec.Toxic;
import java.time.Duration;
import java.util.List;

/** The toxics that a fault may have, each with the parameters that Toxiproxy's documentation names. */
enum ToxicKeys {
    LATENCY("delays all data", List.of(Parameters.LATENCY, Parameters.JITTER)) {
        @Override
        Toxic read(MappingReader in) {
            Toxic.Latency toxic = new Toxic.Latency(in.read(Parameters.LATENCY), in.read(Parameters.JITTER));
            if (in.sound(Parameters.LATENCY, Parameters.JITTER)
                    && toxic.jitter().compareTo(toxic.latency()) > 0) {
                in.problems()
                        .add(
                                in.at(Parameters.JITTER),
                                in.path("jitter") + " is more than the latency: a delay cannot be negative",
                                Parameters.JITTER.quantity().write(toxic.jitter()),
                                "at most " + Parameters.LATENCY.quantity().write(toxic.latency()));
            }
            return toxic;
        }
    },
    BANDWIDTH("limits the rate of data", List.of(Parameters.RATE)) {
        @Override
        Toxic read(MappingReader in) {
            return new Toxic.Bandwidth(in.read(Parameters.RATE));
        }
    },
    TIMEOUT("stops all data, then closes the connection", List.of(Parameters.TIMEOUT)) {
        @Override
        Toxic read(MappingReader in) {
            return new Toxic.Timeout(in.read(Parameters.TIMEOUT));
        }
    },
    RESET_PEER("resets the TCP connection", List.of(Parameters.RESET_AFTER)) {
        @Override
        Toxic read(MappingReader in) {
            return new Toxic.ResetPeer(in.read(Parameters.RESET_AFTER));
        }
    };

    private final String meaning;
    private final List<Key<?>> parameters;

    ToxicKeys(String meaning, List<Key<?>> parameters) {
        this.meaning = meaning;
        this.parameters = parameters;
    }

    abstract Toxic read(MappingReader in);

    static ToxicKeys of(Toxic toxic) {
        return switch (toxic) {
            case Toxic.Latency _ -> LATENCY;
            case Toxic.Bandwidth _ -> BANDWIDTH;
            case Toxic.Timeout _ -> TIMEOUT;
            case Toxic.ResetPeer _ -> RESET_PEER;
        };
    }

    /** Writes the parameters. */
    void write(Toxic toxic, YamlWriter out) {
        switch (toxic) {
            case Toxic.Latency latency -> {
                out.write(Parameters.LATENCY, latency.latency());
                out.write(Parameters.JITTER, latency.jitter());
            }
            case Toxic.Bandwidth bandwidth -> out.write(Parameters.RATE, bandwidth.kilobytesPerSecond());
            case Toxic.Timeout timeout -> out.write(Parameters.TIMEOUT, timeout.timeout());
            case Toxic.ResetPeer reset -> out.write(Parameters.RESET_AFTER, reset.timeout());
        }
    }

    String word() {
        return Words.word(this);
    }

    String meaning() {
        return meaning;
    }

    List<Key<?>> parameters() {
        return parameters;
    }

    private static final class Parameters {
        static final Key<Duration> LATENCY =
                Key.required("latency", Quantities.duration("1ms", "10m", "5ms"), "how long, on average");
        static final Key<Duration> JITTER = Key.optional(
                "jitter",
                Quantities.duration("0s", "10m", "1ms"),
                Duration.ZERO,
                "latency ± jitter, drawn by Toxiproxy; a repeatable run has none; at most latency");
        static final Key<Long> RATE = Key.required(
                "rate", Quantities.bandwidth("1KB/s", "10_000_000KB/s", "1000KB/s"), "for each connection");
        static final Key<Duration> TIMEOUT = Key.optional(
                "timeout", Quantities.duration("0s", "1h", "1s"), Duration.ZERO, "after which it closes; 0s: never");
        static final Key<Duration> RESET_AFTER = Key.optional(
                "timeout", Quantities.duration("0s", "1h", "1s"), Duration.ZERO, "after which it resets; 0s: at once");
    }
}
