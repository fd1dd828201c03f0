package dev.gridlock.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of an answer as a stream: {@code {results:[{truckId, status, route:[…]}]}} or
 * {@code {error, message}}, or both. Fields that it does not know are skipped.
 */
final class AnswerBody {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST_QUOTE = 200;

    private AnswerBody() {}

    /** Sees each truck of an answer. */
    @FunctionalInterface
    interface Acks {
        /** Status is null when the body gives none; route is {@code ;}-separated, null when there is none. */
        void ack(int truckId, @Nullable String status, @Nullable String route);
    }

    /**
     * Reads a body to its end.
     *
     * @return error and message; a body that is not JSON is quoted; null when the answer has neither
     */
    static @Nullable String read(byte[] body, Acks acks) {
        Text text = new Text();
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return quoted(body);
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (field.equals("error")) {
                    text.error = parser.getValueAsString();
                } else if (field.equals("message")) {
                    text.message = parser.getValueAsString();
                } else if (field.equals("results") && value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        result(parser, acks);
                    }
                    continue;
                }
                parser.skipChildren();
            }
            return text.joined();
        } catch (IOException e) {
            return "answer is not the JSON of the contract (" + body.length + " bytes): " + quoted(body);
        }
    }

    private static void result(JsonParser parser, Acks acks) throws IOException {
        int truckId = -1;
        String status = null;
        String route = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "truckId" -> truckId = parser.getValueAsInt(-1);
                case "status" -> status = parser.getValueAsString();
                case "route" -> route = value == JsonToken.START_ARRAY ? route(parser) : null;
                default -> parser.skipChildren();
            }
        }
        if (truckId >= 0) {
            acks.ack(truckId, status, route);
        }
    }

    private static String route(JsonParser parser) throws IOException {
        StringBuilder segments = new StringBuilder();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            segments.append(segments.isEmpty() ? "" : ";").append(parser.getText());
        }
        return segments.toString();
    }

    private static String quoted(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, LONGEST_QUOTE), StandardCharsets.UTF_8);
        return body.length > LONGEST_QUOTE ? text + "…" : text;
    }

    private static final class Text {
        private @Nullable String error;
        private @Nullable String message;

        @Nullable
        String joined() {
            if (error == null) {
                return message;
            }
            return message == null ? error : error + ": " + message;
        }
    }
}
