package dev.gridlock.report.terminal;

import dev.gridlock.report.figures.Comparison;
import dev.gridlock.report.figures.ComparisonRow;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.SqlState;
import dev.gridlock.report.figures.TargetFigures;
import dev.gridlock.report.figures.Witness;
import dev.gridlock.verdict.GateResult;
import dev.gridlock.verdict.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run prints when it ends: the targets side by side, the gates, and the verdict with its reasons. */
public final class TerminalTable {

    /** No line is wider, in columns of a terminal. */
    public static final int WIDTH = 100;

    private static final int GAP = 2;
    private static final int WIDEST_NAME = 24;

    private final Ansi ansi;
    private final StringBuilder out = new StringBuilder();

    private TerminalTable(Ansi ansi) {
        this.ansi = ansi;
    }

    /**
     * The table as lines of at most {@value #WIDTH} columns.
     *
     * @param colour whether to use ANSI colours; without them every line is plain text
     */
    public static String render(RunFigures run, boolean colour) {
        TerminalTable table = new TerminalTable(new Ansi(colour));
        List<Line> lines = lines(run.targets());
        int label = lines.stream()
                .mapToInt(line -> Columns.width(line.label()))
                .max()
                .orElse(0);
        int cell = Math.max(
                run.targets().stream()
                        .mapToInt(target -> Columns.width(name(target)))
                        .max()
                        .orElse(0),
                lines.stream()
                        .flatMap(line -> run.targets().stream().map(line.cell()))
                        .mapToInt(Columns::width)
                        .max()
                        .orElse(0));
        int perBlock = Math.max(1, (WIDTH - label) / (cell + GAP));
        for (int from = 0; from < run.targets().size(); from += perBlock) {
            List<TargetFigures> block = run.targets()
                    .subList(from, Math.min(from + perBlock, run.targets().size()));
            table.block(lines, block, label, cell);
        }
        table.missingWitnesses(run.targets());
        table.gates(run.verdict().gates());
        table.verdict(run);
        return table.out.toString();
    }

    private record Line(String label, Function<TargetFigures, String> cell) {}

    private static List<Line> lines(List<TargetFigures> targets) {
        List<Line> lines = new ArrayList<>();
        for (ComparisonRow row : Comparison.rows()) {
            lines.add(new Line(row.label(), row::cell));
        }
        for (String sqlstate : Comparison.sqlstates(targets)) {
            String label = Columns.cut(Columns.plain("errors " + SqlState.named(sqlstate)), 36);
            lines.add(new Line(label, target -> Comparison.errors(target, sqlstate)));
        }
        return lines;
    }

    private static String name(TargetFigures target) {
        return Columns.cut(Columns.plain(target.name()), WIDEST_NAME);
    }

    private void block(List<Line> lines, List<TargetFigures> targets, int label, int cell) {
        out.append(" ".repeat(label));
        targets.forEach(target -> out.append(ansi.bold(Columns.right(name(target), cell + GAP))));
        out.append('\n');
        for (Line line : lines) {
            out.append(Columns.left(line.label(), label));
            targets.forEach(target -> out.append(Columns.right(line.cell().apply(target), cell + GAP)));
            out.append('\n');
        }
        out.append('\n');
    }

    /** Where all were there, nothing need be said. */
    private void missingWitnesses(List<TargetFigures> targets) {
        boolean any = false;
        for (TargetFigures target : targets) {
            String missing = Stream.of(Witness.LOG_OF_CHANGES, Witness.ROW_LOCKS)
                    .filter(witness -> !target.witnesses().contains(witness))
                    .map(Witness::text)
                    .collect(Collectors.joining(" and without the "));
            if (!missing.isEmpty() && target.witnesses().contains(Witness.ROWS)) {
                wrapped("  ", 2, name(target) + " was judged without the " + missing);
                any = true;
            }
        }
        if (any) {
            out.append('\n');
        }
    }

    private void gates(List<GateResult> gates) {
        for (GateResult gate : gates) {
            String mark = gate.warns()
                    ? ansi.yellow("  warns  ")
                    : switch (gate.status()) {
                        case PASS -> ansi.green("  ok     ");
                        case FAIL -> ansi.red("  FAILED ");
                        case INCONCLUSIVE -> ansi.yellow("  ?      ");
                    };
            String found = gate.status() == Status.PASS ? "" : " (" + gate.message() + ")";
            String text = gate.target() + ": " + gate.title() + found;
            wrapped(mark, 9, text);
        }
        if (!gates.isEmpty()) {
            out.append('\n');
        }
    }

    private void verdict(RunFigures run) {
        Status status = run.verdict().status();
        String word = status.name().toLowerCase(Locale.ROOT);
        String coloured = switch (status) {
            case PASS -> ansi.green(word);
            case FAIL -> ansi.red(word);
            case INCONCLUSIVE -> ansi.yellow(word);
        };
        out.append("verdict: ").append(coloured).append('\n');
        run.verdict().reasons().forEach(reason -> wrapped("  - ", 4, reason));
        run.verdict().notes().forEach(what -> wrapped("  - warning: ", 4, what));
    }

    private void wrapped(String mark, int indent, String text) {
        String before = mark;
        for (String line : Columns.wrapped(Columns.plain(text), WIDTH - indent)) {
            out.append(before).append(line).append('\n');
            before = " ".repeat(indent);
        }
    }
}
