package dev.gridlock.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** Its parent, where it was computed from the value before the run, or from one that was never there. */
    private static final int INITIAL = -1;

    private static final int NOTHING = -2;

    private final Map<Integer, List<SegmentVersion>> segments;
    private final Map<ClaimedIncrement, SegmentVersion> versionOf;

    private VersionChains(
            Map<Integer, List<SegmentVersion>> segments, Map<ClaimedIncrement, SegmentVersion> versionOf) {
        this.segments = segments;
        this.versionOf = versionOf;
    }

    /** Reads {@code changes} and {@code work_writes}, and fills {@code work_lineage}, a row an increment. */
    static void trace(Connection duckdb) throws SQLException {
        Map<Integer, List<SegmentVersion>> segments = versions(duckdb);
        List<ClaimedIncrement> increments = increments(duckdb);
        VersionChains chains = new VersionChains(segments, VersionMatch.of(segments, increments));
        Map<Integer, List<ClaimedIncrement>> bySegment =
                increments.stream().collect(Collectors.groupingBy(ClaimedIncrement::segment));
        try (DuckDBAppender into =
                duckdb.unwrap(DuckDBConnection.class).createAppender("temp", "main", "work_lineage")) {
            for (List<ClaimedIncrement> ofOne : bySegment.values()) {
                chains.write(ofOne, into);
            }
        }
    }

    private static Map<Integer, List<SegmentVersion>> versions(Connection duckdb) throws SQLException {
        long offset = LogOfChanges.offset(duckdb);
        Map<Integer, List<SegmentVersion>> versions = new HashMap<>();
        try (PreparedStatement query = duckdb.prepareStatement(CHANGES);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                List<SegmentVersion> ofOne = versions.computeIfAbsent(row.getInt(1), _ -> new ArrayList<>());
                ofOne.add(new SegmentVersion(
                        ofOne.size(), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5) * 1_000 + offset));
            }
        }
        return versions;
    }

    private static List<ClaimedIncrement> increments(Connection duckdb) throws SQLException {
        List<ClaimedIncrement> increments = new ArrayList<>();
        try (PreparedStatement query = duckdb.prepareStatement(INCREMENTS);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                increments.add(new ClaimedIncrement(
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

    /** What the version before a version is, by place; or {@link #INITIAL}, or {@link #NOTHING}. */
    private static List<Integer> parents(List<SegmentVersion> versions) {
        List<Integer> parents = new ArrayList<>();
        Map<Long, List<Integer>> earlier = new HashMap<>();
        if (!versions.isEmpty()) {
            earlier.computeIfAbsent(versions.getFirst().before(), _ -> new ArrayList<>())
                    .add(INITIAL);
        }
        for (int at = 0; at < versions.size(); at++) {
            SegmentVersion version = versions.get(at);
            if (version.isFree() && version.after() >= version.before()) {
                parents.add(at - 1); // somebody else's, who added to what was there, or nothing
            } else {
                long read = version.after() - Math.max(version.increments().size(), 1);
                parents.add(parent(version, versions, earlier.getOrDefault(read, List.of())));
            }
            earlier.computeIfAbsent(version.after(), _ -> new ArrayList<>()).add(at);
        }
        return parents;
    }

    private static int parent(SegmentVersion version, List<SegmentVersion> versions, List<Integer> ofTheValueRead) {
        for (int parent : ofTheValueRead.reversed()) {
            if (parent == INITIAL || versions.get(parent).visibleNanos() <= version.readNanos()) {
                return parent;
            }
        }
        return ofTheValueRead.isEmpty() ? NOTHING : ofTheValueRead.getFirst();
    }

    private void write(List<ClaimedIncrement> increments, DuckDBAppender into) throws SQLException {
        int segment = increments.getFirst().segment();
        List<SegmentVersion> versions = segments.getOrDefault(segment, List.of());
        List<Integer> parents = parents(versions);
        Set<SegmentVersion> inTheDatabase = new HashSet<>();
        for (int at = versions.size() - 1; at >= 0; at = parents.get(at)) {
            inTheDatabase.add(versions.get(at));
        }
        Map<SegmentVersion, SegmentVersion> over = new HashMap<>();
        for (ClaimedIncrement increment : increments) {
            SegmentVersion version = versionOf.get(increment);
            boolean survives = version != null && inTheDatabase.contains(version);
            SegmentVersion by = version == null || survives
                    ? null
                    : over.computeIfAbsent(version, lost -> firstThatDoesNotDescendFrom(lost, versions, parents));
            into.beginRow();
            into.append(segment);
            into.append(increment.operation());
            into.append(survives);
            append(
                    into,
                    by == null || by.isFree()
                            ? null
                            : Long.valueOf(by.increments().getLast().operation()));
            append(into, by == null ? null : Long.valueOf(by.xid()));
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
    private static SegmentVersion firstThatDoesNotDescendFrom(
            SegmentVersion lost, List<SegmentVersion> versions, List<Integer> parents) {
        Set<Integer> descendants = new HashSet<>(Set.of(lost.place()));
        for (int later = lost.place() + 1; later < versions.size(); later++) {
            if (!descendants.contains(parents.get(later))) {
                return versions.get(later);
            }
            descendants.add(later);
        }
        throw new IllegalStateException("the last version descends from one that is not in the database");
    }
}
