package dev.gridlock.recording.sampler;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes samples of one sampler. A gauge by name (backends in a state, waits of a kind) that was seen before and is not
 * there any more is 0, not unknown.
 */
final class SeriesSink {

    private final SampleFile samples;
    private final Set<String> gauges = new HashSet<>();

    SeriesSink(SampleFile samples) {
        this.samples = samples;
    }

    void put(long atNs, String series, double value) {
        samples.append(atNs, series, value);
    }

    /** Writes rows of {@code (series, value)}. */
    void putAll(long atNs, ResultSet rows) throws SQLException {
        Set<String> gone = new HashSet<>(gauges);
        while (rows.next()) {
            String series = rows.getString(1);
            put(atNs, series, rows.getDouble(2));
            gone.remove(series);
            if (isGauge(series)) {
                gauges.add(series);
            }
        }
        gone.forEach(series -> put(atNs, series, 0));
    }

    private static boolean isGauge(String series) {
        return series.startsWith("pg.backends.") || series.startsWith("pg.waits.");
    }
}
