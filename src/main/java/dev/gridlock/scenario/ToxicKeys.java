package dev.gridlock.scenario;

import dev.gridlock.scenario.FaultSpec.Toxic;
import java.time.Duration;
import java.util.List;

/** The toxics that a fault may have, each with the parameters that Toxiproxy's documentation names. */
enum ToxicKeys {
    LATENCY("delays all data"),
    BANDWIDTH("limits the rate of data"),
    TIMEOUT("stops all data, then closes the connection"),
    RESET_PEER("resets the TCP connection");

    private static final Key<Duration> DELAY =
            Key.required("latency", Quantities.duration("1ms", "10m", "5ms"), "how long, on average");
    private static final Key<Duration> JITTER = Key.optional(
            "jitter",
            Quantities.duration("0s", "10m", "1ms"),
            Duration.ZERO,
            "latency ± jitter, drawn by Toxiproxy; a repeatable run has none; at most latency");
    private static final Key<Long> RATE =
            Key.required("rate", Quantities.bandwidth("1KB/s", "10_000_000KB/s", "1000KB/s"), "for each connection");
    private static final Key<Duration> CLOSE_AFTER = Key.optional(
            "timeout", Quantities.duration("0s", "1h", "1s"), Duration.ZERO, "after which it closes; 0s: never");
    private static final Key<Duration> RESET_AFTER = Key.optional(
            "timeout", Quantities.duration("0s", "1h", "1s"), Duration.ZERO, "after which it resets; 0s: at once");

    private final String meaning;

    ToxicKeys(String meaning) {
        this.meaning = meaning;
    }

    static ToxicKeys of(Toxic toxic) {
        return switch (toxic) {
            case Toxic.Latency _ -> LATENCY;
            case Toxic.Bandwidth _ -> BANDWIDTH;
            case Toxic.Timeout _ -> TIMEOUT;
            case Toxic.ResetPeer _ -> RESET_PEER;
        };
    }

    List<Key<?>> parameters() {
        return switch (this) {
            case LATENCY -> List.of(DELAY, JITTER);
            case BANDWIDTH -> List.of(RATE);
            case TIMEOUT -> List.of(CLOSE_AFTER);
            case RESET_PEER -> List.of(RESET_AFTER);
        };
    }

    Toxic read(MappingReader in) {
        return switch (this) {
            case LATENCY -> readLatency(in);
            case BANDWIDTH -> new Toxic.Bandwidth(in.read(RATE));
            case TIMEOUT -> new Toxic.Timeout(in.read(CLOSE_AFTER));
            case RESET_PEER -> new Toxic.ResetPeer(in.read(RESET_AFTER));
        };
    }

    private static Toxic readLatency(MappingReader in) {
        Toxic.Latency toxic = new Toxic.Latency(in.read(DELAY), in.read(JITTER));
        if (in.sound(DELAY, JITTER) && toxic.jitter().compareTo(toxic.latency()) > 0) {
            in.problems()
                    .add(
                            in.at(JITTER),
                            in.path("jitter") + " is more than the latency: a delay cannot be negative",
                            Found.text(JITTER.quantity().write(toxic.jitter())),
                            "at most " + DELAY.quantity().write(toxic.latency()));
        }
        return toxic;
    }

    /** Writes the parameters. */
    static void write(Toxic toxic, YamlWriter out) {
        switch (toxic) {
            case Toxic.Latency latency -> {
                out.write(DELAY, latency.latency());
                out.write(JITTER, latency.jitter());
            }
            case Toxic.Bandwidth bandwidth -> out.write(RATE, bandwidth.kilobytesPerSecond());
            case Toxic.Timeout timeout -> out.write(CLOSE_AFTER, timeout.timeout());
            case Toxic.ResetPeer reset -> out.write(RESET_AFTER, reset.timeout());
        }
    }

    String word() {
        return Words.word(this);
    }

    String meaning() {
        return meaning;
    }
}
