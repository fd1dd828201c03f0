package dev.gridlock.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * What a target did that writes no journal, told in the journal's columns: by what its callers were told and what the write-ahead log
 * holds. Nothing of it is unknown, as the log is whole: what is not in it was not committed.
 *
 * <p>A row of a truck names its call, so the write of a truck is its call's. The increments of a truck are those of its own transaction;
 * where that has none, those of the earliest transaction of segments alone that has the segments of the truck's route; and where
 * each segment has a transaction of its own, the earliest ones that are left. So of two trucks of one route either may be taken for the
 * other: then a name can be wrong, and no count.
 */
final class Observed {

    private static final String CHANGES = """
            SELECT
                table_name, xid, row_key::INTEGER, committed_us,
                (before->>'assigned_load')::BIGINT, (after->>'assigned_load')::BIGINT,
                (after->>'version')::INTEGER, (after->>'assignment_id'),
                (before->>'version')::INTEGER,
                CASE WHEN after->>'route' IS NULL THEN NULL ELSE replace(replace(after->>'route', '{', '['), '}', ']')::INTEGER[] END
            FROM changes
            WHERE target = getvariable('target') AND operation = 'update' AND table_name IN ('trucks', 'road_segments')
            ORDER BY n
            """;

    private static final String ANSWERS = """
            SELECT truck_id, coalesce(call_id, ''), any_value(route) FROM acks
            WHERE target = getvariable('target') AND status = 'success'
            GROUP BY ALL ORDER BY truck_id, 2
            """;

    /** One operation, as it becomes known. */
    private static final class Operation {

        private final String call;
        private final int truck;
        private final boolean told;
        private final List<Integer> route;
        private final Map<Integer, Long> written = new HashMap<>();
        private final Set<Integer> open;
        private @Nullable Long xid;
        private @Nullable Long truckNs;
        private @Nullable Long segmentsNs;
        private @Nullable Integer versionRead;
        private @Nullable Integer version;

        Operation(String call, int truck, boolean told, List<Integer> route) {
            this.call = call;
            this.truck = truck;
            this.told = told;
            this.route = route;
            this.open = new HashSet<>(route);
        }

        void increment(int segment, long value, long committedNs) {
            written.put(segment, value);
            open.remove(segment);
            segmentsNs = segmentsNs == null ? committedNs : Math.max(segmentsNs, committedNs);
        }
    }

    private record Increment(long xid, int segment, long before, long after, long committedNs) {}

    private final Connection duckdb;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<Long, List<Operation>> byTransaction = new LinkedHashMap<>();
    private final Map<Long, List<Increment>> increments = new LinkedHashMap<>();

    private Observed(Connection duckdb) {
        this.duckdb = duckdb;
    }

    /**
     * Fills {@code observed_operations} for the target that is set, where it has no journal and its changes were read; says whether it did.
     */
    static boolean fill(Connection duckdb) throws SQLException {
        if (number(duckdb, "SELECT count(*) FROM operations WHERE target = getvariable('target')") > 0
                || !LogOfChanges.isRead(duckdb)) {
            return false;
        }
        Observed observed = new Observed(duckdb);
        observed.read();
        observed.match();
        observed.write();
        return true;
    }

    private static long number(Connection duckdb, String sql) throws SQLException {
        try (PreparedStatement query = duckdb.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private void read() throws SQLException {
        long offset = LogOfChanges.offset(duckdb);
        Map<Integer, Map<String, List<Integer>>> told = told();
        try (PreparedStatement query = duckdb.prepareStatement(CHANGES);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                long xid = row.getLong(2);
                long committedNs = row.getLong(4) * 1_000 + offset;
                if (row.getString(1).equals("road_segments")) {
                    increments
                            .computeIfAbsent(xid, _ -> new ArrayList<>())
                            .add(new Increment(xid, row.getInt(3), row.getLong(5), row.getLong(6), committedNs));
                } else {
                    truck(row, xid, committedNs, told);
                }
            }
        }
        // Told, and its row was never written.
        told.forEach((truck, calls) ->
                calls.forEach((call, route) -> operations.add(new Operation(call, truck, true, route))));
    }

    private void truck(ResultSet row, long xid, long committedNs, Map<Integer, Map<String, List<Integer>>> told)
            throws SQLException {
        int truck = row.getInt(3);
        Map<String, List<Integer>> calls = told.getOrDefault(truck, Map.of());
        String named = row.getString(8);
        // A service that does not name the call in the row: then whose it is, is known where one call alone was told of
        // the truck.
        String call = named != null
                ? named
                : calls.size() == 1 ? calls.keySet().iterator().next() : "";
        Operation operation = new Operation(call, truck, calls.containsKey(call), integers(row.getArray(10)));
        operation.xid = xid;
        operation.truckNs = committedNs;
        operation.version = row.getInt(7);
        operation.versionRead = row.getInt(9);
        operations.add(operation);
        byTransaction.computeIfAbsent(xid, _ -> new ArrayList<>()).add(operation);
        told.getOrDefault(truck, new HashMap<>()).remove(call);
    }

    private Map<Integer, Map<String, List<Integer>>> told() throws SQLException {
        Map<Integer, Map<String, List<Integer>>> told = new LinkedHashMap<>();
        try (PreparedStatement query = duckdb.prepareStatement(ANSWERS);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                told.computeIfAbsent(row.getInt(1), _ -> new LinkedHashMap<>())
                        .put(row.getString(2), integers(row.getArray(3)));
            }
        }
        return told;
    }

    private void match() {
        for (Map.Entry<Long, List<Operation>> transaction : byTransaction.entrySet()) {
            List<Increment> own = increments.remove(transaction.getKey());
            if (own != null) {
                within(transaction.getValue(), own);
            }
        }
        List<Increment> left = byRoute();
        Map<Integer, Deque<Operation>> waiting = new HashMap<>();
        for (Operation operation : operations) {
            operation.open.forEach(segment ->
                    waiting.computeIfAbsent(segment, _ -> new ArrayDeque<>()).add(operation));
        }
        for (Increment increment : left) {
            Deque<Operation> users = waiting.getOrDefault(increment.segment(), new ArrayDeque<>());
            List<Operation> next = new ArrayList<>();
            for (long step = 0;
                    step < Math.max(increment.after() - increment.before(), 1) && !users.isEmpty();
                    step++) {
                next.add(users.removeFirst());
            }
            spread(next, List.of(increment));
        }
    }

    /** The increments of one transaction to its own trucks. */
    private static void within(List<Operation> trucks, List<Increment> own) {
        Map<Integer, List<Increment>> bySegment = new LinkedHashMap<>();
        own.forEach(increment -> bySegment
                .computeIfAbsent(increment.segment(), _ -> new ArrayList<>())
                .add(increment));
        bySegment.forEach((segment, changes) -> spread(
                trucks.stream()
                        .filter(operation -> operation.open.contains(segment))
                        .toList(),
                changes));
    }

    /** Transactions of segments alone to the earliest truck of that very route; those that none has are left. */
    private List<Increment> byRoute() {
        Map<List<Integer>, Deque<Operation>> waiting = new HashMap<>();
        for (Operation operation : operations) {
            if (!operation.route.isEmpty() && operation.open.size() == operation.route.size()) {
                waiting.computeIfAbsent(sorted(operation.route), _ -> new ArrayDeque<>())
                        .add(operation);
            }
        }
        List<Increment> left = new ArrayList<>();
        for (List<Increment> transaction : increments.values()) {
            List<Integer> segments =
                    sorted(transaction.stream().map(Increment::segment).toList());
            Operation first = waiting.getOrDefault(segments, new ArrayDeque<>()).pollFirst();
            if (first == null) {
                left.addAll(transaction);
            } else {
                transaction.forEach(
                        increment -> first.increment(increment.segment(), increment.after(), increment.committedNs()));
            }
        }
        return left;
    }

    /**
     * Changes of one segment, in their order, to trucks whose routes have it: one each; or one change for all, then the last value
     * is the one that was written and the ones before are the steps to it.
     */
    private static void spread(List<Operation> users, List<Increment> changes) {
        for (int i = 0; i < users.size(); i++) {
            Increment change = changes.get(Math.min(i, changes.size() - 1));
            long value = changes.size() == users.size()
                    ? change.after()
                    : changes.getLast().after() - users.size() + 1 + i;
            users.get(i).increment(change.segment(), value, change.committedNs());
        }
    }

    private static List<Integer> sorted(List<Integer> segments) {
        return segments.stream().sorted().toList();
    }

    private void write() throws SQLException {
        try (DuckDBAppender rows =
                duckdb.unwrap(DuckDBConnection.class).createAppender("temp", "main", "work_observed_rows")) {
            for (Operation operation : operations) {
                rows.beginRow();
                rows.append(operation.call);
                rows.append(operation.truck);
                if (operation.xid != null
                        && byTransaction.getOrDefault(operation.xid, List.of()).size() > 1) {
                    rows.append(Long.toString(operation.xid));
                } else {
                    rows.appendNull();
                }
                rows.append(operation.told);
                append(rows, operation.truckNs);
                append(rows, operation.segmentsNs);
                append(rows, operation.versionRead == null ? null : Long.valueOf(operation.versionRead));
                append(rows, operation.version == null ? null : Long.valueOf(operation.version));
                rows.append(joined(operation.route));
                rows.append(joined(operation.route.stream()
                        .map(operation.written::get)
                        .map(value -> value == null ? "" : value)
                        .toList()));
                rows.endRow();
            }
        }
        new SqlFile("observed-operations").run(duckdb);
    }

    private static void append(DuckDBAppender rows, @Nullable Long value) throws SQLException {
        if (value == null) {
            rows.appendNull();
        } else {
            rows.append(value.longValue());
        }
    }

    private static String joined(List<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(";"));
    }

    private static List<Integer> integers(java.sql.@Nullable Array array) throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        if (array != null) {
            for (Object number : (Object[]) array.getArray()) {
                numbers.add(((Number) number).intValue());
            }
        }
        return numbers;
    }
}
