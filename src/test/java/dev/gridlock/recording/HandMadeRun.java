package dev.gridlock.recording;

import dev.gridlock.segment.SegmentFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV files of a small target, written as a real run writes them, whose metrics can be worked out by hand: 4 trucks in 4
 * calls (acknowledged, rejected, shed, never answered), 100 acquires.
 */
public final class HandMadeRun {

    private static final long MS = 1_000_000;

    private HandMadeRun() {}

    /** The tables and views of a recording, with a table of metrics in place of the view, so that a test can give their values. */
    public static void tables(Connection duckdb) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            Recording.makeTables(statement);
            statement.execute("CREATE TABLE given AS SELECT target, name, unit, value FROM metrics WHERE false");
            statement.execute("DROP VIEW metrics");
            statement.execute("ALTER TABLE given RENAME TO metrics");
        }
    }

    /** Writes every file of a whole target. */
    public static void write(Path raw) {
        requests(raw);
        service(raw);
        observers(raw);
    }

    private static void requests(Path raw) {
        file(
                raw,
                "requests",
                "call_id,kind,region,trucks,intended_ns,sent_ns,answered_ns,status,outcome,message,bytes",
                // latencies from the intended start: 30 ms, 40 ms, 50 ms, and 960 ms until the load's end
                row("t-1", "bulk", 1, 1, 10 * MS, 12 * MS, 40 * MS, 200, "acknowledged", null, 99),
                row(
                        "t-2",
                        "bulk",
                        2,
                        1,
                        20 * MS,
                        22 * MS,
                        60 * MS,
                        500,
                        "rejected",
                        "RoutingException: \"Bulk\",\nfailed",
                        50),
                row("t-3", "bulk", 3, 1, 30 * MS, 32 * MS, 80 * MS, 503, "shed", "full", 10),
                row("t-4", "bulk", null, 1, 40 * MS, 42 * MS, null, null, "no_answer", null, null));
        file(raw, "acks", "call_id,truck_id,status,route", row("t-1", 1, "success", "7;3;5"));
        file(
                raw,
                "injector-events",
                "at_ns,source,kind,message",
                row(10 * MS, "injector", "load_started", null),
                row(1_000 * MS, "injector", "load_ended", "planned=4"));
        file(raw, "injector-samples", "at_ns,series,value", row(10 * MS, "injector.cpu", 0.5));
    }

    private static void service(Path raw) {
        file(
                raw,
                "operations",
                "call_id,truck_id,batch,attempts,started_ns,ended_ns,pool_wait_ns,select_ns,truck_update_ns,segment_update_ns,"
                        + "commit_ns,outcome,replayed,failed_at,sqlstate,message,truck_write,truck_committed_ns,segment_write,"
                        + "segments_committed_ns,version_read,version_written,route,values_read,values_written,selected_ns",
                row(
                        "t-1",
                        1,
                        null,
                        1,
                        13 * MS,
                        39 * MS,
                        MS,
                        MS,
                        MS,
                        MS,
                        null,
                        "acknowledged",
                        false,
                        null,
                        null,
                        null,
                        "committed",
                        30 * MS,
                        "committed",
                        35 * MS,
                        0,
                        1,
                        "7;3;5",
                        "10;20;30",
                        "11;21;31",
                        20 * MS),
                row(
                        "t-2",
                        2,
                        null,
                        1,
                        23 * MS,
                        59 * MS,
                        MS,
                        MS,
                        MS,
                        null,
                        null,
                        "rejected",
                        false,
                        "segments",
                        "40P01",
                        "deadlock detected\n  Detail: \"x\"",
                        "committed",
                        50 * MS,
                        "none",
                        null,
                        0,
                        1,
                        "3",
                        "20",
                        null,
                        30 * MS));
        file(
                raw,
                "errors",
                "at_ns,call_id,truck_id,batch,failed_at,sqlstate,message,retried,code",
                row(1, "t-2", 2, null, "segments", "40P01", "deadlock detected", false, "A.java:1, a"),
                row(2, "t-2", 3, null, "segments", "40P01", "deadlock detected", true, "A.java:1, a"),
                row(3, "t-2", 4, null, "acquire", "POOL_TIMEOUT", "timed out", false, null));
        file(
                raw,
                "calls",
                "call_id,trucks,received_ns,answered_ns,status,message",
                row("t-1", 1, 12 * MS, 40 * MS, 200, null));
        @Nullable Object[][] acquires = new Object[100][];
        for (int i = 1; i <= 100; i++) {
            acquires[i - 1] = row(i, i * MS, i > 97 ? "timeout" : "acquired");
        }
        file(raw, "acquires", "at_ns,waited_ns,outcome", acquires);
        file(
                raw,
                "service-samples",
                "at_ns,series,value",
                row(1, "pool.pending", 5.0),
                row(2, "pool.pending", 42.0),
                row(3, "pool.pending", 7.0),
                row(1, "service.heap_bytes", 1e8),
                row(2, "service.heap_bytes", 9e7),
                row(1, "service.rss_bytes", 3e8));
    }

    private static void observers(Path raw) {
        @Nullable Object[][] samples = new Object[125][];
        for (int i = 1; i <= 100; i++) {
            samples[i - 1] = row(i, "recorder.lag_ms", (double) i);
        }
        samples[100] = row(1, "pgbouncer.cl_waiting", 12.0);
        samples[101] = row(2, "pgbouncer.cl_waiting", 11.0);
        samples[102] = row(1, "pgbouncer.sv_active", 50.0);
        samples[103] = row(1, "pgbouncer.maxwait_ms", 1234.5);
        samples[104] = row(1, "pg.backend_memory_bytes", 5e8);
        samples[105] = row(1, "container.postgres.cpu_ms", 300.0);
        samples[106] = row(2, "container.postgres.cpu_ms", 1000.0);
        samples[107] = row(1, "container.postgres.throttled_ms", 10.0);
        samples[108] = row(2, "container.postgres.throttled_ms", 40.0);
        samples[109] = row(1, "container.postgres.memory_bytes", 500000000.0);
        samples[110] = row(2, "container.postgres.memory_bytes", 600000000.0);
        samples[111] = row(1, "container.postgres.oom_kills", 2.0);
        samples[112] = row(2, "container.postgres.oom_kills", 3.0);
        samples[113] = row(1, "container.postgres.read_bytes", 0.0);
        samples[114] = row(2, "container.postgres.read_bytes", 4096.0);
        samples[115] = row(1, "container.postgres.written_bytes", 4096.0);
        samples[116] = row(2, "container.postgres.written_bytes", 12288.0);
        samples[117] = row(1, "container.pgbouncer.cpu_ms", 50.0);
        samples[118] = row(2, "container.pgbouncer.cpu_ms", 100.0);
        samples[119] = row(1, "container.pgbouncer.throttled_ms", 0.0);
        samples[120] = row(2, "container.pgbouncer.throttled_ms", 0.0);
        samples[121] = row(1, "container.pgbouncer.memory_bytes", 7000000.0);
        samples[122] = row(2, "container.pgbouncer.memory_bytes", 6000000.0);
        samples[123] = row(1, "container.pgbouncer.oom_kills", 0.0);
        samples[124] = row(2, "container.pgbouncer.oom_kills", 0.0);
        file(raw, "lock_orders", "transactions,row_locks,latent,whole", row(40L, 99L, 17L, true));
        file(
                raw,
                "latent_deadlocks",
                "shape,circles,part,xid,holds_table,holds_key,holds_row,holds_mode,wants_table,wants_key,wants_row,wants_mode",
                row(
                        1,
                        17,
                        1,
                        741,
                        "road_segments",
                        "id",
                        "(7)",
                        "FOR UPDATE",
                        "road_segments",
                        "id",
                        "(3)",
                        "FOR SHARE"));
        file(raw, "locks_taken", "xid,n,row_number,mode,committed", row(741L, 1, 5L, "FOR UPDATE", true));
        file(raw, "locked_rows", "row_number,table_name,row_key", row(5L, "trucks", "17"));
        file(
                raw,
                "changes",
                "n,xid,lsn,committed_us,table_name,row_key,operation,before,after",
                row(
                        1,
                        741,
                        "0/1A2B3C",
                        1_764_000_000_000_000L,
                        "trucks",
                        "1",
                        "update",
                        "{\"id\":\"1\"}",
                        "{\"id\":\"1\"}"));
        file(raw, "samples", "at_ns,series,value", samples);
        file(
                raw,
                "blocking",
                "at_ns,blocked_pid,blocking_pid,waited_ms,query",
                row(1, 10, 11, 1.5, "UPDATE \"x\"\n SET y"));
        file(
                raw,
                "deadlocks",
                "at_ns,pid,sqlstate,detail,statement,context,role,database,victim",
                deadlock(1, 10, "application", "fleet", "target"),
                deadlock(2, 11, "application", "fleet", "target"));
        file(
                raw,
                "lock_waits",
                "at_ns,pid,waited_ms,kind,message,detail,statement",
                row(1, 10, 1000.1, "waiting", "still waiting", null, "UPDATE"),
                row(2, 10, 1500.1, "acquired", "acquired", null, "UPDATE"),
                row(3, 11, 1000.2, "deadlock", "detected deadlock", null, "UPDATE"),
                row(4, 12, 1000.2, "waiting", "still waiting", null, "UPDATE"));
        file(
                raw,
                "faults",
                "fault,proxy,toxic,parameters,phase,at_ns,expected,observed,ok",
                row(1, "pgbouncer", "latency", "latency=5ms", "proof", 1, ">= 5 ms", "5.4 ms", true));
        file(
                raw,
                "counters",
                "name,initial,final",
                row("pg_stat_database.deadlocks", 5.0, 8.0),
                row("wal_bytes", 1e6, 5e6),
                row("dead_tuples", 3.0, 77.0));
    }

    /** One row of deadlocks.csv. */
    public static @Nullable Object[] deadlock(long atNs, int pid, String role, String database, String victim) {
        return row(atNs, pid, "40P01", "Process 10 waits\nProcess 11 waits", "UPDATE", null, role, database, victim);
    }

    /** One row. */
    public static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    /** Writes one file, columns separated by commas. */
    public static void file(Path raw, String name, String columns, @Nullable Object[]... rows) {
        try (SegmentFile file = new SegmentFile(raw.resolve(name + ".csv"), List.of(columns.split(",")))) {
            for (@Nullable Object[] row : rows) {
                file.append(row);
            }
        }
    }
}
