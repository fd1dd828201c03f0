package dev.gridlock.report.figures;

import java.util.Locale;
import java.util.Optional;

/** What the correction changed: the first bounded target against the first naive one. */
public record Difference(TargetFigures from, TargetFigures to) {

    /** Empty where the run has not one of each. */
    public static Optional<Difference> of(RunFigures run) {
        return run.first("naive").flatMap(naive -> run.first("bounded").map(bounded -> new Difference(naive, bounded)));
    }

    public String heading() {
        return to.name() + " against " + from.name();
    }

    /** E.g. {@code −70}, {@code −5.41 s (109 × less)}; a dash where one of the two was not measured. */
    public String of(ComparisonRow row) {
        return of(from.value(row.metrics().getFirst()), to.value(row.metrics().getFirst()), row.quantity());
    }

    /** The same of errors with a SQLSTATE. */
    public String errors(String sqlstate) {
        return of(count(from, sqlstate), count(to, sqlstate), Quantity.COUNT);
    }

    private static @org.jspecify.annotations.Nullable Double count(TargetFigures target, String sqlstate) {
        Long errors = target.errors().get(sqlstate);
        return errors != null ? Double.valueOf(errors) : target.value("errors") == null ? null : Double.valueOf(0);
    }

    private static String of(
            @org.jspecify.annotations.Nullable Double before,
            @org.jspecify.annotations.Nullable Double after,
            Quantity quantity) {
        if (before == null || after == null) {
            return Quantity.NOT_MEASURED;
        }
        double change = after - before;
        if (change == 0) {
            return "same";
        }
        String factor = "";
        if (before > 0 && after > 0) {
            double times = Math.max(before, after) / Math.min(before, after);
            factor = times < 1.95
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            times < 9.95 ? " (%.1f × %s)" : " (%,.0f × %s)",
                            times,
                            change < 0 ? "less" : "more");
        }
        return (change < 0 ? "−" : "+") + quantity.format(Math.abs(change)) + factor;
    }
}
