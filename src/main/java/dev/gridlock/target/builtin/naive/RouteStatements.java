package dev.gridlock.target.builtin.naive;

import dev.gridlock.target.builtin.contract.Route;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The three statements of an assignment. */
final class RouteStatements {

    /** Candidate routes with the current load of each of their segments, in driving order. Takes no row locks. */
    private static final String SELECT = """
        SELECT t.version,
               c.segments,
               ARRAY(SELECT s.assigned_load
                       FROM unnest(c.segments) WITH ORDINALITY AS leg (id, position)
                       JOIN road_segments s ON s.id = leg.id
                      ORDER BY leg.position) AS loads
          FROM trucks t
          JOIN candidate_routes c ON c.truck_id = t.id
         WHERE t.id = ?
         ORDER BY c.n
        """;

    /** Locks the truck's row until the statement's own commit. */
    private static final String UPDATE_TRUCK = """
        UPDATE trucks
           SET route = ?::integer[], version = ?, assigned_at = now(), assignment_id = ?
         WHERE id = ?
        """;

    /**
     * Locks the route's segments one by one as the join finds them, which is in driving order (nested loop over
     * unnest), until the statement's own commit.
     */
    private static final String UPDATE_SEGMENTS = """
        UPDATE road_segments s
           SET assigned_load = leg.load
          FROM unnest(?::integer[], ?::bigint[]) AS leg (id, load)
         WHERE s.id = leg.id
        """;

    private RouteStatements() {}

    /** The truck, its candidates and their segments' loads; no candidates when there is no such truck. */
    static TruckView read(Connection connection, int truckId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
            statement.setInt(1, truckId);
            try (ResultSet row = statement.executeQuery()) {
                int version = 0;
                List<Route> candidates = new ArrayList<>(3);
                Map<Integer, Long> loads = TruckView.newLoads();
                while (row.next()) {
                    version = row.getInt("version");
                    Route route = Route.parse(row.getString("segments"));
                    Long[] along = (Long[]) row.getArray("loads").getArray();
                    for (int i = 0; i < route.length(); i++) {
                        loads.put(route.segment(i), along[i]);
                    }
                    candidates.add(route);
                }
                return new TruckView(version, candidates, loads);
            }
        }
    }

    static int updateTruck(Connection connection, int truckId, Route route, int version, String assignmentId)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UPDATE_TRUCK)) {
            statement.setString(1, route.toString());
            statement.setInt(2, version);
            statement.setString(3, assignmentId);
            statement.setInt(4, truckId);
            return statement.executeUpdate();
        }
    }

    static int updateSegments(Connection connection, Route route, long[] loads) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UPDATE_SEGMENTS)) {
            statement.setObject(1, route.toArray());
            statement.setObject(2, loads);
            return statement.executeUpdate();
        }
    }
}
