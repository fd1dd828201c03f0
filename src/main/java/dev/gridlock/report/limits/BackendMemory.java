package dev.gridlock.report.limits;

import dev.gridlock.report.figures.Quantity;
import dev.gridlock.report.figures.RecordingQuery;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a backend takes: between the sample with the fewest and the one with the most backends, what memory rose by divided
 * by how many more there were.
 *
 * @param fewest backends in the one sample
 * @param most backends in the other
 * @param bytes NaN: not measured
 */
record BackendMemory(double fewest, double most, double bytes) {

    /** Fewer than these more, and the server's own growth would be taken for theirs. */
    private static final int RISE = 5;

    private static final String EXTREMES = """
        WITH memory AS (
            SELECT at_ns, value FROM samples WHERE target = $1 AND series = 'pg.backend_memory_bytes'
        ), backends AS (
            SELECT at_ns, sum(value) AS n FROM samples
            WHERE target = $1 AND series LIKE 'pg.backends.%' GROUP BY at_ns
        ), both_known AS (
            SELECT m.value, b.n FROM memory m ASOF JOIN backends b ON m.at_ns >= b.at_ns
        )
        SELECT coalesce(min(n), 0), coalesce(max(n), 0),
               coalesce((SELECT min(value) FROM both_known b WHERE b.n = (SELECT max(n) FROM both_known)), 0)
                   - coalesce((SELECT max(value) FROM both_known b WHERE b.n = (SELECT min(n) FROM both_known)), 0)
        FROM both_known
        """;

    static BackendMemory of(RecordingQuery recording, String target) throws SQLException {
        List<BackendMemory> found = recording.rows(
                EXTREMES,
                row -> {
                    double rise = row.getDouble(2) - row.getDouble(1);
                    double bytes = row.getDouble(3);
                    boolean measured = rise >= RISE && bytes > 0;
                    return new BackendMemory(row.getDouble(1), row.getDouble(2), measured ? bytes / rise : Double.NaN);
                },
                target);
        return found.getFirst();
    }

    String each() {
        return Double.isNaN(bytes)
                ? Quantity.NOT_MEASURED
                : String.format(
                        Locale.ROOT, "%s (from %.0f to %.0f backends)", Quantity.BYTES.format(bytes), fewest, most);
    }

    String times(int connections, OptionalDouble ram) {
        if (Double.isNaN(bytes)) {
            return Quantity.NOT_MEASURED;
        }
        String share = ram.isPresent()
                ? String.format(Locale.ROOT, " (%.1f %% of RAM)", 100 * bytes * connections / ram.getAsDouble())
                : "";
        return Quantity.BYTES.format(bytes * connections) + share;
    }
}
