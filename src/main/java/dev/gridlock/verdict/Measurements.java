package dev.gridlock.verdict;

import dev.gridlock.recording.metric.Metrics;
import dev.gridlock.scenario.GateSpec.MetricName;
import dev.gridlock.scenario.GateSpec.Window;
import dev.gridlock.scenario.MetricCatalogue.Definition;
import dev.gridlock.scenario.MetricCatalogue.Unit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The metrics of a recording: of whole runs from the view {@code metrics}, of a part of one from what that view reads. */
final class Measurements {

    /**
     * A value in its metric's own unit.
     *
     * @param samples how many values it was made of; null: it is counted, not sampled
     * @param doubt why that is too little evidence to pass on
     * @param hole when it was not sampled for too long: what happened in between nobody saw
     * @param onlyGrows whether what was not sampled could only have made it higher
     */
    record Measured(
            double value,
            Unit unit,
            @Nullable Long samples,
            Optional<String> doubt,
            Optional<String> hole,
            boolean onlyGrows) {

        /** Why it is too little evidence to pass on, whichever way. */
        Optional<String> tooLittle() {
            return hole.or(() -> doubt);
        }

        String forPeople() {
            return Quantity.text(value, unit);
        }
    }

    private final Connection duckdb;
    private final Spans spans;
    private final Map<MetricName, Measured> values = new HashMap<>();
    private final Map<String, Definition> definitions = new HashMap<>();

    private Measurements(Connection duckdb, Spans spans) {
        this.duckdb = duckdb;
        this.spans = spans;
        Metrics.definitions().forEach(metric -> definitions.put(metric.name(), metric));
    }

    /** Whether a target is one that writes a journal, and so owes what only a journal can tell. */
    boolean isJournaled(String target) throws SQLException {
        try (PreparedStatement query =
                duckdb.prepareStatement("SELECT count(*) FROM targets WHERE target = ? AND kind = 'command'")) {
            query.setString(1, target);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getLong(1) == 0;
            }
        }
    }

    static Measurements read(Connection duckdb, Spans spans) throws SQLException {
        Measurements measurements = new Measurements(duckdb, spans);
        try (Statement statement = duckdb.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT value, samples, hole_ms, target, name, unit FROM metrics")) {
            while (rows.next()) {
                MetricName name = new MetricName(rows.getString(4), rows.getString(5));
                Unit unit = Unit.valueOf(rows.getString(6).toUpperCase(Locale.ROOT));
                measurements
                        .measured(rows, name.name(), unit, Optional.empty())
                        .ifPresent(value -> measurements.values.put(name, value));
            }
        }
        return measurements;
    }

    /** Empty when it was not measured in this run, or there was no such part of it. */
    Optional<Measured> of(MetricName metric, Optional<Window> window) throws SQLException {
        if (window.isEmpty()) {
            return Optional.ofNullable(values.get(metric));
        }
        Definition definition = definitions.get(metric.name());
        Optional<Span> span = spans.of(metric.target(), window.get());
        if (definition == null || span.isEmpty()) {
            return Optional.empty();
        }
        String samples = definition.leastSamples() == 0 ? "NULL::BIGINT" : "samples";
        String hole = Metrics.longestHole(metric.name()).isZero() ? "NULL::DOUBLE" : "hole_ms";
        String sql = "SELECT value::DOUBLE, " + samples + ", " + hole + " FROM (" + Metrics.windowedSql(metric.name())
                + ") WHERE target = ?";
        try (PreparedStatement query = duckdb.prepareStatement(sql)) {
            query.setLong(1, span.get().fromNs());
            query.setLong(2, span.get().toNs());
            query.setString(3, metric.target());
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? measured(
                                row,
                                metric.name(),
                                definition.unit(),
                                span.get().doubt())
                        : Optional.empty();
            }
        }
    }

    /** @param row value, samples, hole, … */
    private Optional<Measured> measured(ResultSet row, String metric, Unit unit, Optional<String> doubt)
            throws SQLException {
        double value = row.getDouble(1);
        if (row.wasNull() || !Double.isFinite(value)) {
            return Optional.empty();
        }
        long count = row.getLong(2);
        Long samples = row.wasNull() ? null : count;
        Definition definition = definitions.get(metric);
        int least = definition == null ? 0 : definition.leastSamples();
        Optional<String> tooFew = samples == null || samples >= least
                ? Optional.empty()
                : Optional.of(
                        String.format(Locale.ROOT, "%s of %,d samples, and it needs %,d", metric, samples, least));
        double holeMs = row.getDouble(3);
        Optional<String> hole = row.wasNull() ? Optional.empty() : hole(metric, holeMs);
        boolean onlyGrows = definition != null && Metrics.onlyGrows(metric);
        return Optional.of(new Measured(value, unit, samples, tooFew.or(() -> doubt), hole, onlyGrows));
    }

    private Optional<String> hole(String metric, double holeMs) {
        Duration longest = definitions.containsKey(metric) ? Metrics.longestHole(metric) : Duration.ZERO;
        return holeMs <= longest.toMillis()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%s was not measured: for %.2f s while the load ran no sample of it was taken, expected at most %d s",
                        metric,
                        holeMs / 1_000,
                        longest.toSeconds()));
    }
}
