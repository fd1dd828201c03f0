package dev.gridlock.chaos;

import dev.gridlock.scenario.FaultSpec;
import dev.gridlock.stack.DatabaseAddress;

/**
 * Where a fault's probes go in: the proxy that it is on.
 *
 * @param address the first part behind the proxy, through the proxy
 * @param proxy which of the two
 * @param stream the direction that the fault acts on
 */
record Door(DatabaseAddress address, FaultSpec.ProxyName proxy, FaultSpec.Stream stream) {}
