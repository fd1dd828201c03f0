package dev.gridlock.serve.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A line without axes: values from left to right between their lowest and their highest; a gap where one is missing.
 *
 * @param lines {@code points} of SVG polylines, one a stretch without gaps
 * @param lastX place of the last value that is there
 */
public record Sparkline(List<String> lines, double lastX, double lastY) {

    public static final int WIDTH = 150;
    public static final int HEIGHT = 34;
    private static final double MARGIN = 4;

    /** At least one value must be there. */
    static Sparkline of(List<@Nullable Double> values) {
        List<Double> there = values.stream().filter(Objects::nonNull).toList();
        double low = there.stream().min(Double::compare).orElseThrow();
        double high = there.stream().max(Double::compare).orElseThrow();
        List<String> lines = new ArrayList<>();
        StringBuilder stretch = new StringBuilder();
        double lastX = 0;
        double lastY = 0;
        for (int i = 0; i < values.size(); i++) {
            Double value = values.get(i);
            if (value == null) {
                finish(stretch, lines);
                continue;
            }
            lastX = values.size() == 1 ? WIDTH / 2.0 : MARGIN + (WIDTH - 2 * MARGIN) * i / (values.size() - 1);
            double height = high == low ? 0.5 : (value - low) / (high - low);
            lastY = HEIGHT - MARGIN - height * (HEIGHT - 2 * MARGIN);
            stretch.append(String.format(Locale.ROOT, "%.1f,%.1f ", lastX, lastY));
        }
        finish(stretch, lines);
        return new Sparkline(List.copyOf(lines), lastX, lastY);
    }

    private static void finish(StringBuilder stretch, List<String> lines) {
        if (!stretch.isEmpty()) {
            lines.add(stretch.toString().strip());
            stretch.setLength(0);
        }
    }

    /** For SVG: one decimal. */
    public String coordinate(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
