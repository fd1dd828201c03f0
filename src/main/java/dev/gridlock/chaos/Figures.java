package dev.gridlock.chaos;

import java.time.Duration;
import java.util.Locale;

/** Figures with their units, as the recording and the report show them. */
final class Figures {

    private Figures() {}

    static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }

    static String rate(double kilobytesPerSecond) {
        return String.format(Locale.ROOT, "%.0f KB/s", kilobytesPerSecond);
    }
}
