package dev.gridlock.live;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** One line of {@code live.ndjson}. Each says when: milliseconds since the file was begun. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LiveEvent.Began.class, name = "began"),
    @JsonSubTypes.Type(value = LiveEvent.Stage.class, name = "stage"),
    @JsonSubTypes.Type(value = LiveEvent.Note.class, name = "note"),
    @JsonSubTypes.Type(value = LiveEvent.Counts.class, name = "counts"),
    @JsonSubTypes.Type(value = LiveEvent.Ended.class, name = "ended")
})
public sealed interface LiveEvent {

    /** Milliseconds since the file was begun. */
    long atMillis();

    /**
     * The first line.
     *
     * @param started wall-clock time, ISO 8601
     * @param targets in the order in which they run
     */
    record Began(@JsonProperty("at_ms") long atMillis, String scenario, String started, List<String> targets)
            implements LiveEvent {
        public Began {
            targets = List.copyOf(targets);
        }
    }

    /** A stage begins, e.g. {@code naive: load}. */
    record Stage(@JsonProperty("at_ms") long atMillis, String stage) implements LiveEvent {}

    /** One thing that happened, for a person. */
    record Note(@JsonProperty("at_ms") long atMillis, String text) implements LiveEvent {}

    /** How far a target is, as its service says. */
    record Counts(@JsonProperty("at_ms") long atMillis, String target, TargetCounts counts) implements LiveEvent {}

    /**
     * A target's service at one moment.
     *
     * @param trucks that the load holds in all
     * @param ended truck operations that have ended
     * @param failed of those, the ones that were not acknowledged
     * @param inFlight truck operations begun and not ended
     * @param poolActive connections of the application's pool in use
     * @param poolPending threads that wait for one
     */
    record TargetCounts(
            int trucks,
            int ended,
            int failed,
            @JsonProperty("in_flight") int inFlight,
            @JsonProperty("pool_active") int poolActive,
            @JsonProperty("pool_pending") int poolPending) {}

    /** The last line; a file that ends otherwise is of a run that goes on or was killed. */
    record Ended(@JsonProperty("at_ms") long atMillis, End end, String message) implements LiveEvent {}

    /** How a run ended: with a verdict, or without one. */
    enum End {
        @JsonProperty("pass")
        PASS,
        @JsonProperty("fail")
        FAIL,
        @JsonProperty("inconclusive")
        INCONCLUSIVE,
        /** By Ctrl-C or SIGTERM. */
        @JsonProperty("interrupted")
        INTERRUPTED,
        /** The stack or the machine could not do it. */
        @JsonProperty("machine")
        MACHINE
    }
}
