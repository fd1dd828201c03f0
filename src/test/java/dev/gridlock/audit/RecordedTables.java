package dev.gridlock.audit;

import dev.gridlock.recording.HandMadeRun;
import dev.gridlock.witness.Change;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A recording in memory, filled by a test. */
final class RecordedTables implements AutoCloseable {
    static final String TARGET = "under-test";

    private final Connection duckdb;
    private int changes;

    RecordedTables() throws SQLException {
        duckdb = DriverManager.getConnection("jdbc:duckdb:");
        execute("SET threads = 1");
        HandMadeRun.tables(duckdb);
    }

    Connection connection() {
        return duckdb;
    }

    void clear() throws SQLException {
        for (String table : List.of(
                "requests",
                "acks",
                "operations",
                "initial_trucks",
                "final_trucks",
                "initial_segments",
                "final_segments",
                "initial_candidates",
                "initial_columns",
                "final_columns",
                "snapshots",
                "events",
                "changes")) {
            execute("DELETE FROM " + table);
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute(sql);
        }
    }

    void request(String call, int trucks, long sent, @Nullable Long answered, String outcome) throws SQLException {
        insert(
                "requests (target, call_id, trucks, intended_ns, sent_ns, answered_ns, status, outcome)",
                List.of(values(TARGET, call, trucks, sent, sent, answered, status(outcome), outcome)));
    }

    void ack(String call, int truck, List<Integer> route) throws SQLException {
        insert("acks", List.of(values(TARGET, call, truck, "success", route)));
    }

    void operations(Collection<Operation> operations) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (Operation o : operations) {
            rows.add(values(
                    TARGET,
                    o.call,
                    o.truck,
                    o.batch,
                    o.started,
                    o.ended,
                    o.outcome,
                    o.replayed,
                    o.failedAt,
                    o.sqlstate,
                    o.truckWrite,
                    o.truckCommitted,
                    o.segmentWrite,
                    o.segmentsCommitted,
                    o.versionRead,
                    o.versionWritten,
                    o.route,
                    o.read,
                    o.written(),
                    o.selected,
                    o.select,
                    o.segmentUpdate));
        }
        insert("""
            operations (target, call_id, truck_id, batch, started_ns, ended_ns, outcome, replayed, failed_at,
                sqlstate, truck_write, truck_committed_ns, segment_write, segments_committed_ns, version_read,
                version_written, route, values_read, values_written, selected_ns, select_ns, segment_update_ns)\
            """, rows);
    }

    void operation(Operation operation) throws SQLException {
        operations(List.of(operation));
    }

    /** The log of changes was read. */
    void witnessed() throws SQLException {
        insert("events", List.of(values(TARGET, 0, "changes", "read", "")));
    }

    /** A truck's row, rewritten; committed as many microseconds after the run's begin as the transaction's number says. */
    void committed(long xid, int truck, int version, List<Integer> route, @Nullable String call) throws SQLException {
        changes(List.of(change(xid, xid, truck, version, route, call)));
    }

    /** A segment's load, rewritten. */
    void committed(long xid, int segment, long before, long after) throws SQLException {
        changes(List.of(change(xid, xid, segment, before, after)));
    }

    /** A row of {@code changes} but for its number: a truck's row. */
    static List<@Nullable Object> change(
            long xid, long micros, int truck, int version, List<Integer> route, @Nullable String call) {
        String segments = route.stream().map(String::valueOf).collect(Collectors.joining(","));
        return change(
                xid,
                micros,
                "trucks",
                truck,
                "{'version':'" + (version - 1) + "'}",
                "{'version':'" + version + "','route':'{" + segments + "}','assignment_id':"
                        + (call == null ? "null" : "'" + call + "'") + "}");
    }

    /** The same of a segment's load. */
    static List<@Nullable Object> change(long xid, long micros, int segment, long before, long after) {
        return change(
                xid,
                micros,
                "road_segments",
                segment,
                "{'assigned_load':'" + before + "'}",
                "{'assigned_load':'" + after + "'}");
    }

    private static List<@Nullable Object> change(
            long xid, long micros, String table, int key, String before, String after) {
        return Arrays.asList(
                xid, "0/0", micros, table, key, "update", before.replace('\'', '"'), after.replace('\'', '"'));
    }

    /** What the log holds next, in the order of the commits. */
    void changes(List<List<@Nullable Object>> logged) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (List<@Nullable Object> change : logged) {
            changes++;
            List<@Nullable Object> row = new ArrayList<>(List.of(TARGET, changes));
            row.addAll(change);
            rows.add(values(row.toArray()));
        }
        insert("changes", rows);
    }

    /** The same as it was read from a real log. */
    void logged(List<Change> read) throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Change change : read) {
            rows.add(Arrays.asList(
                    change.xid(),
                    change.lsn(),
                    change.committedUs(),
                    change.table(),
                    change.key(),
                    change.operation().name().toLowerCase(Locale.ROOT),
                    change.before(),
                    change.after()));
        }
        changes(rows);
    }

    void segments(Rows.Moment moment, Map<Integer, Long> loads) throws SQLException {
        insert(
                moment + "_segments",
                loads.entrySet().stream()
                        .map(e -> values(TARGET, e.getKey(), e.getValue()))
                        .toList());
    }

    /** One that a call assigned, if it did, at the run's begin by the server's clock. */
    void truck(Rows.Moment moment, int truck, int version, @Nullable List<Integer> route, @Nullable String call)
            throws SQLException {
        trucks(moment, List.of(truckRow(truck, version, route, call)));
    }

    static String truckRow(int truck, int version, @Nullable List<Integer> route, @Nullable String call) {
        return truckRow(truck, version, route, call, 0);
    }

    /** The same, assigned at a time of the server, in microseconds. */
    static String truckRow(
            int truck, int version, @Nullable List<Integer> route, @Nullable String call, long assignedMicros) {
        return values(TARGET, truck, version, route, call, call == null ? null : Long.valueOf(assignedMicros));
    }

    /** The server's clock beside the run's, which is {@code nanos}, at a snapshot. */
    void clock(Rows.Moment moment, long nanos, long serverMicros) throws SQLException {
        insert(
                "snapshots",
                List.of(values(TARGET, moment.name().toLowerCase(Locale.ROOT), nanos, nanos, serverMicros)));
    }

    /** What a test says nothing about is as it should be: every route is a candidate, nothing else changed, clocks agree. */
    void complete() throws SQLException {
        if (rows("SELECT 1 FROM initial_candidates LIMIT 1").isEmpty()) {
            everyRouteIsACandidate();
        }
        if (rows("FROM initial_columns").isEmpty()) {
            for (Rows.Moment moment : Rows.Moment.values()) {
                insert(moment + "_columns", List.of(values(TARGET, "trucks", "region", 3, "1")));
            }
        }
        if (rows("FROM snapshots").isEmpty()) {
            clock(Rows.Moment.INITIAL, 0, 0);
            clock(Rows.Moment.FINAL, 1_000_000, 1_000);
        }
    }

    void trucks(Rows.Moment moment, List<String> rows) throws SQLException {
        insert(moment + "_trucks", rows);
    }

    void everyRouteIsACandidate() throws SQLException {
        execute("""
            INSERT INTO initial_candidates
            SELECT DISTINCT target, truck_id, 1, route FROM (
                SELECT target, truck_id, route FROM operations UNION ALL SELECT target, truck_id, route FROM acks
            ) WHERE route IS NOT NULL\
            """);
    }

    /** Runs the audit and returns its totals. */
    Map<String, Long> audit() throws SQLException {
        complete();
        return switch (Audit.run(duckdb, TARGET)) {
            case AuditOutcome.Counted counted -> counted.totals();
            case AuditOutcome.NoEvidence none -> throw new AssertionError(none.reason());
        };
    }

    /** Rows of a query, columns joined by a space. */
    List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                List<String> columns = new ArrayList<>();
                for (int n = 1; n <= result.getMetaData().getColumnCount(); n++) {
                    columns.add(Objects.toString(result.getObject(n)));
                }
                rows.add(String.join(" ", columns));
            }
        }
        return rows;
    }

    /** Trucks of a finding, in order. */
    List<Integer> trucksFound(String finding) throws SQLException {
        return integers(
                "SELECT DISTINCT truck_id FROM audit_trucks WHERE finding = ? AND truck_id IS NOT NULL ORDER BY 1",
                finding);
    }

    List<Integer> trucksVerified() throws SQLException {
        return integers("SELECT truck_id FROM verified WHERE target = ? ORDER BY 1", TARGET);
    }

    Map<Integer, long[]> lostBySegment() throws SQLException {
        Map<Integer, long[]> lost = new TreeMap<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery("SELECT segment_id, lost_low, lost_high FROM audit_segments")) {
            while (rows.next()) {
                lost.put(rows.getInt(1), new long[] {rows.getLong(2), rows.getLong(3)});
            }
        }
        return lost;
    }

    private List<Integer> integers(String query, String parameter) throws SQLException {
        List<Integer> found = new ArrayList<>();
        try (PreparedStatement statement = duckdb.prepareStatement(query)) {
            statement.setString(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getInt(1));
                }
            }
        }
        return found;
    }

    private void insert(String table, List<String> rows) throws SQLException {
        if (!rows.isEmpty()) {
            execute("INSERT INTO " + table + " VALUES " + String.join(",\n", rows));
        }
    }

    static String values(@Nullable Object... values) {
        List<String> literals = new ArrayList<>();
        for (Object value : values) {
            literals.add(
                    switch (value) {
                        case null -> "NULL";
                        case String text -> "'" + text + "'";
                        case List<?> list ->
                            list.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
                        default -> value.toString();
                    });
        }
        return "(" + String.join(",", literals) + ")";
    }

    private static @Nullable Integer status(String outcome) {
        return switch (outcome) {
            case "acknowledged" -> 200;
            case "rejected" -> 500;
            case "shed" -> 503;
            default -> null;
        };
    }

    @Override
    public void close() throws SQLException {
        duckdb.close();
    }
}
