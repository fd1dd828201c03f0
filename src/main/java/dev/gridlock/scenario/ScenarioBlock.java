package dev.gridlock.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The whole file. */
final class ScenarioBlock {

    static final Key<String> NAME = Key.required(
            "name",
            Words.matching(
                    "a name of a-z, 0-9 and - (at most 60, beginning with a letter or digit, not latest)",
                    "(?!latest$)[a-z0-9][a-z0-9-]{0,59}",
                    "black-friday"),
            "names the folder under reports/, beside reports/latest");
    static final Key<String> ABOUT =
            Key.optional("about", Words.text("What it shows."), "", "one or two sentences for the report");
    static final Key<Long> SEED = Key.optional(
            "seed", Numbers.seed("20261124"), 20_261_124L, "everything random in a run is derived from it");

    static final Block BLOCK = new Block("", "The scenario itself.", List.of(NAME, ABOUT, SEED));

    /** Blocks and lists of the file, in the order in which they are written. */
    static final List<String> BLOCKS = List.of(
            "fleet", "postgres", "pgbouncer", "stack", "targets", "load", "chaos", "gates", "recording", "business");

    private ScenarioBlock() {}

    static Scenario read(MappingReader in, Optional<MetricCatalogue> catalogue, Optional<String> withoutContainers) {
        List<String> names = new ArrayList<>(BLOCK.names());
        names.addAll(BLOCKS);
        in.allow(names);
        String name = in.read(NAME);
        MappingReader fleetReader = in.block("fleet");
        FleetSpec fleet = FleetBlock.read(fleetReader);
        MappingReader postgresReader = in.block("postgres");
        PostgresSpec postgres = PostgresBlock.read(postgresReader);
        PgBouncerSpec pgbouncer = PgBouncerBlock.read(in.block("pgbouncer"), postgresReader, postgres.maxConnections());
        SequencedMap<String, TargetSpec> targets = TargetsBlock.read(in);
        List<LoadBlock.Placed> load = LoadBlock.read(in);
        if (fleetReader.sound(FleetBlock.TRUCKS, FleetBlock.REGIONS)) {
            LoadFits.check(load, fleet, in.problems());
        }
        List<FaultSpec> chaos = ChaosBlock.read(in, withoutContainers);
        Map<String, List<GateSpec>> gates = GatesBlock.read(
                in, TargetsBlock.names(in), chaos.stream().map(FaultSpec::name).toList(), catalogue);
        Optional<BusinessSpec> business = in.child("business").map(_ -> BusinessBlock.read(in.block("business")));
        return new Scenario(
                name,
                in.read(ABOUT),
                in.read(SEED),
                fleet,
                postgres,
                pgbouncer,
                StackBlock.read(in.block("stack")),
                targets,
                load.stream().map(LoadBlock.Placed::load).toList(),
                chaos,
                gates,
                RecordingBlock.read(in.block("recording")),
                business);
    }

    static void write(Scenario scenario, YamlWriter out) {
        out.write(NAME, scenario.name());
        out.write(ABOUT, scenario.about());
        out.write(SEED, scenario.seed());
        out.block("fleet", () -> FleetBlock.write(scenario.fleet(), out));
        out.block("postgres", () -> PostgresBlock.write(scenario.postgres(), out));
        out.block("pgbouncer", () -> PgBouncerBlock.write(scenario.pgbouncer(), out));
        out.block("stack", () -> StackBlock.write(scenario.stack(), out));
        out.block("targets", () -> TargetsBlock.write(scenario.targets(), out));
        out.block("load", () -> scenario.load().forEach(load -> out.item(() -> LoadBlock.write(load, out))));
        out.block("chaos", () -> scenario.chaos().forEach(fault -> out.item(() -> FaultBlock.write(fault, out))));
        out.block(
                "gates",
                () -> scenario.gates()
                        .forEach((target, gates) -> out.block(target, () -> GatesBlock.write(gates, out))));
        out.block("recording", () -> RecordingBlock.write(scenario.recording(), out));
        scenario.business().ifPresent(business -> out.block("business", () -> BusinessBlock.write(business, out)));
    }
}
