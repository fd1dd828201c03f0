package dev.gridlock.workload.fleet;

import java.util.List;

/**
 * A truck and the routes that it may take.
 *
 * @param id from 1
 * @param region from 1
 * @param candidates a few routes, each a list of segment ids in driving order
 */
public record Truck(int id, int region, List<List<Integer>> candidates) {}
