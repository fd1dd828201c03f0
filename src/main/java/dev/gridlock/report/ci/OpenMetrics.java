package dev.gridlock.report.ci;

import dev.gridlock.recording.metric.Metrics;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import dev.gridlock.scenario.MetricCatalogue.Definition;
import dev.gridlock.scenario.MetricCatalogue.Unit;
import dev.gridlock.verdict.GateResult;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * {@code metrics.txt}: the final figures as OpenMetrics text, one gauge a metric, for GitLab's metrics report or a push
 * gateway. Durations are seconds there, as the format wants its units. What was not measured is absent.
 */
public final class OpenMetrics {

    private OpenMetrics() {}

    /** The document. */
    public static String render(RunFigures run) {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        for (Definition metric : Metrics.definitions()) {
            GaugeSnapshot.Builder gauge = gauge(metric);
            boolean measured = false;
            for (TargetFigures target : run.targets()) {
                Double value = target.value(metric.name());
                if (value != null) {
                    measured = true;
                    gauge.dataPoint(point(
                            Labels.of("scenario", run.scenario().name(), "target", target.name()),
                            metric.unit() == Unit.MILLISECONDS ? seconds(value) : value));
                }
            }
            if (measured) {
                all.metricSnapshot(gauge.build());
            }
        }
        all.metricSnapshot(gates(run).build());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            OpenMetricsTextFormatWriter.create().write(out, all.build());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static GaugeSnapshot.Builder gauge(Definition metric) {
        String name = "gridlock_" + metric.name().replace('.', '_');
        return switch (metric.unit()) {
            case COUNT -> GaugeSnapshot.builder().name(name).help(metric.meaning());
            case MILLISECONDS ->
                GaugeSnapshot.builder()
                        .name(name + "_seconds")
                        .unit(io.prometheus.metrics.model.snapshots.Unit.SECONDS)
                        .help(metric.meaning());
            case BYTES ->
                GaugeSnapshot.builder()
                        .name(name + "_bytes")
                        .unit(io.prometheus.metrics.model.snapshots.Unit.BYTES)
                        .help(metric.meaning());
        };
    }

    private static GaugeSnapshot.Builder gates(RunFigures run) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder()
                .name("gridlock_gate")
                .help("1 for each gate, with what the evidence supports: pass, fail or inconclusive");
        for (GateResult gate : run.verdict().gates()) {
            String kind = gate.kind().name().toLowerCase(Locale.ROOT);
            String status = gate.status().name().toLowerCase(Locale.ROOT);
            gauge.dataPoint(point(
                    Labels.of(
                            "scenario",
                            run.scenario().name(),
                            "target",
                            gate.target(),
                            "gate",
                            gate.expression(),
                            "kind",
                            kind,
                            "status",
                            status),
                    1));
        }
        return gauge;
    }

    /** 609.4 ms are 0.6094 s, not 0.6093999999999999. */
    private static double seconds(double milliseconds) {
        return BigDecimal.valueOf(milliseconds).movePointLeft(3).doubleValue();
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }
}
