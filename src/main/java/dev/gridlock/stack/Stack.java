package dev.gridlock.stack;

import dev.gridlock.process.LifeSign;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A running PostgreSQL behind a PgBouncer, with a Toxiproxy before each:
 * {@code application → Toxiproxy "pgbouncer" → PgBouncer → Toxiproxy "postgres" → PostgreSQL}.
 */
public interface Stack extends AutoCloseable {

    /** How the name of every toxic of ours begins, so that what a killed run left can be told from others'. */
    String TOXIC = "gridlock-";

    /** Name of its provider, e.g. {@code native}. */
    String provider();

    /** What a service connects to: through both proxies and PgBouncer. */
    DatabaseAddress application();

    /** PostgreSQL directly, past every toxic and PgBouncer, as superuser. */
    DatabaseAddress observer();

    /** PgBouncer's admin console directly, past every toxic: {@code SHOW POOLS} and the like (simple protocol only). */
    DatabaseAddress pgbouncerConsole();

    /**
     * What a fault's probe connects to: the first part behind that proxy, through the proxy. For {@code PGBOUNCER} its
     * admin console, which answers even when every pool is exhausted; for {@code POSTGRES} the database as superuser.
     */
    DatabaseAddress through(ProxyName proxy);

    /** Toxiproxy's HTTP API. */
    URI toxiproxyApi();

    /** A database of the server that shows its write-ahead log (pg_walinspect), as superuser; empty where there is none. */
    Optional<DatabaseAddress> writeAheadLog();

    /** PostgreSQL's jsonlog files. */
    PostgresLogs postgresLogs();

    /**
     * Process id of the postmaster on this machine; its children are the backends. Empty where it is not to be seen, or
     * while it is down.
     */
    OptionalLong postmasterPid();

    /** Where the services under test run, and what they connect to there. */
    ServicePlace services();

    /** The parts as containers; empty where they are none. */
    Optional<Containers> containers();

    /** Versions as each part says them itself: {@code postgresql}, {@code pgbouncer}, {@code toxiproxy}. */
    Map<String, String> versions();

    /**
     * Checks that each part still lives.
     *
     * @throws MachineException naming the part that died, with its last log lines
     */
    void requireAlive() throws MachineException;

    /** Signs of life of its parts, {@code postgres}, {@code pgbouncer}, {@code toxiproxy}: one that was stopped shows none. */
    List<LifeSign> lifeSigns();

    /**
     * Stops every part that it started and removes what they left on disk; logs are copied to the run's folder first. Of
     * a stack that was there already, everything that this one changed for its time is as it was.
     */
    @Override
    void close();
}
