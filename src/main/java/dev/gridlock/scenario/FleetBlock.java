package dev.gridlock.scenario;

import java.util.List;

/** {@code fleet:} */
final class FleetBlock {

    static final Key<Integer> TRUCKS =
            Key.optional("trucks", Numbers.count(1, 1_000_000, "50_000"), 50_000, "trucks in the fleet");
    static final Key<Integer> REGIONS = Key.optional(
            "regions", Numbers.count(1, 1_000, "8"), 8, "each truck belongs to one; at most as many as trucks");
    static final Key<Integer> SEGMENTS = Key.optional(
            "segments",
            Numbers.count(12, 100_000, "400"),
            400,
            "road segments in all, hubs included; besides the hubs at least 12 a region, the longest route");
    static final Key<Integer> HUBS = Key.optional(
            "hubs",
            Numbers.count(0, 10_000, "20"),
            20,
            "segments that most routes share, where they meet; fewer than segments");
    static final Key<Double> REVERSED = Key.optional(
            "reversed",
            Numbers.share(false, "50%"),
            0.5,
            "share of routes listed in the opposite direction, which makes lock order differ");

    static final Block BLOCK = new Block(
            "fleet",
            "The trucks, their routes and the road segments.",
            List.of(TRUCKS, REGIONS, SEGMENTS, HUBS, REVERSED));

    /** dev.gridlock.workload.fleet draws routes of up to 12 different segments, and a region's share must have that many. */
    private static final int LONGEST_ROUTE = 12;

    private FleetBlock() {}

    static FleetSpec read(MappingReader in) {
        in.allow(BLOCK.names());
        FleetSpec fleet =
                new FleetSpec(in.read(TRUCKS), in.read(REGIONS), in.read(SEGMENTS), in.read(HUBS), in.read(REVERSED));
        if (in.sound(TRUCKS, REGIONS) && fleet.regions() > fleet.trucks()) {
            in.problems()
                    .add(
                            in.at(REGIONS, TRUCKS),
                            "fleet.regions: a region would have no truck",
                            fleet.regions() + " regions for " + fleet.trucks() + " trucks",
                            "at most as many regions as trucks");
        }
        if (in.sound(REGIONS, SEGMENTS, HUBS)) {
            checkSegments(in, fleet);
        }
        return fleet;
    }

    private static void checkSegments(MappingReader in, FleetSpec fleet) {
        if (fleet.hubs() >= fleet.segments()) {
            in.problems()
                    .add(
                            in.at(HUBS, SEGMENTS),
                            "fleet.hubs: every segment would be a hub",
                            fleet.hubs() + " hubs of " + fleet.segments() + " segments",
                            "fewer hubs than segments");
            return;
        }
        int local = fleet.segments() - fleet.hubs();
        int needed = fleet.regions() * LONGEST_ROUTE;
        if (local < needed) {
            in.problems()
                    .add(
                            in.at(SEGMENTS, REGIONS, HUBS),
                            "fleet.segments: a region would have fewer segments than the longest route, "
                                    + LONGEST_ROUTE,
                            local + " segments besides the hubs for " + fleet.regions() + " regions",
                            "at least " + Amount.grouped((long) needed + fleet.hubs()) + " segments, or fewer regions");
        }
    }

    static void write(FleetSpec fleet, YamlWriter out) {
        out.write(TRUCKS, fleet.trucks());
        out.write(REGIONS, fleet.regions());
        out.write(SEGMENTS, fleet.segments());
        out.write(HUBS, fleet.hubs());
        out.write(REVERSED, fleet.reversed());
    }
}
