package dev.gridlock.recording.sampler;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** Backends, waits and totals at every tick by one query; the tables' counts once a second. */
final class PostgresSampler implements Sampler {

    private static final long TABLES_EVERY_NS = TimeUnit.SECONDS.toNanos(1);

    private final Connection connection;
    private final PreparedStatement activity;
    private final PreparedStatement tables;
    private final SeriesSink sink;
    private long tablesDue = Long.MIN_VALUE;

    PostgresSampler(Connection connection, SeriesSink sink) throws SQLException {
        this.connection = connection;
        this.activity = connection.prepareStatement(Sql.of("activity.sql"));
        this.tables = connection.prepareStatement(Sql.of("tables.sql"));
        this.sink = sink;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public void sample(long atNs) throws SQLException {
        try (ResultSet rows = activity.executeQuery()) {
            sink.putAll(atNs, rows);
        }
        if (atNs >= tablesDue) {
            try (ResultSet rows = tables.executeQuery()) {
                while (rows.next()) {
                    sink.put(atNs, rows.getString(1), rows.getDouble(2));
                }
            }
            tablesDue = atNs + TABLES_EVERY_NS;
        }
    }

    @Override
    public void begin() {
        tablesDue = Long.MIN_VALUE;
    }

    @Override
    public void close() {
        Connections.abort(connection);
    }
}
