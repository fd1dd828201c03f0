package dev.gridlock.target.builtin.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What {@code GET /health} says.
 *
 * @param target its name
 * @param kind {@code naive} or {@code bounded}
 * @param calls received and not answered
 * @param operationsInFlight truck operations begun and not ended, those of answered calls included
 * @param operationsEnded since the service began
 * @param operationsFailed of those, the ones that were not acknowledged
 * @param poolActive connections of the pool in use
 * @param poolIdle connections of the pool that are free
 * @param poolTotal connections of the pool
 * @param poolPending threads that wait for a connection
 */
public record Health(
        String target,
        String kind,
        int calls,
        int operationsInFlight,
        int operationsEnded,
        int operationsFailed,
        int poolActive,
        int poolIdle,
        int poolTotal,
        int poolPending) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether no call and no operation is in flight. */
    public boolean quiet() {
        return calls == 0 && operationsInFlight == 0;
    }

    /**
     * Reads what {@link #json()} wrote.
     *
     * @throws IllegalArgumentException when the text is something else
     */
    public static Health parse(String json) {
        try {
            return JSON.readValue(json, Health.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the health of a target: " + json, e);
        }
    }

    /** As a JSON object, one field a component. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
