package dev.gridlock.target;

import com.zaxxer.hikari.pool.HikariPool;
import dev.gridlock.clock.RunClock;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.RecordingSpec;
import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.target.builtin.bounded.BoundedAssignments;
import dev.gridlock.target.builtin.contract.Assignments;
import dev.gridlock.target.builtin.http.AssignmentServer;
import dev.gridlock.target.builtin.http.Health;
import dev.gridlock.target.builtin.journal.Journal;
import dev.gridlock.target.builtin.journal.ServiceSamples;
import dev.gridlock.target.builtin.naive.NaiveAssignments;
import dev.gridlock.target.builtin.pool.ConnectionPool;
import dev.gridlock.target.builtin.pool.ConnectionPool.Transactions;
import io.javalin.util.JavalinBindException;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A target: journal, pool, implementation, HTTP server. */
public final class Service implements AutoCloseable {

    private final String target;
    private final String kind;
    private final Journal journal;
    private final ConnectionPool pool;
    private final @Nullable ServiceSamples samples;
    private final AssignmentServer server;
    private boolean closed;

    Service(ServiceArguments arguments) {
        target = arguments.target();
        journal = new Journal(arguments.folder(), arguments.clock());
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(metrics);
        TargetSpec.BuiltIn spec = arguments.spec();
        Assignments assignments;
        switch (spec) {
            case TargetSpec.Naive naive -> {
                kind = "naive";
                pool = new ConnectionPool(
                        target, naive, arguments.database(), Transactions.EACH_STATEMENT, journal, metrics);
                assignments = new NaiveAssignments(pool, journal);
            }
            case TargetSpec.Bounded bounded -> {
                kind = "bounded";
                pool = new ConnectionPool(
                        target, bounded, arguments.database(), Transactions.EXPLICIT, journal, metrics);
                assignments = new BoundedAssignments(bounded, pool, journal);
            }
        }
        samples = arguments
                .recording()
                .samples()
                .map(period -> new ServiceSamples(arguments.folder(), period, journal, pool.state()))
                .orElse(null);
        server = new AssignmentServer(
                assignments,
                journal,
                this::health,
                metrics,
                arguments.listen().host(),
                arguments.listen().port());
    }

    /**
     * Starts one in this JVM; {@link ServiceProcess} starts one in a JVM of its own.
     *
     * @param database what it connects to
     * @param folder where its journal goes
     * @throws MachineException when the database does not let it in, or it may not listen there
     */
    public static Service start(
            String target,
            TargetSpec.BuiltIn spec,
            DatabaseAddress database,
            Listen listen,
            Path folder,
            RunClock clock,
            RecordingSpec recording)
            throws MachineException {
        try {
            return new Service(
                    new ServiceArguments(target, spec, database, listen, folder.toAbsolutePath(), clock, recording));
        } catch (HikariPool.PoolInitializationException e) {
            throw new MachineException(
                    "the database does not let " + target + " in as " + database + ": " + e.getMessage(), e);
        } catch (JavalinBindException e) {
            throw new MachineException(target + " may not listen on " + listen + ": " + e.getMessage(), e);
        }
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    private Health health() {
        return new Health(
                target,
                kind,
                journal.callsInFlight(),
                journal.operationsInFlight(),
                journal.operationsEnded(),
                journal.operationsFailed(),
                pool.state().getActiveConnections(),
                pool.state().getIdleConnections(),
                pool.state().getTotalConnections(),
                pool.state().getThreadsAwaitingConnection());
    }

    /** Stops listening and writes the journal out. Safe to call twice: at the end of input and by a signal. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        server.close();
        if (samples != null) {
            samples.close();
        }
        pool.close();
        journal.close();
        System.out.println(ServiceMain.JOURNAL_WRITTEN);
    }
}
