package dev.gridlock.compare;

import dev.gridlock.compare.statistic.Ratio;
import java.util.Locale;

/** A comparison for a terminal: a line a metric. */
public final class ComparisonTable {

    private ComparisonTable() {}

    public static String render(Comparison comparison) {
        StringBuilder out = new StringBuilder();
        out.append("BASE: ").append(side(comparison.base())).append('\n');
        out.append("NEW:  ").append(side(comparison.next()));
        out.append(comparison.paired() ? ", paired round by round\n" : "\n");
        comparison.notes().forEach(note -> out.append("  ").append(note).append('\n'));
        String target = "";
        for (Line line : comparison.lines()) {
            if (!line.target().equals(target)) {
                target = line.target();
                out.append(String.format(
                        "%n%-22s %10s %10s  %-7s %-13s %s%n",
                        cut(target), "BASE", "NEW", "ratio", "95 % interval", ""));
            }
            out.append(line(line));
        }
        return out.append("\ncomparison: ").append(comparison.word().text()).toString();
    }

    private static String side(Side side) {
        int rounds = side.figures().rounds().size();
        return side.name() + ", " + rounds + (rounds == 1 ? " round" : " rounds");
    }

    private static String line(Line line) {
        String ratio = line.ratio().map(r -> number(r.point())).orElse("");
        String interval = line.ratio().map(ComparisonTable::interval).orElse("");
        return String.format(
                                Locale.ROOT,
                                "%-22s %10s %10s  %-7s %-13s %s%s",
                                line.metric(),
                                quantity(line, line.base()),
                                quantity(line, line.next()),
                                ratio,
                                interval,
                                line.word().text(),
                                line.why().isEmpty() ? "" : ": " + line.why())
                        .stripTrailing()
                + "\n";
    }

    private static String interval(Ratio ratio) {
        return (ratio.low() > 0 ? number(ratio.low()) : "0") + "–"
                + (Double.isFinite(ratio.high()) ? number(ratio.high()) : "∞");
    }

    private static String number(double ratio) {
        return String.format(Locale.ROOT, ratio < 100 ? "%.3f" : "%.0f", ratio);
    }

    private static String cut(String name) {
        return name.length() > 60 ? name.substring(0, 59) + "…" : name;
    }

    /** A ratio between targets has no unit. */
    private static String quantity(Line line, double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        if (line.unit().isEmpty()) {
            return number(value);
        }
        return switch (line.unit().get()) {
            case COUNT -> String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%,.1f", value);
            case MILLISECONDS -> milliseconds(value);
            case BYTES -> String.format(Locale.ROOT, "%,.1f MiB", value / (1 << 20));
        };
    }

    private static String milliseconds(double value) {
        if (value >= 10_000) {
            return String.format(Locale.ROOT, "%.1f s", value / 1_000);
        }
        return String.format(Locale.ROOT, value < 10 ? "%.3f ms" : "%.0f ms", value);
    }
}
