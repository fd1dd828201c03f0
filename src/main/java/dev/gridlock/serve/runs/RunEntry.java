package dev.gridlock.serve.runs;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A run, as the list shows it.
 *
 * @param path of its folder in the reports folder, {@code /}-separated
 * @param scenario its name
 * @param started null where neither its files nor its folder's name say it
 * @param detail why it stands so, or its stage; may be empty
 * @param targets empty without a {@code run.json} that can be read
 */
public record RunEntry(
        String path,
        String scenario,
        @Nullable Instant started,
        RunState state,
        String detail,
        List<TargetEntry> targets) {

    private static final DateTimeFormatter FOR_PEOPLE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    public RunEntry {
        targets = List.copyOf(targets);
    }

    /** When it was started, UTC; else the name of its folder. */
    public String when() {
        return started == null ? path.substring(path.lastIndexOf('/') + 1) : FOR_PEOPLE.format(started);
    }

    /** The highest value of its targets; null where none measured it. */
    public @Nullable Double highest(TrendMetric metric) {
        Double highest = null;
        for (TargetEntry target : targets) {
            Double value = target.value(metric);
            if (value != null && (highest == null || value > highest)) {
                highest = value;
            }
        }
        return highest;
    }
}
