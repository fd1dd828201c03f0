package dev.gridlock.serve.runs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gridlock.report.figures.Quantity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A figure of a target that can be followed from run to run. To add one: a line here. */
public enum TrendMetric {
    VERIFIED("verified, of all trucks", "/verified", Unit.SHARE_OF_TRUCKS),
    DEADLOCKS("deadlocks", "/deadlocks/server", Unit.COUNT),
    LOST_UPDATES("lost updates", "/lost_updates", Unit.COUNT),
    TORN_WRITES("torn writes", "/torn_writes", Unit.COUNT),
    ZOMBIE_WRITES("zombie writes", "/zombie_writes", Unit.COUNT),
    POOL_TIMEOUTS("pool timeouts", "/pool/timeouts", Unit.COUNT),
    POOL_ACQUIRE_P99("pool wait, p99", "/pool/acquire_ms/p99", Unit.MILLISECONDS),
    LATENCY_P99("latency, p99", "/latency_ms/p99", Unit.MILLISECONDS),
    COMPLETION("completion", "/completion_ms", Unit.MILLISECONDS),
    WAL("write-ahead log", "/postgres/wal_bytes", Unit.BYTES);

    private enum Unit {
        SHARE_OF_TRUCKS,
        COUNT,
        MILLISECONDS,
        BYTES
    }

    private final String label;
    private final String pointer;
    private final Unit unit;

    /**
     * A metric.
     *
     * @param pointer to it from a target of {@code run.json} (RFC 6901)
     */
    TrendMetric(String label, String pointer, Unit unit) {
        this.label = label;
        this.pointer = pointer;
        this.unit = unit;
    }

    public String label() {
        return label;
    }

    /** As it stands in an address. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value of a target of {@code run.json}; null where it was not measured. */
    @Nullable
    Double of(JsonNode target) {
        Double value = number(target.at(pointer));
        if (value == null || unit != Unit.SHARE_OF_TRUCKS) {
            return value;
        }
        Double trucks = number(target.path("trucks"));
        return trucks == null || trucks <= 0 ? null : 100 * value / trucks;
    }

    /** With its unit; a dash for null. */
    public String format(@Nullable Double value) {
        return switch (unit) {
            case SHARE_OF_TRUCKS -> value == null ? Quantity.NOT_MEASURED : percent(value);
            case COUNT -> Quantity.COUNT.format(value);
            case MILLISECONDS -> Quantity.MILLISECONDS.format(value);
            case BYTES -> Quantity.BYTES.format(value);
        };
    }

    private static @Nullable Double number(JsonNode node) {
        return node.isNumber() && Double.isFinite(node.doubleValue()) ? node.doubleValue() : null;
    }

    /** What is not all is never 100 %, and what is something is never 0 %. */
    private static String percent(double share) {
        if (share == Math.rint(share)) {
            return String.format(Locale.ROOT, "%.0f %%", share);
        }
        boolean near = share < 1 || share > 99;
        return String.format(Locale.ROOT, near ? "%.2f %%" : "%.1f %%", near ? Math.clamp(share, 0.01, 99.99) : share);
    }
}
