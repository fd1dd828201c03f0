package dev.gridlock.scenario;

import dev.gridlock.scenario.FaultSpec.Disruption;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.scenario.FaultSpec.Stream;
import dev.gridlock.scenario.FaultSpec.Toxic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One fault of {@code chaos:}. */
final class FaultBlock {

    /** Left out, it is called by what it does: see {@link ChaosBlock}. */
    static final Key<String> NAME = Key.required(
            "name",
            Words.matching(
                    "a name of a-z, 0-9, _ and - (at most 60, beginning with a letter)",
                    "[a-z][a-z0-9_-]{0,59}",
                    "slow-network"),
            "what gates call it by, after chaos.; no two faults have the same");

    static final Key<Duration> AT = Key.optional(
            "at",
            Quantities.duration("0s", "24h", "10s"),
            Duration.ZERO,
            "when it is applied, counted from the start of the load; at 0s it is proven before the first call is sent");
    static final Key<Optional<Duration>> UNTIL = Key.optional(
            "until",
            Quantities.duration("0s", "24h", "20s")
                    .as(Optional::of, Optional<Duration>::orElseThrow)
                    .orWord("end", Optional.empty()),
            Optional.empty(),
            "when it is healed; end: with the end of the load");
    static final Key<ProxyName> ON = Key.required(
            "on",
            Words.choice(ProxyName.class),
            "which proxy: the one before PgBouncer, or the one between PgBouncer and PostgreSQL; with fault, the part"
                    + " itself");
    static final Key<ToxicKeys> TOXIC = Key.required(
            "toxic",
            Words.choice(ToxicKeys.class),
            "what it does to the data; each has parameters of its own; fault: in its place is what it does to a part");
    static final Key<DisruptionKeys> FAULT = Key.required(
            "fault",
            Words.choice(DisruptionKeys.class, DisruptionKeys::word),
            "what it does to the part, in place of a toxic; each has parameters of its own; needs --provider docker");
    static final Key<Stream> STREAM = Key.optional(
            "stream",
            Words.choice(Stream.class),
            Stream.DOWNSTREAM,
            "direction; downstream is towards the application");
    static final Key<Double> TOXICITY = Key.optional(
            "toxicity", Numbers.share(true, "100%"), 1.0, "share of the connections that it is applied to");

    static final List<Key<?>> COMMON = List.of(NAME, AT, UNTIL, ON, TOXIC, STREAM, TOXICITY);
    static final Block BLOCK = new Block("chaos.N", "A fault: when, where, what.", COMMON);

    static final List<Key<?>> COMMON_OF_PARTS = List.of(NAME, AT, UNTIL, ON, FAULT);
    static final Block BLOCK_OF_PARTS = new Block(
            "chaos.N with fault",
            "A fault that only containers have: what is done to a part, not to the data.",
            COMMON_OF_PARTS);

    private FaultBlock() {}

    /** Empty when a mistake leaves open what it does. Its name is empty when it has none. */
    static Optional<FaultSpec> read(MappingReader in) {
        return in.has(FAULT) ? readDisruption(in) : readToxic(in);
    }

    private static Optional<FaultSpec> readDisruption(MappingReader in) {
        String name = in.has(NAME) ? in.read(NAME) : "";
        Duration at = in.read(AT);
        Optional<Duration> until = in.read(UNTIL);
        ProxyName on = in.read(ON);
        DisruptionKeys keys = in.read(FAULT);
        if (!in.sound(FAULT)) {
            return Optional.empty();
        }
        List<Key<?>> all = new ArrayList<>(COMMON_OF_PARTS);
        all.addAll(keys.parameters());
        in.allow(all.stream().<String>map(Key::name).toList());
        Disruption disruption = keys.read(in);
        if (!in.sound(all.toArray(Key<?>[]::new))) {
            return Optional.empty();
        }
        checkTimes(in, at, until);
        return Optional.of(FaultSpec.disruption(name, at, until, on, disruption));
    }

    private static Optional<FaultSpec> readToxic(MappingReader in) {
        String name = in.has(NAME) ? in.read(NAME) : "";
        Duration at = in.read(AT);
        Optional<Duration> until = in.read(UNTIL);
        ProxyName on = in.read(ON);
        ToxicKeys keys = in.read(TOXIC);
        Stream stream = in.read(STREAM);
        double toxicity = in.read(TOXICITY);
        if (!in.sound(TOXIC)) {
            return Optional.empty();
        }
        List<Key<?>> all = new ArrayList<>(COMMON);
        all.addAll(keys.parameters());
        in.allow(all.stream().<String>map(Key::name).toList());
        Toxic toxic = keys.read(in);
        if (!in.sound(all.toArray(Key<?>[]::new))) {
            return Optional.empty();
        }
        checkTimes(in, at, until);
        return Optional.of(new FaultSpec(name, at, until, on, toxic, stream, toxicity));
    }

    private static void checkTimes(MappingReader in, Duration at, Optional<Duration> until) {
        if (until.isPresent() && until.get().compareTo(at) <= 0) {
            in.problems()
                    .add(
                            in.at(UNTIL),
                            in.path("until") + " is not after at",
                            Found.text(UNTIL.quantity().write(until)),
                            "a time after " + AT.quantity().write(at) + ", or end");
        }
    }

    static void write(FaultSpec fault, YamlWriter out) {
        out.write(NAME, fault.name());
        out.write(AT, fault.at());
        out.write(UNTIL, fault.until());
        out.write(ON, fault.on());
        switch (fault.kind()) {
            case Toxic toxic -> {
                out.write(TOXIC, ToxicKeys.of(toxic));
                ToxicKeys.write(toxic, out);
                out.write(STREAM, fault.stream());
                out.write(TOXICITY, fault.toxicity());
            }
            case Disruption disruption -> {
                out.write(FAULT, DisruptionKeys.of(disruption));
                DisruptionKeys.write(disruption, out);
            }
        }
    }
}
