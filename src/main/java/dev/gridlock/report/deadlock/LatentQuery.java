package dev.gridlock.report.deadlock;

import static dev.gridlock.report.figures.RecordingQuery.text;

import dev.gridlock.report.deadlock.LatentShape.LockedRow;
import dev.gridlock.report.deadlock.LatentShape.Part;
import dev.gridlock.report.figures.RecordingQuery;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Reads from the recording which orders of row locks can deadlock. */
public final class LatentQuery {

    private static final String ORDERS = """
        SELECT transactions, row_locks, circles FROM lock_orders JOIN latent_circles USING (target) WHERE target = $1
        """;

    private static final String UNREAD = """
        SELECT message FROM events WHERE target = $1 AND source = 'wal' AND kind = 'not_read' ORDER BY at_ns LIMIT 1
        """;

    private static final String SHAPES = """
        SELECT DISTINCT shape, circles FROM latent_deadlocks WHERE target = $1 ORDER BY shape
        """;

    private static final String PARTS = """
        SELECT xid, holds_table, holds_key, holds_row, holds_mode, wants_table, wants_key, wants_row, wants_mode
        FROM latent_deadlocks WHERE target = $1 AND shape = $2 ORDER BY part
        """;

    private record Orders(OptionalLong transactions, OptionalLong rowLocks, OptionalLong circles) {

        static final Orders NONE = new Orders(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
    }

    private record Alike(int number, long circles) {}

    private final RecordingQuery recording;
    private final RunFigures run;

    public LatentQuery(RecordingQuery recording, RunFigures run) {
        this.recording = recording;
        this.run = run;
    }

    /** One for each target of the run. */
    public List<Latent> read() throws SQLException {
        List<Latent> all = new ArrayList<>();
        for (TargetFigures target : run.targets()) {
            all.add(target(target.name()));
        }
        return all;
    }

    private Latent target(String target) throws SQLException {
        Orders orders =
                recording
                        .rows(ORDERS, row -> new Orders(number(row, 1), number(row, 2), number(row, 3)), target)
                        .stream()
                        .findFirst()
                        .orElse(Orders.NONE);
        String unread = recording.rows(UNREAD, row -> text(row, 1), target).stream()
                .findFirst()
                .orElse(orders.transactions().isPresent() ? "" : "the recording has nothing of it");
        List<LatentShape> shapes = new ArrayList<>();
        for (Alike alike : recording.rows(SHAPES, row -> new Alike(row.getInt(1), row.getLong(2)), target)) {
            shapes.add(shape(target, alike));
        }
        return new Latent(target, orders.transactions(), orders.rowLocks(), orders.circles(), unread, shapes);
    }

    private LatentShape shape(String target, Alike alike) throws SQLException {
        List<Part> parts = recording.rows(
                PARTS, row -> new Part(row.getLong(1), locked(row, 2), locked(row, 6)), target, alike.number());
        List<Session> sessions = LatentReproduction.sessions(parts);
        String file = Reproduction.fileName(target + " latent", alike.number());
        String title = String.format(
                Locale.ROOT,
                "Makes a deadlock of latent shape %d of target %s (%s, seed %d).",
                alike.number(),
                target,
                run.scenario().name(),
                run.scenario().seed());
        return new LatentShape(
                alike.number(),
                alike.circles(),
                parts,
                sessions.isEmpty() ? "" : Reproduction.script(title, file, sessions),
                file);
    }

    private static LockedRow locked(ResultSet row, int first) throws SQLException {
        return new LockedRow(text(row, first), text(row, first + 1), text(row, first + 2), text(row, first + 3));
    }

    private static OptionalLong number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
