package dev.gridlock.report.time;

import dev.gridlock.report.figures.Quantity;
import java.util.List;

/**
 * Where the time of a target's trucks went, on average.
 *
 * @param trucks operations that the average is of; 0: none was journaled
 * @param wholeMs from an operation's start to its end, by the journal
 * @param parts in the order in which a truck meets them; those that were not measured have no time
 * @param notes what a reader must know of these figures
 */
public record TimeSpent(String target, long trucks, double wholeMs, List<Part> parts, List<String> notes) {

    /** Parts may differ by this share of the whole before the page says so. */
    static final double TOLERANCE = 0.05;

    public TimeSpent {
        parts = List.copyOf(parts);
        notes = List.copyOf(notes);
    }

    /**
     * A part of the time.
     *
     * @param ms NaN: not measured
     * @param before what the parts above it sum to, milliseconds: where its bar begins
     * @param how how it was obtained
     */
    public record Part(String name, double ms, double before, String how) {

        public boolean measured() {
            return !Double.isNaN(ms);
        }

        public String time() {
            return measured() ? Quantity.MILLISECONDS.format(ms) : Quantity.NOT_MEASURED;
        }
    }

    /** The share of the whole that was measured, counted or estimated for itself, and not found by difference. */
    public String found() {
        return percent(parts.stream()
                .filter(part -> part.measured() && !part.how().startsWith("by difference"))
                .mapToDouble(Part::ms)
                .sum());
    }

    double sumMs() {
        return parts.stream().filter(Part::measured).mapToDouble(Part::ms).sum();
    }

    /** Whether the parts make up the whole. */
    public boolean adds() {
        return Math.abs(sumMs() - wholeMs) <= TOLERANCE * wholeMs;
    }

    public String sum() {
        return Quantity.MILLISECONDS.format(sumMs());
    }

    public String whole() {
        return Quantity.MILLISECONDS.format(wholeMs);
    }

    /** The parts' sum as a share of the whole, e.g. {@code 100 %}. */
    public String share() {
        return percent(sumMs());
    }

    public String percent(double ms) {
        double percent = wholeMs > 0 ? 100 * ms / wholeMs : 0;
        return (percent > 0 && percent < 0.1
                        ? "< 0.1"
                        : String.format(java.util.Locale.ROOT, percent < 10 ? "%.1f" : "%.0f", percent))
                + " %";
    }

    /** Where a bar begins, or how long it is, as a share of the widest that is drawn; for a CSS length. */
    public String css(double ms) {
        double widest = Math.max(wholeMs, sumMs());
        return String.format(java.util.Locale.ROOT, "%.3f%%", widest > 0 ? Math.clamp(100 * ms / widest, 0, 100) : 0);
    }
}
