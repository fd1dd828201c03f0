package dev.gridlock.audit;

import dev.gridlock.clock.RunClock;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads, then writes what it computed, each statement on its own; keeps a journal. For one thread. */
final class NaiveClient {

    private final Connection postgres;
    private final RunClock clock;

    NaiveClient(Connection postgres, RunClock clock) {
        this.postgres = postgres;
        this.clock = clock;
    }

    Operation assign(String call, int truck, List<Integer> route) throws SQLException {
        Operation o = new Operation(call, truck);
        o.started = clock.nanos();
        o.route = route;
        Array ids = postgres.createArrayOf("integer", route.toArray());
        Map<Integer, Long> loads = new HashMap<>();
        try (PreparedStatement select = postgres.prepareStatement(
                "SELECT s.id, s.assigned_load, t.version, s.xmin::text::bigint FROM road_segments s, trucks t WHERE s.id = ANY (?) AND t.id"
                        + " = ?")) {
            select.setArray(1, ids);
            select.setInt(2, truck);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    loads.put(rows.getInt(1), rows.getLong(2));
                    o.versionRead = rows.getInt(3);
                    o.readOf.put(rows.getInt(1), rows.getLong(4));
                }
            }
        }
        o.selected = clock.nanos();
        o.select = o.selected - o.started;
        o.versionWritten = Objects.requireNonNull(o.versionRead) + 1;
        o.read = new ArrayList<>(
                route.stream().map(id -> Objects.requireNonNull(loads.get(id))).toList());
        try (PreparedStatement update = postgres.prepareStatement(
                "UPDATE trucks SET route = ?, version = ?, assignment_id = ?, assigned_at = now() WHERE id = ?")) {
            update.setArray(1, ids);
            update.setInt(2, o.versionWritten);
            update.setString(3, call);
            update.setInt(4, truck);
            update.executeUpdate();
        }
        o.truckWrite = "committed";
        o.truckCommitted = clock.nanos();
        long sent = o.truckCommitted;
        try (PreparedStatement update = postgres.prepareStatement("""
            UPDATE road_segments s SET assigned_load = n.load
            FROM unnest(?::integer[], ?::bigint[]) AS n (id, load)
            WHERE s.id = n.id
            RETURNING s.xmin::text::bigint\
            """)) {
            update.setArray(1, ids);
            update.setArray(2, postgres.createArrayOf("bigint", o.written().toArray()));
            try (ResultSet rows = update.executeQuery()) {
                rows.next();
                o.writtenBy = rows.getLong(1);
            }
            o.segmentWrite = "committed";
            o.segmentsCommitted = clock.nanos();
            o.segmentUpdate = o.segmentsCommitted - sent;
            o.outcome = "acknowledged";
        } catch (SQLException e) {
            o.failed("segments", e.getSQLState());
        }
        o.ended = clock.nanos();
        return o;
    }
}
