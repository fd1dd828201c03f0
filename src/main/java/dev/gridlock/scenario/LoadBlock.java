package dev.gridlock.scenario;

import dev.gridlock.scenario.LoadSpec.Arrivals;
import dev.gridlock.scenario.LoadSpec.Bulk;
import dev.gridlock.scenario.LoadSpec.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code load:}, a list of {@code bulk} and {@code arrivals}. */
final class LoadBlock {

    private static final Quantity<Double> RATE = Quantities.rate(100_000, "10/s");

    static final Key<Duration> AT = Key.optional(
            "at",
            Quantities.duration("0s", "24h", "0s"),
            Duration.ZERO,
            "when it begins, counted from the start of the load");
    static final Key<Integer> CALLS = Key.optional(
            "calls",
            Numbers.count(1, 1_000_000, "8").orWord("per_region", Bulk.PER_REGION),
            Bulk.PER_REGION,
            "how many calls the trucks, or what arrivals leave of them, are split into");
    static final Key<Profile> PROFILE = Key.required(
            "profile", Words.choice(Profile.class), "the rate over time: even, rising, or low / high / low by thirds");
    static final Key<Double> CONSTANT_RATE = Key.required("rate", RATE, "constant: calls a second throughout");
    static final Key<Double> FROM = Key.required("from", RATE, "ramp and spike: calls a second at the beginning");
    static final Key<Double> TO =
            Key.required("to", RATE, "ramp: calls a second at the end; spike: in the middle third");
    static final Key<Duration> FOR =
            Key.required("for", Quantities.duration("1ms", "24h", "30s"), "how long the profile lasts");
    static final Key<Integer> TRUCKS_PER_CALL =
            Key.required("trucks_per_call", Numbers.count(1, 1_000_000, "50"), "trucks in one call, all of one region");

    static final Block BULK = new Block("load.N.bulk", "All calls at once. At most one.", List.of(AT, CALLS));
    static final Block ARRIVALS = new Block(
            "load.N.arrivals",
            "An open arrival profile: calls come at their own rate, answered or not.",
            List.of(AT, PROFILE, CONSTANT_RATE, FROM, TO, FOR, TRUCKS_PER_CALL));

    private static final List<String> FORMS = List.of("bulk", "arrivals");
    private static final String EXAMPLE = "- bulk: { calls: per_region, at: 0s }";

    private LoadBlock() {}

    /** One load and where it stands. */
    record Placed(LoadSpec load, Position at) {}

    static List<Placed> read(MappingReader scenario) {
        List<Placed> loads = new ArrayList<>();
        Optional<Yaml> node = scenario.child("load");
        if (node.isEmpty()) {
            scenario.problems().add(scenario.at(), "load is missing", "nothing", "load: and below it " + EXAMPLE);
            return loads;
        }
        if (!(node.get() instanceof Yaml.Sequence list) || list.items().isEmpty()) {
            String found = node.get() instanceof Yaml.Sequence ? "an empty list" : Found.node(node.get());
            scenario.problems().add(node.get().at(), "load is not a list of loads", found, EXAMPLE);
            return loads;
        }
        for (int n = 0; n < list.items().size(); n++) {
            readItem("load." + n, list.items().get(n), scenario.problems()).ifPresent(loads::add);
        }
        return loads;
    }

    private static Optional<Placed> readItem(String path, Yaml node, Problems problems) {
        if (!(node instanceof Yaml.Mapping item) || item.entries().size() != 1) {
            problems.add(node.at(), path + " is not one bulk or arrivals", Found.node(node), EXAMPLE);
            return Optional.empty();
        }
        Yaml.Entry entry = item.entries().getFirst();
        MappingReader in =
                new MappingReader(path + "." + entry.key(), entry.at(), Optional.of(entry.value()), problems);
        return switch (entry.key()) {
            case "bulk" -> Optional.of(new Placed(readBulk(in), entry.at()));
            case "arrivals" -> readArrivals(in).map(load -> new Placed(load, entry.at()));
            default -> {
                problems.add(
                        entry.at(),
                        "unknown load " + path,
                        Found.text(entry.key()),
                        NearestName.advice(entry.key(), FORMS));
                yield Optional.empty();
            }
        };
    }

    private static Bulk readBulk(MappingReader in) {
        in.allow(BULK.names());
        return new Bulk(in.read(AT), in.read(CALLS));
    }

    /** Empty when a mistake in it leaves open how many trucks it needs. */
    private static Optional<LoadSpec> readArrivals(MappingReader in) {
        Profile profile = in.read(PROFILE);
        if (!in.sound(PROFILE)) {
            in.allow(ARRIVALS.names());
            return Optional.empty();
        }
        boolean constant = profile == Profile.CONSTANT;
        List<Key<?>> rates = constant ? List.of(CONSTANT_RATE) : List.of(FROM, TO);
        List<Key<?>> keys = new ArrayList<>(List.of(AT, PROFILE));
        keys.addAll(rates);
        keys.addAll(List.of(FOR, TRUCKS_PER_CALL));
        in.allow(keys.stream().<String>map(Key::name).toList());
        double from = in.read(constant ? CONSTANT_RATE : FROM);
        double to = constant ? from : in.read(TO);
        Arrivals arrivals = new Arrivals(in.read(AT), profile, from, to, in.read(FOR), in.read(TRUCKS_PER_CALL));
        return in.sound(keys.toArray(Key<?>[]::new)) ? Optional.of(arrivals) : Optional.empty();
    }

    static void write(LoadSpec load, YamlWriter out) {
        switch (load) {
            case Bulk bulk ->
                out.block("bulk", () -> {
                    out.write(AT, bulk.at());
                    out.write(CALLS, bulk.calls());
                });
            case Arrivals arrivals -> out.block("arrivals", () -> writeArrivals(arrivals, out));
        }
    }

    private static void writeArrivals(Arrivals arrivals, YamlWriter out) {
        out.write(AT, arrivals.at());
        out.write(PROFILE, arrivals.profile());
        if (arrivals.profile() == Profile.CONSTANT) {
            out.write(CONSTANT_RATE, arrivals.from());
        } else {
            out.write(FROM, arrivals.from());
            out.write(TO, arrivals.to());
        }
        out.write(FOR, arrivals.duration());
        out.write(TRUCKS_PER_CALL, arrivals.trucksPerCall());
    }
}
