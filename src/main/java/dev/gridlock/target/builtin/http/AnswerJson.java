package dev.gridlock.target.builtin.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.gridlock.target.builtin.contract.Answer;
import dev.gridlock.target.builtin.contract.Assignment;
import dev.gridlock.target.builtin.contract.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Answers as JSON, streamed: one for 50,000 trucks is 4 MB. */
final class AnswerJson {

    private static final JsonFactory JSON = new JsonFactory();

    private AnswerJson() {}

    /** Writes the answer's body; the stream stays open. */
    static void write(Answer answer, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            switch (answer) {
                case Answer.Assigned assigned -> results(json, assigned.results());
                case Answer.BadRequest bad -> error(json, "BadRequest", bad.message());
                case Answer.Failed failed -> error(json, failed.error(), failed.message());
                case Answer.Shed shed -> error(json, shed.error(), shed.message());
                case Answer.UnknownTrucks unknown -> {
                    error(json, "UnknownTrucks", unknown.message());
                    ids(json, "truckIds", unknown.truckIds());
                }
                case Answer.Partial partial -> {
                    error(json, "PartialAssignment", partial.message());
                    results(json, partial.results());
                    ids(json, "failed", partial.failed());
                    ids(json, "indeterminate", partial.indeterminate());
                }
            }
            json.writeEndObject();
        }
    }

    private static void error(JsonGenerator json, String error, String message) throws IOException {
        json.writeStringField("error", error);
        json.writeStringField("message", message);
    }

    private static void results(JsonGenerator json, List<Assignment> results) throws IOException {
        json.writeArrayFieldStart("results");
        for (Assignment assignment : results) {
            json.writeStartObject();
            json.writeNumberField("truckId", assignment.truckId());
            json.writeStringField("status", "success");
            json.writeArrayFieldStart("route");
            Route route = assignment.route();
            for (int i = 0; i < route.length(); i++) {
                json.writeNumber(route.segment(i));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void ids(JsonGenerator json, String field, List<Integer> ids) throws IOException {
        json.writeArrayFieldStart(field);
        for (int id : ids) {
            json.writeNumber(id);
        }
        json.writeEndArray();
    }
}
