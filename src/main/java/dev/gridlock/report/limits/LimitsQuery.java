package dev.gridlock.report.limits;

import dev.gridlock.report.figures.EvidenceTable;
import dev.gridlock.report.figures.EvidenceTable.Row;
import dev.gridlock.report.figures.Quantity;
import dev.gridlock.report.figures.RecordingQuery;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Memory, MVCC and disk, as far as this run measured them. */
public final class LimitsQuery {

    private static final List<Integer> CONNECTIONS = List.of(50, 100, 500);

    private final RecordingQuery recording;
    private final RunFigures run;
    private final List<String> targets;

    public LimitsQuery(RecordingQuery recording, RunFigures run) {
        this.recording = recording;
        this.run = run;
        this.targets = run.targets().stream().map(TargetFigures::name).toList();
    }

    /** A figure of one target. */
    @FunctionalInterface
    private interface Figure {
        String of(String target) throws SQLException;
    }

    /** Memory, row versions, disk; and the containers' own figures where the parts were containers. */
    public List<EvidenceTable> read() throws SQLException {
        List<EvidenceTable> tables = new ArrayList<>(List.of(memory(), versions(), disk()));
        if (run.facts().getOrDefault("provider", "").equals("docker")) {
            tables.add(containers());
        }
        return List.copyOf(tables);
    }

    private EvidenceTable containers() throws SQLException {
        return new EvidenceTable(
                "Containers: what the limits did",
                targets,
                List.of(
                        row(
                                "PostgreSQL's CPU time",
                                target -> metric(target, "container.postgres.cpu", Quantity.MILLISECONDS),
                                "By the container's cgroup, while the load ran."),
                        row(
                                "PostgreSQL throttled",
                                target -> metric(target, "container.postgres.throttled", Quantity.MILLISECONDS),
                                "How long its processes had to wait for the CPU limit, summed over them; 0 without a limit."),
                        row(
                                "PostgreSQL's memory at its peak",
                                target -> metric(target, "container.postgres.memory.max", Quantity.BYTES),
                                "The whole container, page cache included, as the limit counts it."),
                        row(
                                "processes killed for want of memory",
                                this::oomKills,
                                "OOM kills by the kernel, with the part that each was of. One in PostgreSQL ends every connection:"
                                        + " it starts itself anew."),
                        row(
                                "PostgreSQL read / wrote",
                                target -> metric(target, "container.postgres.read", Quantity.BYTES) + " / "
                                        + metric(target, "container.postgres.written", Quantity.BYTES),
                                "Block devices, by the container's cgroup.")));
    }

    private String oomKills(String target) throws SQLException {
        String postgres = metric(target, "container.postgres.oom_kills", Quantity.COUNT);
        String pgbouncer = metric(target, "container.pgbouncer.oom_kills", Quantity.COUNT);
        return "PostgreSQL " + postgres + ", PgBouncer " + pgbouncer;
    }

    private EvidenceTable memory() throws SQLException {
        List<Row> rows = new ArrayList<>();
        rows.add(row(
                "PostgreSQL at its peak",
                target -> metric(target, "postgres.backend_memory", Quantity.BYTES),
                "The postmaster and all its children, shared memory counted once (PSS) where the system tells it; the event"
                        + " backend_memory says which. Shared buffers count as far as they were touched."));
        List<BackendMemory> backends = new ArrayList<>();
        for (String target : targets) {
            backends.add(BackendMemory.of(recording, target));
        }
        rows.add(new Row(
                "one backend",
                backends.stream().map(BackendMemory::each).toList(),
                "What memory rose by, divided by the backends that had come: an upper bound, because shared buffers that were"
                        + " touched for the first time meanwhile are in it. Not measured where the number of backends hardly"
                        + " changed between two samples."));
        for (int connections : CONNECTIONS) {
            rows.add(new Row(
                    String.format(Locale.ROOT, "%d connections would take", connections),
                    backends.stream()
                            .map(backend -> backend.times(connections, ram()))
                            .toList(),
                    connections == 500
                            ? "Reckoned, not run: one backend × 500, and its share of this machine's memory. A connection is a"
                                    + " process that keeps its memory while it idles: raising max_connections buys waiting, not"
                                    + " work."
                            : "Reckoned: one backend × " + connections + ", and its share of this machine's memory."));
        }
        return new EvidenceTable("Memory: what a connection costs the database", targets, rows);
    }

    private EvidenceTable versions() throws SQLException {
        List<Row> rows = new ArrayList<>();
        rows.add(row(
                "dead row versions at the end",
                target -> metric(target, "postgres.dead_tuples", Quantity.COUNT),
                "Every UPDATE leaves the old version behind until vacuum or a later look at its page takes it away; failed"
                        + " statements leave theirs, too."));
        for (String table : List.of("trucks", "road_segments")) {
            String column = "pg_stat_user_tables." + table + ".";
            rows.add(row(
                    table + ": HOT updates",
                    target -> share(change(target, column + "n_tup_hot_upd"), change(target, column + "n_tup_upd")),
                    "Updates that found room on their own page and touched no index; the rest wrote to every index of the"
                            + " table."));
            rows.add(row(
                    table + ": growth",
                    target -> signed(change(target, "size." + table)),
                    "Table, indexes and TOAST, end less beginning. It does not shrink by itself."));
        }
        return new EvidenceTable("MVCC: what an update leaves behind", targets, rows);
    }

    private EvidenceTable disk() throws SQLException {
        List<Row> rows = new ArrayList<>();
        rows.add(row(
                "WAL written",
                target -> metric(target, "postgres.wal", Quantity.BYTES),
                "What a crash would have to replay, and what a replica has to receive."));
        rows.add(row(
                "WAL per verified truck",
                target -> {
                    OptionalDouble wal = metric(target, "postgres.wal");
                    OptionalDouble verified = metric(target, "verified");
                    return wal.isPresent() && verified.orElse(0) > 0
                            ? Quantity.BYTES.format(wal.getAsDouble() / verified.getAsDouble())
                            : Quantity.NOT_MEASURED;
                },
                "Divided by the trucks that are right: work thrown away costs the disk as much as work that counts."));
        rows.add(row(
                "fsyncs",
                target -> count(summed(target, "fsyncs")),
                "Times that the disk was told to make it durable, by all kinds of backends (pg_stat_io; the server has it from"
                        + " version 16, for WAL from 18)."));
        rows.add(row(
                "time in fsync",
                target -> time(summed(target, "fsync_time")),
                "Each commit waits for one, its own or another's."));
        rows.add(row(
                "time in writes",
                target -> time(summed(target, "write_time")),
                "To the operating system's cache; the disk itself may take longer. Needs track_io_timing and, for WAL,"
                        + " track_wal_io_timing."));
        rows.add(row("checkpoints", this::checkpoints, """
            Timed and requested ones. After each, the first change of a page writes the whole page to the WAL.\
            """));
        return new EvidenceTable("Disk: what durable costs", targets, rows);
    }

    private Row row(String label, Figure figure, String meaning) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (String target : targets) {
            cells.add(figure.of(target));
        }
        return new Row(label, cells, meaning);
    }

    private OptionalDouble ram() {
        String bytes = run.facts().getOrDefault("machine.memory_bytes", "");
        return bytes.matches("\\d{1,18}") ? OptionalDouble.of(Double.parseDouble(bytes)) : OptionalDouble.empty();
    }

    private OptionalDouble metric(String target, String name) {
        Double value = run.targets().stream()
                .filter(each -> each.name().equals(target))
                .findFirst()
                .orElseThrow()
                .value(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private String metric(String target, String name, Quantity quantity) {
        OptionalDouble value = metric(target, name);
        return value.isPresent() ? quantity.format(value.getAsDouble()) : Quantity.NOT_MEASURED;
    }

    /** A counter that fell was reset in between: not known. */
    private OptionalDouble change(String target, String counter) throws SQLException {
        return recording.number("""
            SELECT final - coalesce(initial, 0) FROM counters
            WHERE target = $1 AND name = $2 AND (final >= coalesce(initial, 0) OR name LIKE 'size.%')
            """, target, counter);
    }

    private OptionalDouble summed(String target, String column) throws SQLException {
        return recording.number("""
            SELECT sum(final - coalesce(initial, 0)) FROM counters
            WHERE target = $1 AND name LIKE 'pg_stat_io.%' AND split_part(name, '.', -1) = $2
            HAVING bool_and(final >= coalesce(initial, 0))
            """, target, column);
    }

    private String checkpoints(String target) throws SQLException {
        OptionalDouble timed = change(target, "pg_stat_checkpointer.num_timed");
        OptionalDouble requested = change(target, "pg_stat_checkpointer.num_requested");
        if (timed.isEmpty() || requested.isEmpty()) {
            timed = change(target, "pg_stat_bgwriter.checkpoints_timed");
            requested = change(target, "pg_stat_bgwriter.checkpoints_req");
        }
        return timed.isEmpty() || requested.isEmpty()
                ? Quantity.NOT_MEASURED
                : "%s timed, %s requested".formatted(count(timed), count(requested));
    }

    private static String share(OptionalDouble part, OptionalDouble whole) {
        if (part.isEmpty() || whole.isEmpty()) {
            return Quantity.NOT_MEASURED;
        }
        if (whole.getAsDouble() == 0) {
            return "no update";
        }
        return String.format(
                Locale.ROOT, "%.1f %% of %,.0f", 100 * part.getAsDouble() / whole.getAsDouble(), whole.getAsDouble());
    }

    private static String signed(OptionalDouble bytes) {
        return bytes.isEmpty()
                ? Quantity.NOT_MEASURED
                : (bytes.getAsDouble() > 0 ? "+" : "") + Quantity.BYTES.format(bytes.getAsDouble());
    }

    private static String count(OptionalDouble value) {
        return value.isPresent() ? Quantity.COUNT.format(value.getAsDouble()) : Quantity.NOT_MEASURED;
    }

    private static String time(OptionalDouble milliseconds) {
        return milliseconds.isPresent()
                ? Quantity.MILLISECONDS.format(milliseconds.getAsDouble())
                : Quantity.NOT_MEASURED;
    }
}
