package dev.gridlock.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/** An event as one line of JSON. */
final class LiveLine {

    /** A later version's fields are no mistake; a missing number is one. */
    private static final ObjectMapper JSON = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    private LiveLine() {}

    /** Without a line feed, and with none inside. */
    static String of(LiveEvent event) {
        try {
            return JSON.writerFor(LiveEvent.class).writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty for a line that is no event of this version. */
    static Optional<LiveEvent> parse(String line) {
        try {
            return Optional.of(JSON.readValue(line, LiveEvent.class));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
