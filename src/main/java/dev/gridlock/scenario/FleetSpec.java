package dev.gridlock.scenario;

/**
 * The fleet: how many of each, all counts.
 *
 * @param trucks 1 to 1,000,000
 * @param regions each truck belongs to one; 1 to trucks
 * @param segments road segments in all, hubs included
 * @param hubs segments that most routes share; fewer than segments
 * @param reversed share of routes listed in the opposite direction, 0.0 to 1.0 ({@code 50%} in the file)
 */
public record FleetSpec(int trucks, int regions, int segments, int hubs, double reversed) {}
