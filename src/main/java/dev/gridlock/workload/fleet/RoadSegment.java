package dev.gridlock.workload.fleet;

/**
 * A road segment.
 *
 * @param id from 1
 * @param region from 1; 0 for a hub, which belongs to all
 * @param capacity trucks that it carries without a jam
 * @param assignedLoad trucks on it before the run
 */
public record RoadSegment(int id, int region, int capacity, long assignedLoad) {}
