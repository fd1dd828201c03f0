package dev.gridlock.recording.sampler;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Edges of the blocking graph. */
final class BlockingSampler implements Sampler {

    private final Connection connection;
    private final PreparedStatement edges;
    private final SampleFile blocking;

    BlockingSampler(Connection connection, SampleFile blocking) throws SQLException {
        this.connection = connection;
        this.edges = connection.prepareStatement(Sql.of("blocking.sql"));
        this.blocking = blocking;
    }

    @Override
    public String name() {
        return "blocking";
    }

    @Override
    public void sample(long atNs) throws SQLException {
        try (ResultSet rows = edges.executeQuery()) {
            while (rows.next()) {
                blocking.append(atNs, rows.getInt(1), rows.getInt(2), rows.getDouble(3), rows.getString(4));
            }
        }
    }

    @Override
    public void close() {
        Connections.abort(connection);
    }
}
