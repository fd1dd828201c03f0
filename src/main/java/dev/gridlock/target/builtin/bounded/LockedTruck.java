package dev.gridlock.target.builtin.bounded;

import dev.gridlock.target.builtin.contract.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A truck's row, locked until the transaction ends.
 *
 * @param stored its route when this very call has assigned it before; else null
 * @param candidates the routes to choose from, in the order of their numbers from 1
 */
record LockedTruck(int id, int version, @Nullable Route stored, List<Route> candidates) {}
