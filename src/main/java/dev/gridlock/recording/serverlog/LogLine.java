package dev.gridlock.recording.serverlog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of PostgreSQL's jsonlog (manual, "Using JSON-Format Log Output").
 *
 * @param at when it was written, resolution 1 ms
 * @param pid of the backend
 * @param role of its session; null: it has none
 * @param database of its session; null: it has none
 * @param sqlstate five characters; {@code 00000} for messages that are no error
 */
record LogLine(
        Instant at,
        int pid,
        @Nullable String role,
        @Nullable String database,
        String sqlstate,
        String message,
        @Nullable String detail,
        @Nullable String statement,
        @Nullable String context) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As {@code log_timezone} has it: an abbreviation such as UTC, or an offset such as +03. */
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS [z][x]", Locale.ROOT);

    /** Empty when the line is torn, or is none of the server's. */
    static Optional<LogLine> parse(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            String timestamp = text(node, "timestamp");
            if (timestamp == null || !node.path("pid").canConvertToInt()) {
                return Optional.empty();
            }
            return Optional.of(new LogLine(
                    ZonedDateTime.parse(timestamp, TIMESTAMP).toInstant(),
                    node.path("pid").asInt(),
                    text(node, "user"),
                    text(node, "dbname"),
                    node.path("state_code").asText("00000"),
                    node.path("message").asText(""),
                    text(node, "detail"),
                    text(node, "statement"),
                    text(node, "context")));
        } catch (JsonProcessingException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.path(field).isTextual() ? node.path(field).textValue() : null;
    }
}
