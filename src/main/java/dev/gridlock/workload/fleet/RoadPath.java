package dev.gridlock.workload.fleet;

import java.util.Locale;
import java.util.Random;

/**
 * The line of a road on the map, about 320 bytes. A table of roads has such a column in life, and it matters twice: each
 * new version of the row carries it along, and the table is large enough that the planner looks segments up one by one
 * in the order of the statement rather than reading the whole table in its own.
 */
final class RoadPath {

    private static final int POINTS = 16;

    private RoadPath() {}

    /** Well-known text of the segment's line; the same for the same id. */
    static String wkt(int segmentId) {
        Random random = new Random(segmentId);
        double longitude = -96.8 + random.nextDouble();
        double latitude = 32.2 + random.nextDouble();
        StringBuilder text = new StringBuilder("LINESTRING(");
        for (int i = 0; i < POINTS; i++) {
            longitude += 0.01 * random.nextDouble();
            latitude += 0.01 * random.nextDouble();
            text.append(i == 0 ? "" : ", ").append(String.format(Locale.ROOT, "%.5f %.5f", longitude, latitude));
        }
        return text.append(')').toString();
    }
}
