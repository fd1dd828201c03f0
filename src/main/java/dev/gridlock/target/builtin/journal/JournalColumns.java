package dev.gridlock.target.builtin.journal;

import java.util.List;

/** Columns of the service's files, as {@code docs/recording.md} defines them. */
final class JournalColumns {

    static final List<String> OPERATIONS = List.of(
            "call_id",
            "truck_id",
            "batch",
            "attempts",
            "started_ns",
            "ended_ns",
            "pool_wait_ns",
            "selected_ns",
            "select_ns",
            "truck_update_ns",
            "segment_update_ns",
            "commit_ns",
            "outcome",
            "replayed",
            "failed_at",
            "sqlstate",
            "message",
            "truck_write",
            "truck_committed_ns",
            "segment_write",
            "segments_committed_ns",
            "version_read",
            "version_written",
            "route",
            "values_read",
            "values_written");

    static final List<String> ERRORS =
            List.of("at_ns", "call_id", "truck_id", "batch", "failed_at", "sqlstate", "message", "retried", "code");

    static final List<String> CALLS = List.of("call_id", "trucks", "received_ns", "answered_ns", "status", "message");

    static final List<String> ACQUIRES = List.of("at_ns", "waited_ns", "outcome");

    static final List<String> SAMPLES = List.of("at_ns", "series", "value");

    private JournalColumns() {}
}
