package dev.gridlock.serve.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridlock.process.FileFailure;
import dev.gridlock.report.json.RunJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code run.json} of this version or an earlier one; of anything else it says what it is instead. */
final class RunJsonReader {

    /** A run of 500 distinct errors takes 30 kB. */
    private static final long MOST_BYTES = 8L << 20;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SCHEMA = Pattern.compile("gridlock\\.run/(\\d{1,6})");
    private static final int CURRENT = version(RunJson.SCHEMA).orElseThrow();

    private RunJsonReader() {}

    /**
     * The run of a folder that holds a {@code run.json}.
     *
     * @param unnamed what is known without the file: its path, the scenario and start by the folder's name
     */
    static RunEntry read(Path file, RunEntry unnamed) {
        try {
            long bytes = Files.size(file);
            if (bytes > MOST_BYTES) {
                return damaged(unnamed, "run.json has " + bytes + " bytes, more than any run's");
            }
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            if (!root.isObject()) {
                return damaged(unnamed, "run.json holds no object");
            }
            String schema = root.path("schema").asText();
            Optional<Integer> version = version(schema);
            if (version.isEmpty() || version.get() > CURRENT) {
                return new RunEntry(
                        unnamed.path(),
                        unnamed.scenario(),
                        unnamed.started(),
                        RunState.OTHER_VERSION,
                        "its run.json is of schema " + (schema.isEmpty() ? "none" : schema)
                                + "; this Gridlock reads up to " + RunJson.SCHEMA,
                        List.of());
            }
            return entry(root, unnamed);
        } catch (JsonProcessingException e) {
            return damaged(unnamed, "run.json is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            return damaged(unnamed, "run.json can't be read: " + FileFailure.said(e));
        }
    }

    private static RunEntry entry(JsonNode root, RunEntry unnamed) {
        String verdict = root.path("verdict").asText();
        Optional<RunState> state = switch (verdict) {
            case "pass" -> Optional.of(RunState.PASS);
            case "fail" -> Optional.of(RunState.FAIL);
            case "inconclusive" -> Optional.of(RunState.INCONCLUSIVE);
            default -> Optional.empty();
        };
        if (state.isEmpty()) {
            return damaged(unnamed, "run.json has no verdict of this version");
        }
        List<String> reasons = new ArrayList<>();
        root.path("reasons").forEach(reason -> reasons.add(reason.asText()));
        List<TargetEntry> targets = new ArrayList<>();
        root.path("targets").properties().forEach(target -> targets.add(target(target.getKey(), target.getValue())));
        String scenario = root.path("scenario").asText();
        Instant started = instant(root.path("run").path("started").asText());
        return new RunEntry(
                unnamed.path(),
                scenario.isBlank() ? unnamed.scenario() : scenario,
                started == null ? unnamed.started() : started,
                state.get(),
                String.join("; ", reasons),
                targets);
    }

    private static TargetEntry target(String name, JsonNode node) {
        Map<TrendMetric, Double> metrics = new EnumMap<>(TrendMetric.class);
        for (TrendMetric metric : TrendMetric.values()) {
            Double value = metric.of(node);
            if (value != null) {
                metrics.put(metric, value);
            }
        }
        return new TargetEntry(
                name,
                node.path("partial").asBoolean(),
                count(node.path("trucks")),
                count(node.path("verified")),
                metrics);
    }

    private static @Nullable Long count(JsonNode node) {
        return node.isNumber() ? node.longValue() : null;
    }

    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Optional<Integer> version(String schema) {
        Matcher matcher = SCHEMA.matcher(schema.toLowerCase(Locale.ROOT));
        return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }

    private static RunEntry damaged(RunEntry unnamed, String why) {
        return new RunEntry(unnamed.path(), unnamed.scenario(), unnamed.started(), RunState.DAMAGED, why, List.of());
    }
}
