package dev.gridlock.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Which writes of a segment its value now descends from, and who wrote over the others: by the versions of its row, which the
 * write-ahead log has in the order of their commits.
 *
 * <p>A version descends from the one whose value it was computed from: one increment less, the last of that value that could be seen
 * when it was read. What the last version descends from is in the database; everything else was written over, by the first later
 * version that does not descend from it. So how many were lost and who wrote over one is known. Which of several writers of one value
 * it was, is so only as far as times tell: reads are not in the log. Of a service that does not say when it read, the last one is taken.
 */
final class VersionChains {

    private static final String CHANGES = """
            SELECT
                row_key::INTEGER AS segment_id, xid,
                (before->>'assigned_load')::BIGINT, (after->>'assigned_load')::BIGINT,
                committed_us
            FROM changes
            WHERE target = getvariable('target') AND table_name = 'road_segments' AND operation = 'update'
            ORDER BY segment_id, n
            """;

    private static final String INCREMENTS = """
            SELECT
                segment_id, op_id, value_written, batch,
                if(batch IS NULL, sent_ns, read_from_ns), written_ns,
                if(batch IS NULL, read_at_ns, written_ns),
                NOT (acknowledged OR committed) AS unknown
            FROM work_writes
            WHERE value_written IS NOT NULL
            ORDER BY unknown, written_ns, op_id
            """;

    /** The server's clock is known in the run's to much less. */
    private static final long CLOCKS_DIFFER_NANOS = 1_000_000;

    /** Its parent, where it was computed from the value before the run, or from one that was never there. */
    private static final int INITIAL = -1;

    private static final int NOTHING = -2;

    /** One increment as the service has it; times are nanoseconds since the run began. */
    private record Increment(
            int segment,
            long operation,
            long value,
            @Nullable String batch,
            long sentNanos,
            long writtenNanos,
            long readNanos) {

        /** What is written by one statement, or one transaction. */
        String unit() {
            return batch == null ? "of one " + operation : "batch " + batch;
        }
    }

    /** One version of a segment's row, and the increments that it holds. */
    private static final class Version {

        private final int place;
        private final long xid;
        private final long before;
        private final long after;
        private final long committedNanos;
        private final List<Increment> increments = new ArrayList<>();

        /** When others could see it, as far as is known: it is stamped before it is on disk, and a client knows of it later. */
        private long visibleNanos;

        Version(int place, long xid, long before, long after, long committedNanos) {
            this.place = place;
            this.xid = xid;
            this.before = before;
            this.after = after;
            this.committedNanos = committedNanos;
        }

        boolean isFree() {
            return increments.isEmpty();
        }

        boolean mayHold(Increment increment) {
            return isFree() && after == increment.value;
        }

        boolean isAfterItWasSent(Increment increment) {
            return committedNanos >= increment.sentNanos - CLOCKS_DIFFER_NANOS;
        }

        boolean isInTimeFor(Increment increment) {
            return isAfterItWasSent(increment) && committedNanos <= increment.writtenNanos + CLOCKS_DIFFER_NANOS;
        }

        /** When what it was computed from was read, as far as is known. */
        long readNanos() {
            return increments.stream().mapToLong(Increment::readNanos).max().orElse(Long.MAX_VALUE);
        }

        /** @param next when the next version was committed, which somebody wrote who saw this one */
        void seenBefore(long next) {
            long known =
                    increments.stream().mapToLong(Increment::writtenNanos).min().orElse(committedNanos);
            visibleNanos = (committedNanos + Math.max(committedNanos, Math.min(known, next))) / 2;
        }
    }

    private final Map<Integer, List<Version>> segments;
    private final Map<Integer, Map<Long, List<Version>>> byValue = new HashMap<>();
    private final Map<Long, Map<Integer, List<Version>>> byTransaction = new HashMap<>();
    private final Map<Increment, Version> versionOf = new IdentityHashMap<>();

    private VersionChains(Map<Integer, List<Version>> segments) {
        this.segments = segments;
        segments.forEach((segment, versions) -> versions.forEach(version -> {
            byValue.computeIfAbsent(segment, _ -> new HashMap<>())
                    .computeIfAbsent(version.after, _ -> new ArrayList<>(1))
                    .add(version);
            byTransaction
                    .computeIfAbsent(version.xid, _ -> new HashMap<>())
                    .computeIfAbsent(segment, _ -> new ArrayList<>(1))
                    .add(version);
        }));
    }

    /** Reads {@code changes} and {@code work_writes}, and fills {@code work_lineage}, a row an increment. */
    static void trace(Connection duckdb) throws SQLException {
        VersionChains chains = new VersionChains(versions(duckdb));
        List<Increment> increments = increments(duckdb);
        chains.match(increments);
        Map<Integer, List<Increment>> bySegment =
                increments.stream().collect(Collectors.groupingBy(Increment::segment));
        try (DuckDBAppender into =
                duckdb.unwrap(DuckDBConnection.class).createAppender("temp", "main", "work_lineage")) {
            for (List<Increment> ofOne : bySegment.values()) {
                chains.write(ofOne, into);
            }
        }
    }

    private static Map<Integer, List<Version>> versions(Connection duckdb) throws SQLException {
        long offset = LogOfChanges.offset(duckdb);
        Map<Integer, List<Version>> versions = new HashMap<>();
        try (PreparedStatement query = duckdb.prepareStatement(CHANGES);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                List<Version> ofOne = versions.computeIfAbsent(row.getInt(1), _ -> new ArrayList<>());
                ofOne.add(new Version(
                        ofOne.size(), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5) * 1_000 + offset));
            }
        }
        return versions;
    }

    private static List<Increment> increments(Connection duckdb) throws SQLException {
        List<Increment> increments = new ArrayList<>();
        try (PreparedStatement query = duckdb.prepareStatement(INCREMENTS);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                increments.add(new Increment(
                        row.getInt(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7)));
            }
        }
        return increments;
    }

    /**
     * Finds the version that holds each increment, in the order in which the service knew of them: those first of which it knows that they
     * were committed. First among the versions that were committed between its being sent and its being known; what is left then, among
     * later ones, as a service that gave up is told of no commit; and then among all, as no clock is a reason to call a write lost.
     */
    private void match(List<Increment> increments) {
        Map<String, Map<Integer, List<Increment>>> units = new LinkedHashMap<>();
        for (Increment increment : increments) {
            units.computeIfAbsent(increment.unit(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(increment.segment, _ -> new ArrayList<>(1))
                    .add(increment);
        }
        // A batch adds what its trucks add to a segment at once, so the greatest of its values is the one in the log.
        units.values()
                .forEach(unit -> unit.values()
                        .forEach(ofOne -> ofOne.sort(
                                Comparator.comparingLong(Increment::value).reversed())));
        units.values().forEach(unit -> match(unit, Version::isInTimeFor));
        units.values().forEach(unit -> match(unit, Version::isAfterItWasSent));
        units.values().forEach(unit -> match(unit, (_, _) -> true));
        for (List<Version> versions : segments.values()) {
            long next = Long.MAX_VALUE;
            for (Version version : versions.reversed()) {
                version.seenBefore(next);
                next = version.committedNanos;
            }
        }
    }

    /**
     * What one transaction wrote on all its segments is looked for as that, and only where no transaction has all of it, segment by
     * segment.
     */
    private void match(Map<Integer, List<Increment>> unit, BiPredicate<Version, Increment> may) {
        if (unit.values().stream().flatMap(List::stream).allMatch(versionOf::containsKey)) {
            return;
        }
        Long transaction = transaction(unit, may);
        for (List<Increment> ofOne : unit.values()) {
            Version version = null;
            for (Increment increment : ofOne) {
                if (versionOf.containsKey(increment)) {
                    continue;
                }
                if (version == null || increment.value <= version.before) {
                    version = Stream.concat(ofTransaction(transaction, increment), ofItsValue(increment))
                            .filter(free -> may.test(free, increment))
                            .findFirst()
                            .orElse(null);
                }
                if (version != null) {
                    version.increments.add(increment);
                    versionOf.put(increment, version);
                }
            }
        }
    }

    /** The transaction that holds the greatest value of each segment. */
    private @Nullable Long transaction(Map<Integer, List<Increment>> unit, BiPredicate<Version, Increment> may) {
        Increment first = unit.values().iterator().next().getFirst();
        return ofItsValue(first)
                .filter(version -> may.test(version, first))
                .map(version -> version.xid)
                .filter(xid -> unit.values().stream()
                        .map(List::getFirst)
                        .allMatch(increment ->
                                ofTransaction(xid, increment).findAny().isPresent()))
                .findFirst()
                .orElse(null);
    }

    private Stream<Version> ofTransaction(@Nullable Long xid, Increment increment) {
        return xid == null
                ? Stream.empty()
                : byTransaction.getOrDefault(xid, Map.of()).getOrDefault(increment.segment, List.of()).stream()
                        .filter(version -> version.mayHold(increment));
    }

    private Stream<Version> ofItsValue(Increment increment) {
        return byValue.getOrDefault(increment.segment, Map.of()).getOrDefault(increment.value, List.of()).stream()
                .filter(version -> version.mayHold(increment));
    }

    /** What the version before a version is, by place; or {@link #INITIAL}, or {@link #NOTHING}. */
    private List<Integer> parents(List<Version> versions) {
        List<Integer> parents = new ArrayList<>();
        Map<Long, List<Integer>> earlier = new HashMap<>();
        if (!versions.isEmpty()) {
            earlier.computeIfAbsent(versions.getFirst().before, _ -> new ArrayList<>())
                    .add(INITIAL);
        }
        for (int at = 0; at < versions.size(); at++) {
            Version version = versions.get(at);
            if (version.isFree() && version.after >= version.before) {
                parents.add(at - 1); // somebody else's, who added to what was there, or nothing
            } else {
                long read = version.after - Math.max(version.increments.size(), 1);
                parents.add(parent(version, versions, earlier.getOrDefault(read, List.of())));
            }
            earlier.computeIfAbsent(version.after, _ -> new ArrayList<>()).add(at);
        }
        return parents;
    }

    private static int parent(Version version, List<Version> versions, List<Integer> ofTheValueRead) {
        for (int parent : ofTheValueRead.reversed()) {
            if (parent == INITIAL || versions.get(parent).visibleNanos <= version.readNanos()) {
                return parent;
            }
        }
        return ofTheValueRead.isEmpty() ? NOTHING : ofTheValueRead.getFirst();
    }

    private void write(List<Increment> increments, DuckDBAppender into) throws SQLException {
        int segment = increments.getFirst().segment;
        List<Version> versions = segments.getOrDefault(segment, List.of());
        List<Integer> parents = parents(versions);
        Set<Version> inTheDatabase = new HashSet<>();
        for (int at = versions.size() - 1; at >= 0; at = parents.get(at)) {
            inTheDatabase.add(versions.get(at));
        }
        Map<Version, Version> over = new HashMap<>();
        for (Increment increment : increments) {
            Version version = versionOf.get(increment);
            boolean survives = version != null && inTheDatabase.contains(version);
            Version by = version == null || survives
                    ? null
                    : over.computeIfAbsent(version, lost -> firstThatDoesNotDescendFrom(lost, versions, parents));
            into.beginRow();
            into.append(segment);
            into.append(increment.operation);
            into.append(survives);
            append(into, by == null || by.isFree() ? null : Long.valueOf(by.increments.getLast().operation));
            append(into, by == null ? null : Long.valueOf(by.xid));
            into.endRow();
        }
    }

    private static void append(DuckDBAppender into, @Nullable Long value) throws SQLException {
        if (value == null) {
            into.appendNull();
        } else {
            into.append(value.longValue());
        }
    }

    /** There is one for each that is not in the database. */
    private static Version firstThatDoesNotDescendFrom(Version lost, List<Version> versions, List<Integer> parents) {
        Set<Integer> descendants = new HashSet<>(Set.of(lost.place));
        for (int later = lost.place + 1; later < versions.size(); later++) {
            if (!descendants.contains(parents.get(later))) {
                return versions.get(later);
            }
            descendants.add(later);
        }
        throw new IllegalStateException("the last version descends from one that is not in the database");
    }
}
