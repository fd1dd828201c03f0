package dev.gridlock.stack;

import dev.gridlock.scenario.FaultSpec.ProxyName;

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

    @Override
    default ServicePlace services() {
        return new ServicePlace.ThisMachine(application());
    }
}
