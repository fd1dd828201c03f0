package dev.gridlock.scenario;

import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.scenario.FaultSpec.Stream;
import dev.gridlock.scenario.FaultSpec.Toxic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One fault of {@code chaos:}. */
final class FaultBlock {

    /** Left out, it is called by its toxic: see {@link ChaosBlock}. */
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
            "which proxy: the one before PgBouncer, or the one between PgBouncer and PostgreSQL");
    static final Key<ToxicKeys> TOXIC = Key.required(
            "toxic", Words.choice(ToxicKeys.class), "what it does to the data; each has parameters of its own");
    static final Key<Stream> STREAM = Key.optional(
            "stream",
            Words.choice(Stream.class),
            Stream.DOWNSTREAM,
            "direction; downstream is towards the application");
    static final Key<Double> TOXICITY = Key.optional(
            "toxicity", Numbers.share(true, "100%"), 1.0, "share of the connections that it is applied to");

    static final List<Key<?>> COMMON = List.of(NAME, AT, UNTIL, ON, TOXIC, STREAM, TOXICITY);
    static final Block BLOCK = new Block("chaos.N", "A fault: when, where, what.", COMMON);

    private FaultBlock() {}

    /** Empty when a mistake leaves open what it does. Its name is empty when it has none. */
    static Optional<FaultSpec> read(MappingReader in) {
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
        if (until.isPresent() && until.get().compareTo(at) <= 0) {
            in.problems()
                    .add(
                            in.at(UNTIL),
                            in.path("until") + " is not after at",
                            Found.text(UNTIL.quantity().write(until)),
                            "a time after " + AT.quantity().write(at) + ", or end");
        }
        return Optional.of(new FaultSpec(name, at, until, on, toxic, stream, toxicity));
    }

    static void write(FaultSpec fault, YamlWriter out) {
        out.write(NAME, fault.name());
        out.write(AT, fault.at());
        out.write(UNTIL, fault.until());
        out.write(ON, fault.on());
        out.write(TOXIC, ToxicKeys.of(fault.toxic()));
        ToxicKeys.write(fault.toxic(), out);
        out.write(STREAM, fault.stream());
        out.write(TOXICITY, fault.toxicity());
    }
}
