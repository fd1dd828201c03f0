package dev.gridlock.recording.sampler;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** {@code SHOW POOLS} and {@code SHOW STATS}, summed over all but the console's own database. */
final class PgBouncerSampler implements Sampler {

    private static final String CONSOLE = "pgbouncer";

    private final Connection connection;
    private final Statement statement;
    private final SeriesSink sink;

    PgBouncerSampler(Connection connection, SeriesSink sink) throws SQLException {
        this.connection = connection;
        this.statement = connection.createStatement();
        this.sink = sink;
    }

    @Override
    public String name() {
        return "pgbouncer";
    }

    @Override
    public void sample(long atNs) throws SQLException {
        pools(atNs);
        stats(atNs);
    }

    private void pools(long atNs) throws SQLException {
        long clientsActive = 0;
        long clientsWaiting = 0;
        long serversActive = 0;
        long serversIdle = 0;
        double maxwaitMs = 0;
        try (ResultSet pools = statement.executeQuery("SHOW POOLS")) {
            while (pools.next()) {
                if (pools.getString("database").equals(CONSOLE)) {
                    continue;
                }
                clientsActive += pools.getLong("cl_active");
                clientsWaiting += pools.getLong("cl_waiting");
                serversActive += pools.getLong("sv_active");
                serversIdle += pools.getLong("sv_idle");
                // maxwait: whole seconds; maxwait_us: the rest in microseconds
                double waitedMs = pools.getLong("maxwait") * 1e3 + pools.getLong("maxwait_us") / 1e3;
                maxwaitMs = Math.max(maxwaitMs, waitedMs);
            }
        }
        sink.put(atNs, "pgbouncer.cl_active", clientsActive);
        sink.put(atNs, "pgbouncer.cl_waiting", clientsWaiting);
        sink.put(atNs, "pgbouncer.sv_active", serversActive);
        sink.put(atNs, "pgbouncer.sv_idle", serversIdle);
        sink.put(atNs, "pgbouncer.maxwait_ms", maxwaitMs);
    }

    private void stats(long atNs) throws SQLException {
        long transactions = 0;
        long waitedUs = 0;
        try (ResultSet stats = statement.executeQuery("SHOW STATS")) {
            while (stats.next()) {
                if (!stats.getString("database").equals(CONSOLE)) {
                    transactions += stats.getLong("total_xact_count");
                    waitedUs += stats.getLong("total_wait_time");
                }
            }
        }
        sink.put(atNs, "pgbouncer.total_xact_count", transactions);
        sink.put(atNs, "pgbouncer.total_wait_time_us", waitedUs);
    }

    @Override
    public void close() {
        Connections.abort(connection);
    }
}
