package dev.gridlock.cli;

import java.util.List;

/**
 * Damages that a run must find: each is a change of the product's own source, of the service (a mistake that somebody could
 * make in it) or of the harness's last look at the rows (damage done to the database before it). {@link DamagedCheckout}
 * builds it; nothing in the product knows of it.
 */
enum PlantedDamage {
    // done to the database when the work is over
    ONE_INCREMENT_LOST(rows("UPDATE road_segments SET assigned_load = assigned_load - 1 WHERE id = "
            + "(SELECT id FROM road_segments ORDER BY assigned_load DESC LIMIT 1)")),
    TWO_SEGMENTS_LOST_ONE_EACH(rows("UPDATE road_segments SET assigned_load = assigned_load - 1 WHERE id IN "
            + "(SELECT id FROM road_segments ORDER BY assigned_load DESC LIMIT 2)")),
    A_SEGMENT_SET_BACK(rows("UPDATE road_segments SET assigned_load = 0 WHERE id = "
            + "(SELECT id FROM road_segments ORDER BY assigned_load DESC LIMIT 1)")),
    AN_INCREMENT_ON_ANOTHER_SEGMENT(
            rows(
                    "UPDATE road_segments SET assigned_load = assigned_load + "
                            + "CASE WHEN id = (SELECT min(id) FROM road_segments) THEN 1 ELSE -1 END WHERE id IN "
                            + "(SELECT min(id) FROM road_segments UNION ALL (SELECT id FROM road_segments ORDER BY assigned_load DESC LIMIT 1))")),
    A_TORN_TRUCK(rows("UPDATE trucks SET route = NULL, version = 0, assignment_id = NULL WHERE id = 7")),
    FIFTY_TORN_TRUCKS(rows("UPDATE trucks SET route = NULL, version = 0, assignment_id = NULL WHERE id <= 50")),
    A_TRUCK_ON_ANOTHER_ROUTE(rows("UPDATE trucks SET route = route[2:] WHERE id = 7")),
    /** The rows are as they were: only the log can tell. */
    A_STRANGER_WHO_RESTORES_A_LOAD(rows("UPDATE road_segments SET assigned_load = assigned_load WHERE id = "
            + "(SELECT min(id) FROM road_segments)")),
    // mistakes in the service
    LOCKS_IN_AN_ORDER_OF_EACH_ONES_OWN(statement(
            "WHERE id = ANY (?::integer[])\n         ORDER BY id\n           FOR UPDATE\n        \"\"\";\n\n    /** All rows are locked",
            "WHERE id = ANY (?::integer[])\n         ORDER BY hashint4(id # pg_backend_pid())\n           FOR UPDATE\n"
                    + "        \"\"\";\n\n    /** All rows are locked")),
    READ_THEN_WRITE(
            statement(
                    "ORDER BY id\n           FOR UPDATE\n        \"\"\";\n\n    /** All rows are locked",
                    "ORDER BY id\n        \"\"\";\n\n    /** All rows are locked"),
            statement("SET assigned_load = s.assigned_load + batch.added", "SET assigned_load = batch.added"),
            new Edit("SegmentLoads", "mapToLong(id -> added[id])", "mapToLong(id -> loads[id])")),
    A_SEGMENT_OF_EACH_BATCH_NOT_WRITTEN(new Edit(
            "SegmentLoads", "filter(id -> added[id] > 0).toArray()", "filter(id -> added[id] > 0).skip(1).toArray()")),
    INCREMENTS_SHORT_BY_ONE(new Edit(
            "SegmentLoads", "mapToLong(id -> added[id])", "mapToLong(id -> added[id] > 1 ? added[id] - 1 : 1)")),
    INCREMENTS_DOUBLED(new Edit("SegmentLoads", "mapToLong(id -> added[id])", "mapToLong(id -> 2 * added[id])")),
    A_RETRY_THAT_DOUBLES(
            transaction(
                    "connection.commit();\n            attempts.end();",
                    "connection.commit();\n            attempts.end();\n"
                            + "            if (attempts.count() == 1) { throw new SQLException(\"again\", \"40001\"); }"),
            statement("stored == null ? null : Route.parse(stored)", "null")),
    ROLLED_BACK_AND_ACKNOWLEDGED(transaction("connection.commit();", "connection.rollback();")),
    ONE_BATCH_ROLLED_BACK_AND_ACKNOWLEDGED(transaction(
            "connection.commit();",
            "if (batch.truckIds().contains(7)) { connection.rollback(); } else { connection.commit(); }")),
    SOME_TRUCKS_NOT_WRITTEN(
            statement("WHERE t.id = chosen.truck_id", "WHERE t.id = chosen.truck_id AND t.id % 500 <> 7"),
            transaction("requireAll(written, open.size(), \"trucks written\");", "")),
    TRUCKS_NOT_WRITTEN_AT_ALL(
            statement("WHERE t.id = chosen.truck_id", "WHERE t.id = chosen.truck_id AND false"),
            transaction("requireAll(written, open.size(), \"trucks written\");", "")),
    ANOTHER_ROUTE_THAN_ACKNOWLEDGED(statement("c.n = chosen.n\n", "c.n = 1 + chosen.n % 2\n")),
    VERSION_NOT_COUNTED(statement("version = t.version + 1", "version = t.version")),
    ANSWERED_BEFORE_THE_WORK_IS_DONE(new Edit(
            "BoundedAssignments",
            "return refusal == null ? BoundedAnswer.of(call, runAll(call, deadline), limits.retryAfter()) : refusal;",
            """
            Thread.startVirtualThread(() -> {
                // The work begins once the caller has its answer.
                for (long end = System.nanoTime() + 10_000_000_000L; journal.callsInFlight() > 0 && System.nanoTime() < end; ) {
                    java.util.concurrent.locks.LockSupport.parkNanos(100_000);
                }
                try {
                    var ignored = runAll(call, deadline);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            return new Answer.Failed("AssignmentFailed", "told so");
            """));

    /**
     * One change.
     *
     * @param type of the service's package {@code bounded}, or a path under {@code src/main/java}
     * @param from text that is there once
     */
    record Edit(String type, String from, String to) {

        String source() {
            return type.contains("/") ? type : "dev/gridlock/target/builtin/bounded/" + type + ".java";
        }
    }

    private final List<Edit> edits;

    PlantedDamage(Edit... edits) {
        this.edits = List.of(edits);
    }

    List<Edit> edits() {
        return edits;
    }

    private static Edit statement(String from, String to) {
        return new Edit("BatchStatements", from, to);
    }

    private static Edit transaction(String from, String to) {
        return new Edit("BatchTransaction", from, to);
    }

    /** Done by whoever it was between the end of the work and the audit's look. */
    private static Edit rows(String sql) {
        return new Edit(
                "dev/gridlock/audit/Rows.java",
                "        try (Connection postgres = connect(observer)) {\n",
                """
                if (moment == Moment.FINAL) {
                    try (Connection damage = PinnedConnection.to(observer)) {
                        int changed = damage.createStatement().executeUpdate("%s");
                        if (changed == 0) {
                            throw new SQLException("the damage changed nothing");
                        }
                    }
                }
                try (Connection postgres = connect(observer)) {
                """.formatted(sql));
    }
}
