package dev.gridlock.target.builtin.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /assignments}.
 *
 * @param region null when the trucks are of several
 * @param truckIds 1 to {@value #MOST_TRUCKS}, no duplicates
 */
record AssignmentRequest(@Nullable Integer region, List<Integer> truckIds) {

    static final int MOST_TRUCKS = 1_000_000;

    private static final JsonFactory JSON = new JsonFactory();

    AssignmentRequest {
        truckIds = List.copyOf(truckIds);
    }

    /**
     * Reads it as it comes in.
     *
     * @throws BadRequestException when it is not {@code {"region": int or null, "truckIds": [int, …]}}
     * @throws IOException when the connection broke
     */
    static AssignmentRequest read(InputStream body) throws BadRequestException, IOException {
        Integer region = null;
        List<Integer> truckIds = null;
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw wrong("an object {\"region\", \"truckIds\"}", json);
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "region" -> region = json.currentToken() == JsonToken.VALUE_NULL ? null : integer(json);
                    case "truckIds" -> truckIds = integers(json);
                    default ->
                        throw new BadRequestException("unknown field \"" + field + "\"; there are region and truckIds");
                }
            }
            if (json.nextToken() != null) {
                throw wrong("nothing after the object", json);
            }
        } catch (JsonProcessingException e) {
            throw new BadRequestException("the body is no JSON: " + e.getOriginalMessage());
        }
        if (truckIds == null) {
            throw new BadRequestException("truckIds is missing");
        }
        return checked(region, truckIds);
    }

    private static AssignmentRequest checked(@Nullable Integer region, List<Integer> truckIds)
            throws BadRequestException {
        if (truckIds.isEmpty()) {
            throw new BadRequestException("truckIds is empty; at least one is needed");
        }
        Set<Integer> seen = HashSet.newHashSet(truckIds.size());
        for (int id : truckIds) {
            if (!seen.add(id)) {
                throw new BadRequestException("truck " + id + " is in truckIds twice");
            }
        }
        return new AssignmentRequest(region, truckIds);
    }

    private static List<Integer> integers(JsonParser json) throws IOException, BadRequestException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw wrong("an array of truck ids", json);
        }
        List<Integer> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(integer(json));
            if (values.size() > MOST_TRUCKS) {
                throw new BadRequestException("more than " + MOST_TRUCKS + " trucks in one call");
            }
        }
        return values;
    }

    private static int integer(JsonParser json) throws IOException, BadRequestException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrong("an integer", json);
        }
        return json.getIntValue();
    }

    private static BadRequestException wrong(String expected, JsonParser json) throws IOException {
        return new BadRequestException("expected " + expected + ", found " + json.getText() + " at "
                + json.currentLocation().offsetDescription());
    }
}
