package dev.gridlock.verdict;

import dev.gridlock.scenario.MetricCatalogue.Unit;
import java.util.Locale;

/** A metric's value as a person would write it. */
final class Quantity {

    private static final double KIBI = 1024;

    private Quantity() {}

    static String text(double value, Unit unit) {
        return switch (unit) {
            case COUNT -> value == Math.rint(value) ? format("%,.0f", value) : format("%,.2f", value);
            case MILLISECONDS -> milliseconds(value);
            case BYTES -> bytes(value);
        };
    }

    private static String milliseconds(double value) {
        if (value < 10) {
            return format("%.2f ms", value);
        }
        if (value < 1_000) {
            return format("%.0f ms", value);
        }
        return value < 120_000 ? format("%.2f s", value / 1_000) : format("%.1f min", value / 60_000);
    }

    private static String bytes(double value) {
        if (value < KIBI) {
            return format("%.0f B", value);
        }
        if (value < KIBI * KIBI) {
            return format("%.1f KiB", value / KIBI);
        }
        return value < KIBI * KIBI * KIBI
                ? format("%.1f MiB", value / KIBI / KIBI)
                : format("%.2f GiB", value / KIBI / KIBI / KIBI);
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
