package dev.gridlock.report.figures;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Human units for a metric's own: what {@code 4213.7} milliseconds are to a reader. */
public enum Quantity {
    COUNT {
        @Override
        String measured(double value) {
            return value == Math.rint(value)
                    ? String.format(Locale.ROOT, "%,.0f", value)
                    : String.format(Locale.ROOT, "%,.1f", value);
        }
    },
    MILLISECONDS {
        @Override
        String measured(double value) {
            if (value >= 3_600_000) {
                long minutes = Math.round(value / 60_000);
                return minutes / 60 + " h " + minutes % 60 + " min";
            }
            if (value >= 119_500) {
                long seconds = Math.round(value / 1_000);
                return seconds / 60 + " min " + seconds % 60 + " s";
            }
            return value >= 999.5 ? significant(value / 1_000) + " s" : significant(value) + " ms";
        }
    },
    BYTES {
        @Override
        String measured(double value) {
            String[] units = {"B", "kB", "MB", "GB", "TB"};
            int unit = 0;
            double scaled = value;
            while (Math.abs(scaled) >= 999.5 && unit < units.length - 1) {
                scaled /= 1_000;
                unit++;
            }
            return (unit == 0 ? String.format(Locale.ROOT, "%.0f", scaled) : significant(scaled)) + " " + units[unit];
        }
    };

    /** For a value that the run did not measure. */
    public static final String NOT_MEASURED = "–";

    /** The value with its unit, three significant digits; {@link #NOT_MEASURED} for null. */
    public String format(@Nullable Double value) {
        return value == null ? NOT_MEASURED : measured(value);
    }

    abstract String measured(double value);

    private static String significant(double value) {
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.0995 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
