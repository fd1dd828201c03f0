package dev.gridlock.report.deadlock;

import static dev.gridlock.report.figures.RecordingQuery.numbers;
import static dev.gridlock.report.figures.RecordingQuery.text;

import dev.gridlock.report.figures.RecordingQuery;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads a target's deadlocks from the recording and looks closely at one of each frequent shape. */
public final class ForensicsQuery {

    /** Shapes that are shown; 500 distinct ones must not make a page that nobody can open. */
    static final int SHAPES = 5;

    private static final int FURTHER = 8;
    /** Cycles of a shape among which the clearest is looked for. */
    private static final int TRIED = 5;

    private static final String CYCLES = """
        SELECT at_ns, pid, detail, context FROM deadlocks WHERE target = $1 ORDER BY at_ns, pid
        """;

    /** The victim's error holds the same lines. */
    private static final String VICTIM = """
        SELECT truck_id, call_id, route, values_written, ended_ns - coalesce(segment_update_ns, 0), ended_ns, outcome
        FROM operations
        WHERE target = $1 AND sqlstate = '40P01' AND batch IS NULL AND contains(message, $2)
        ORDER BY abs(ended_ns - $3), truck_id LIMIT 1
        """;

    /** Updates of segments that ran at that moment, the next to end first: a cycle's survivors go on when it is broken. */
    private static final String RUNNING = """
        SELECT truck_id, call_id, route, values_written, ended_ns - segment_update_ns, ended_ns, outcome
        FROM operations
        WHERE target = $1 AND batch IS NULL AND route IS NOT NULL
          AND ended_ns - segment_update_ns <= $2 AND ended_ns >= $2 - 5000000
        ORDER BY ended_ns, truck_id LIMIT 200
        """;

    private static final String WAITED = """
        SELECT waited_ms FROM lock_waits
        WHERE target = $1 AND pid = $2 AND kind = 'deadlock' AND abs(at_ns - $3) < 1000000000
        ORDER BY abs(at_ns - $3) LIMIT 1
        """;

    private static final String CODE = """
        SELECT code FROM errors
        WHERE target = $1 AND sqlstate = '40P01' AND contains(message, $2) AND code IS NOT NULL LIMIT 1
        """;

    private static final String LOG_SETTINGS = """
        SELECT message FROM events WHERE target = $1 AND kind = 'other_setting' AND starts_with(message, 'log_')
        ORDER BY at_ns, message
        """;

    private final RecordingQuery recording;
    private final RunFigures run;

    public ForensicsQuery(RecordingQuery recording, RunFigures run) {
        this.recording = recording;
        this.run = run;
    }

    /** One for each target of the run. */
    public List<Forensics> read() throws SQLException {
        List<Forensics> all = new ArrayList<>();
        for (TargetFigures target : run.targets()) {
            all.add(target(target));
        }
        return all;
    }

    private Forensics target(TargetFigures target) throws SQLException {
        List<Cycle> cycles = recording.rows(CYCLES, ForensicsQuery::cycle, target.name());
        Map<String, List<Cycle>> byShape = new LinkedHashMap<>();
        for (Cycle cycle : cycles) {
            byShape.computeIfAbsent(cycle.shape(), shape -> new ArrayList<>()).add(cycle);
        }
        List<List<Cycle>> frequent = byShape.values().stream()
                .sorted(Comparator.comparing((List<Cycle> shape) -> -shape.size()))
                .toList();
        List<Shape> shapes = new ArrayList<>();
        int shown = 0;
        for (List<Cycle> shape : frequent.subList(0, Math.min(SHAPES, frequent.size()))) {
            shapes.add(shape(target.name(), shapes.size() + 1, shape));
            shown += shape.size();
        }
        return new Forensics(
                target.name(),
                new Witnesses(
                        measured(target, "deadlocks.client"),
                        measured(target, "deadlocks.server"),
                        measured(target, "deadlocks.logged"),
                        recording.rows(LOG_SETTINGS, row -> text(row, 1), target.name())),
                cycles.size(),
                shapes,
                frequent.size() - shapes.size(),
                cycles.size() - shown);
    }

    private Shape shape(String target, int number, List<Cycle> cycles) throws SQLException {
        Cycle example = cycles.getFirst();
        Cast cast = cast(target, example);
        for (Cycle cycle : cycles.subList(1, Math.min(TRIED, cycles.size()))) {
            if (cast.fits() == 1) {
                break;
            }
            Cast other = cast(target, cycle);
            if (other.fits() > 0 && (cast.fits() == 0 || other.fits() < cast.fits())) {
                example = cycle;
                cast = other;
            }
        }
        Cycle shown = example;
        List<Cycle> further =
                cycles.stream().filter(cycle -> cycle != shown).limit(FURTHER).toList();
        List<Session> sessions = Reproduction.sessions(cast, example);
        String file = Reproduction.fileName(target, number);
        String title = String.format(
                Locale.ROOT,
                "Makes deadlock shape %d of target %s again (%s, seed %d), as at %.3f s of the run.",
                number,
                target,
                run.scenario().name(),
                run.scenario().seed(),
                example.atNs() / 1e9);
        String script = sessions.isEmpty() ? "" : Reproduction.script(title, file, sessions);
        return new Shape(
                number,
                cycles.size(),
                example,
                cast,
                waited(target, example),
                code(target, example),
                further,
                sessions,
                script,
                file);
    }

    private Optional<String> code(String target, Cycle cycle) throws SQLException {
        return recording.rows(CODE, row -> text(row, 1), target, cycle.toldToClient()).stream()
                .findFirst();
    }

    private Cast cast(String target, Cycle cycle) throws SQLException {
        if (cycle.waits().isEmpty()) {
            return new Cast(List.of(), 0, true);
        }
        Optional<TruckUpdate> victim =
                recording.rows(VICTIM, ForensicsQuery::update, target, cycle.toldToClient(), cycle.atNs()).stream()
                        .findFirst();
        return Casting.cast(cycle, victim, recording.rows(RUNNING, ForensicsQuery::update, target, cycle.atNs()));
    }

    private Optional<Double> waited(String target, Cycle cycle) throws SQLException {
        OptionalDouble waited = recording.number(WAITED, target, cycle.victim(), cycle.atNs());
        return waited.isPresent() ? Optional.of(waited.getAsDouble()) : Optional.empty();
    }

    private static OptionalDouble measured(TargetFigures target, String metric) {
        Double value = target.value(metric);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static Cycle cycle(ResultSet row) throws SQLException {
        String detail = text(row, 3);
        return new Cycle(row.getLong(1), row.getInt(2), DetailText.read(detail), detail, text(row, 4));
    }

    private static TruckUpdate update(ResultSet row) throws SQLException {
        return new TruckUpdate(
                row.getInt(1),
                text(row, 2),
                numbers(row, 3),
                numbers(row, 4),
                row.getLong(5),
                row.getLong(6),
                text(row, 7));
    }
}
