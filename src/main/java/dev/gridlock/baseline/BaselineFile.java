package dev.gridlock.baseline;

import dev.gridlock.process.FileFailure;
import dev.gridlock.process.MachineException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A baseline as a small text file, fit to be committed: one fact a line, in a fixed order, so that a change of one figure
 * is a change of one line. {@code docs/compare.md} describes it.
 */
public final class BaselineFile {

    /** The first line's first word. */
    static final String MAGIC = "gridlock-baseline";

    /** Of the format; grows when a reader of the old one would misread it. */
    static final int SCHEMA = 1;

    /** Stands for a value that was not measured. */
    static final String NOT_MEASURED = "-";

    /** What a file's name ends with. */
    public static final String SUFFIX = ".baseline";

    /** A baseline of 100 rounds takes 300 kB. */
    private static final long MOST_BYTES = 32L << 20;

    private BaselineFile() {}

    /**
     * Where a scenario's baseline is unless told otherwise.
     *
     * @param folder of the scenario's file
     * @param scenario its name, which a run knows; its file may be called otherwise
     */
    public static Path in(Path folder, String scenario) {
        return folder.resolve(scenario + SUFFIX);
    }

    /**
     * Reads one.
     *
     * @throws BaselineException with file, line and column of what is wrong
     */
    public static Baseline read(Path file) throws BaselineException {
        try {
            if (Files.isDirectory(file)) {
                throw new BaselineException(file + ": is a folder; name a baseline file");
            }
            long bytes = Files.size(file);
            if (bytes > MOST_BYTES) {
                throw new BaselineException(file + ": has " + bytes + " bytes, more than any baseline");
            }
            return new BaselineParser(file.toString()).parse(Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new BaselineException(file + ": is no UTF-8 text, so it is no baseline");
        } catch (NoSuchFileException e) {
            throw new BaselineException(file + ": there is no such file; save one with ./gridlock baseline save RUNS");
        } catch (IOException e) {
            throw new BaselineException(file + ": cannot be read: " + FileFailure.said(e));
        }
    }

    /**
     * Writes one, replacing an older one; it is there whole or not at all.
     *
     * @throws MachineException when it cannot be written
     */
    public static void write(Baseline baseline, Path file) throws MachineException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            Files.writeString(unfinished, render(baseline));
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new MachineException("cannot write " + file + ": " + FileFailure.said(e), e);
        }
    }

    /** The text; the same for equal baselines. */
    public static String render(Baseline baseline) {
        List<String> lines = new ArrayList<>();
        lines.add(MAGIC + " " + SCHEMA);
        lines.add(
                "# Written by ./gridlock baseline save; made to be committed, not to be edited. See docs/compare.md.");
        lines.add("scenario " + baseline.scenario());
        facts(lines, "workload", baseline.workload().parts());
        facts(lines, "machine", baseline.machine().parts());
        facts(lines, "version", baseline.versions());
        lines.add("saved " + baseline.saved());
        lines.add("rounds " + baseline.rounds().size());
        for (String target : baseline.targets()) {
            for (String metric : metrics(baseline, target)) {
                lines.add(metric(baseline, target, metric));
            }
            for (Spread spread : Spread.values()) {
                spread(lines, baseline, target, spread);
            }
        }
        lines.add("end " + count(lines, "metric ") + " " + count(lines, "spread "));
        return String.join("\n", lines) + "\n";
    }

    private static void facts(List<String> lines, String kind, Map<String, String> facts) {
        facts.forEach((name, value) ->
                lines.add(kind + " " + name + " " + value.strip().replaceAll("\\s+", " ")));
    }

    private static long count(List<String> lines, String kind) {
        return lines.stream().filter(line -> line.startsWith(kind)).count();
    }

    private static Set<String> metrics(Baseline baseline, String target) {
        Set<String> names = new TreeSet<>();
        for (Round round : baseline.rounds()) {
            TargetFigures figures = round.targets().get(target);
            if (figures != null) {
                names.addAll(figures.metrics().keySet());
            }
        }
        return names;
    }

    private static String metric(Baseline baseline, String target, String metric) {
        StringBuilder line = new StringBuilder("metric " + target + " " + metric);
        for (double value : baseline.values(target, metric)) {
            line.append(' ').append(number(value));
        }
        return line.toString();
    }

    /** One line a round: lines are the unit of a diff. */
    private static void spread(List<String> lines, Baseline baseline, String target, Spread spread) {
        int number = 1;
        for (Round round : baseline.rounds()) {
            TargetFigures figures = round.targets().get(target);
            Values values = figures == null ? null : figures.spreads().get(spread);
            if (values != null) {
                lines.add("spread " + target + " " + spread.metric() + " " + number + " " + values.text());
            }
            number++;
        }
    }

    /** Whole where it is whole; else to a thousandth: of a millisecond, that is less than any clock here tells. */
    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return NOT_MEASURED;
        }
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3f", value);
    }
}
