package dev.gridlock.stack;

import dev.gridlock.process.LifeSign;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import java.util.List;

/** What every kind of stack wires in the same way: which part is behind which proxy. */
interface ProxiedStack extends Stack {

    /** The run's database, past every proxy. */
    Database database();

    @Override
    default DatabaseAddress observer() {
        return database().observer();
    }

    @Override
    default DatabaseAddress application() {
        return through(ProxyName.PGBOUNCER, database().application());
    }

    /** The address of what is behind a proxy, through that proxy. */
    DatabaseAddress through(ProxyName proxy, DatabaseAddress behind);

    @Override
    default DatabaseAddress through(ProxyName proxy) {
        return through(
                proxy,
                switch (proxy) {
                    case PGBOUNCER -> pgbouncerConsole();
                    case POSTGRES -> observer();
                });
    }

    /**
     * A failure of a part.
     *
     * @param part one of {@code postgres}, {@code pgbouncer}, {@code toxiproxy}
     * @param what it did, after its name
     * @return with its last log lines, where they are to be had
     */
    MachineException failure(String part, String what);

    @Override
    default List<LifeSign> lifeSigns() {
        return LifeSigns.of(this);
    }

    @Override
    default ServicePlace services() {
        return new ServicePlace.ThisMachine(application());
    }
}
