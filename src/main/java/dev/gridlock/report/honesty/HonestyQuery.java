package dev.gridlock.report.honesty;

import dev.gridlock.report.figures.EvidenceTable;
import dev.gridlock.report.figures.EvidenceTable.Row;
import dev.gridlock.report.figures.Quantity;
import dev.gridlock.report.figures.RecordingQuery;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import dev.gridlock.report.figures.Witness;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** How far the figures of a run can be trusted, by the run's own recording. */
public final class HonestyQuery {

    private final RecordingQuery recording;
    private final RunFigures run;
    private final List<String> targets;

    public HonestyQuery(RecordingQuery recording, RunFigures run) {
        this.recording = recording;
        this.run = run;
        this.targets = run.targets().stream().map(TargetFigures::name).toList();
    }

    private static final String SENT_LATE =
            "SELECT quantile_disc(sent_ns - intended_ns, %s) / 1e6 FROM requests WHERE target = $1 AND sent_ns IS NOT NULL";

    private static final String SPANS = """
        SELECT (max(intended_ns) - min(intended_ns)) / 1e6, (max(sent_ns) - min(sent_ns)) / 1e6, count(*), count(sent_ns)
        FROM requests WHERE target = $1
        """;

    private static final String SMALLEST_STEP = """
        SELECT min(step) FROM (SELECT at_ns - lag(at_ns) OVER (PARTITION BY target ORDER BY at_ns) AS step FROM acquires)
        WHERE step > 0
        """;

    /** A dash where there was nothing to compare. */
    private static final String JOURNAL_AND_LOG = """
        SELECT CASE
            WHEN NOT EXISTS (FROM operations WHERE target = $1)
                OR NOT EXISTS (FROM events WHERE target = $1 AND source = 'changes' AND kind = 'read') THEN NULL
            WHEN count(*) = 0 THEN 'alike'
            ELSE concat_ws(', ',
                nullif(count(*) FILTER (finding = 'stranger'), 0) || ' by somebody else',
                nullif(count(*) FILTER (finding = 'not_in_journal'), 0) || ' not in the journal',
                nullif(count(*) FILTER (finding = 'not_in_log'), 0) || ' not in the log')
        END
        FROM log_disagreements WHERE target = $1
        """;

    /** The witnesses, the load, the clock and the recorder. */
    public EvidenceTable read() throws SQLException {
        List<Row> rows = new ArrayList<>();
        rows.add(
                row(
                        "witnesses",
                        this::witnesses,
                        "What the figures rest on. What a witness alone can tell is not measured where there was none, and never 0."));
        rows.add(
                row(
                        "journal beside the log",
                        target -> recording
                                .rows(
                                        JOURNAL_AND_LOG,
                                        row -> Objects.requireNonNullElse(row.getString(1), Quantity.NOT_MEASURED),
                                        target)
                                .getFirst(),
                        "What the service says that it committed, and what the write-ahead log holds. Where they differ the log is right."));
        rows.add(row(
                "calls sent", this::sent, "Sent of planned; a call that could not be sent counts as not answered."));
        rows.add(row(
                "arrivals, intended and achieved",
                this::spans,
                "From the first call to the last: by the plan, and as they were sent."));
        rows.add(row(
                "sent later than intended",
                target -> time(target, SENT_LATE.formatted("0.5")) + ", at most "
                        + time(target, SENT_LATE.formatted("1.0")),
                "Median and longest. Latency counts from the intended time, so a late injector is not taken off."));
        rows.add(row(
                "injector's CPU",
                target -> share(sampled(target, "avg", "injector.cpu")) + ", at most "
                        + share(sampled(target, "max", "injector.cpu")),
                "Share of the whole machine: what the injector takes, the service and the database don't get."));
        rows.add(row(
                "injector's stalls",
                target -> milliseconds(sampled(target, "max", "injector.lag_ms")) + "; GC "
                        + milliseconds(sampled(target, "sum", "injector.gc_ms")),
                "Longest wait of a task for an event loop, and garbage collection in all."));
        rows.add(row(
                "warm-up",
                target -> event(target, "warmed_up"),
                "Requests before the load, so that no cold code is measured."));
        rows.add(row(
                "clock",
                this::clock,
                "Smallest step between two recorded moments of the whole run. One monotonic clock for all three JVMs; the server's log has"
                        + " whole milliseconds."));
        rows.add(row(
                "faults shown to be applied",
                this::faults,
                "Phases that a probe from outside confirmed; see the proofs below."));
        rows.add(row(
                "recorder's CPU",
                target -> event(target, "recorder_cost").replaceFirst("^CPU time of the samplers: ", ""),
                "What watching took from the machine that was watched."));
        rows.add(
                row(
                        "samples taken late",
                        target -> milliseconds(sampled(target, "max", "recorder.lag_ms")) + " at most, p99 "
                                + time(
                                        target,
                                        "SELECT quantile_disc(value, 0.99) FROM samples WHERE target = $1 AND series = 'recorder.lag_ms'"),
                        "A sample that is late shows its own time, so nothing is shifted; but peaks between samples are not seen."));
        rows.add(row(
                "database quiet before the audit",
                target -> {
                    String quiet = event(target, "quiet");
                    String not = event(target, "not_quiet");
                    return not.equals(Quantity.NOT_MEASURED) ? quiet : "no: " + not;
                },
                "The audit reads when nothing is in flight any more."));
        return new EvidenceTable("How good the measurement was", targets, rows);
    }

    private String witnesses(String target) {
        return run.targets().stream()
                .filter(figures -> figures.name().equals(target))
                .flatMap(figures -> figures.witnesses().stream())
                .map(Witness::text)
                .collect(Collectors.joining(", "));
    }

    /** What a reader must not conclude from this run. */
    public List<String> limits() throws SQLException {
        List<String> limits = new ArrayList<>();
        for (TargetFigures target : run.targets()) {
            if (target.partial()) {
                limits.add("The recording of " + target.name() + " is not whole: its counts are lower bounds.");
            }
            if (target.kind().equals("command")) {
                limits.add(target.name()
                        + " writes no journal: what it acknowledged is what its callers were told, and how long it waited for its pool, and"
                        + " which errors it had, only it knows.");
            }
            double calls = recording
                    .number("SELECT count(*) FROM requests WHERE target = $1", target.name())
                    .orElse(0);
            if (calls > 0 && calls < 100) {
                limits.add(String.format(
                        Locale.ROOT,
                        "%s had %,.0f calls: with fewer than 100, the 99th percentile of their latency is the slowest one.",
                        target.name(),
                        calls));
            }
        }
        limits.add("It is one run. How much another would differ it cannot say: run it again, and compare as ratios.");
        limits.add(
                "All parts share one machine and its cores: times are not those of a cluster, and a part that is starved by"
                        + " another looks slow. The network is as slow as the faults make it and no slower.");
        limits.add(
                "The server's log names no rows and no trucks. A deadlock's victim is known by its own error; the others are"
                        + " found by who was updating at that moment and whose routes close the cycle.");
        limits.add("Lock wait and execution are told apart by samples; what lies between two samples is not seen.");
        limits.add(
                "Memory per connection is reckoned from the connections that there were; more of them were not tried.");
        return List.copyOf(limits);
    }

    /** A figure of one target. */
    @FunctionalInterface
    private interface Figure {
        String of(String target) throws SQLException;
    }

    private Row row(String label, Figure figure, String meaning) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (String target : targets) {
            cells.add(figure.of(target));
        }
        return new Row(label, cells, meaning);
    }

    private String sent(String target) throws SQLException {
        return recording
                .rows(SPANS, row -> String.format(Locale.ROOT, "%,d of %,d", row.getLong(4), row.getLong(3)), target)
                .getFirst();
    }

    private String spans(String target) throws SQLException {
        return recording
                .rows(
                        SPANS,
                        row -> row.getLong(4) == 0
                                ? Quantity.NOT_MEASURED
                                : Quantity.MILLISECONDS.format(row.getDouble(1)) + ", achieved "
                                        + Quantity.MILLISECONDS.format(row.getDouble(2)),
                        target)
                .getFirst();
    }

    private String clock(String target) throws SQLException {
        OptionalDouble step = recording.number(SMALLEST_STEP);
        return step.isPresent() ? String.format(Locale.ROOT, "%,.0f ns", step.getAsDouble()) : Quantity.NOT_MEASURED;
    }

    private String faults(String target) {
        List<Boolean> shown = run.faults().stream()
                .filter(proof -> proof.target().equals(target))
                .map(proof -> proof.ok())
                .toList();
        return shown.isEmpty()
                ? "no fault"
                : String.format(
                        Locale.ROOT,
                        "%d of %d phases",
                        shown.stream().filter(ok -> ok).count(),
                        shown.size());
    }

    private String event(String target, String kind) throws SQLException {
        return recording
                .rows(
                        "SELECT message FROM events WHERE target = $1 AND kind = $2 ORDER BY at_ns LIMIT 1",
                        row -> RecordingQuery.text(row, 1),
                        target,
                        kind)
                .stream()
                .findFirst()
                .orElse(Quantity.NOT_MEASURED);
    }

    private OptionalDouble sampled(String target, String aggregate, String series) throws SQLException {
        return recording.number(
                "SELECT " + aggregate + "(value) FROM samples WHERE target = $1 AND series = $2", target, series);
    }

    private String time(String target, String sql) throws SQLException {
        return milliseconds(recording.number(sql, target));
    }

    private static String milliseconds(OptionalDouble value) {
        return value.isPresent() ? Quantity.MILLISECONDS.format(value.getAsDouble()) : Quantity.NOT_MEASURED;
    }

    private static String share(OptionalDouble value) {
        return value.isPresent()
                ? String.format(Locale.ROOT, "%.0f %%", 100 * value.getAsDouble())
                : Quantity.NOT_MEASURED;
    }
}
