package dev.gridlock.report.deadlock;

import java.util.List;

/** Cycles in the words of PostgreSQL 18. */
final class Cycles {

    static final String UPDATE = """
        UPDATE road_segments s
           SET assigned_load = leg.load
          FROM unnest($1::integer[], $2::bigint[]) AS leg (id, load)
         WHERE s.id = leg.id
        """;

    /** Two that took two rows in opposite order. */
    static final String OF_TWO = """
        Process 27073 waits for ShareLock on transaction 979; blocked by process 27066.
        Process 27066 waits for ShareLock on transaction 983; blocked by process 27073.
        Process 27073: %s
        Process 27066: %s
        """.formatted(UPDATE, UPDATE);

    /** Two that took two rows in opposite order, and a victim that only stood in the queue of one of them. */
    static final String WITH_A_QUEUE = """
        Process 27084 waits for ShareLock on transaction 979; blocked by process 27066.
        Process 27066 waits for ShareLock on transaction 1003; blocked by process 27068.
        Process 27068 waits for ExclusiveLock on tuple (5,5) of relation 16388 of database 16385; blocked by process 27084.
        Process 27084: %s
        Process 27066: %s
        Process 27068: %s
        """.formatted(UPDATE, UPDATE, UPDATE);

    private Cycles() {}

    static Cycle cycle(String detail) {
        List<Wait> waits = DetailText.read(detail);
        return new Cycle(1_000_000_000L, waits.isEmpty() ? 0 : waits.getFirst().process(), waits, detail, "");
    }

    static TruckUpdate truck(int id, Long... route) {
        List<Long> values = List.of(route).stream().map(segment -> segment * 10).toList();
        return new TruckUpdate(id, "naive-1", List.of(route), values, 0, 2_000_000_000L, "rejected");
    }
}
