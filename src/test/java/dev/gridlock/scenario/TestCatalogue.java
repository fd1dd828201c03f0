package dev.gridlock.scenario;

import dev.gridlock.scenario.MetricCatalogue.Definition;
import dev.gridlock.scenario.MetricCatalogue.QueryMistake;
import dev.gridlock.scenario.MetricCatalogue.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The metrics' names and units, without the recording that measures them. */
final class TestCatalogue {

    static final MetricCatalogue CATALOGUE = catalogue();

    private TestCatalogue() {}

    private static MetricCatalogue catalogue() {
        List<Definition> metrics = new ArrayList<>();
        add(metrics, Unit.COUNT, """
            trucks acknowledged acknowledged.client verified lost_updates lost_updates.client torn_writes \
            indeterminate zombie_writes duplicates unexpected deadlocks deadlocks.client deadlocks.server \
            deadlocks.logged deadlocks.latent errors retries calls.planned calls.sent calls.answered calls.acknowledged \
            calls.rejected calls.shed pool.timeouts pool.pending.max pgbouncer.cl_waiting.max \
            pgbouncer.sv_active.max postgres.lock_waits postgres.dead_tuples\
            """);
        add(metrics, Unit.MILLISECONDS, """
            pool.acquire.p50 pool.acquire.p95 pool.acquire.p99 pool.acquire.max pgbouncer.maxwait completion \
            latency.p50 latency.p95 latency.p99 latency.max recorder.lag.p99\
            """);
        add(metrics, Unit.BYTES, "postgres.wal postgres.backend_memory service.heap.max service.rss.max");
        return new MetricCatalogue(metrics, TestCatalogue::mistake);
    }

    /** Stands in for the recording's own check, which has its own test. */
    private static Optional<QueryMistake> mistake(String sql) {
        int bad = sql.indexOf("bad");
        return bad < 0 ? Optional.empty() : Optional.of(new QueryMistake(bad, "nothing is called bad"));
    }

    private static void add(List<Definition> metrics, Unit unit, String names) {
        for (String name : names.split(" ", -1)) {
            boolean windowed = name.matches("(errors|retries|calls|latency|pool|deadlocks.client).*");
            metrics.add(new Definition(name, unit, "of the test", "SELECT 1", windowed, 0));
        }
    }
}
