package dev.gridlock.chaos;

import dev.gridlock.scenario.FaultSpec;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.stack.Stack;

/**
 * Where a fault's probes go in.
 *
 * @param address of the part: through the proxy for what is done to the data, past it for what is done to the part itself
 * @param proxy the one before that part
 * @param stream the direction that the fault acts on
 */
record Door(DatabaseAddress address, FaultSpec.ProxyName proxy, FaultSpec.Stream stream) {

    /** Of a part that is down or up again a probe past its proxy tells; a toxic of another fault there could hide or feign it. */
    static Door of(FaultSpec spec, Stack stack) {
        DatabaseAddress address = switch (spec.kind()) {
            case FaultSpec.Toxic _ -> stack.through(spec.on());
            case FaultSpec.Disruption _ ->
                switch (spec.on()) {
                    case PGBOUNCER -> stack.pgbouncerConsole();
                    case POSTGRES -> stack.observer();
                };
        };
        return new Door(address, spec.on(), spec.stream());
    }
}
