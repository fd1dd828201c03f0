package dev.gridlock.recording.serverlog;

import dev.gridlock.clock.RunClock;
import dev.gridlock.segment.SegmentFile;
import dev.gridlock.stack.DatabaseAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sorts the log's lines into the target's CSV files. */
final class ServerLogFiles implements AutoCloseable {

    private static final String DEADLOCK_DETECTED = "40P01";

    private final RunClock clock;
    private final DatabaseAddress application;
    private final SegmentFile deadlocks;
    private final SegmentFile lockWaits;
    private final SegmentFile events;
    private long lines;
    private long unreadable;
    private long deadlockLines;
    private long lockWaitLines;

    /** @param application as whom and in which database the target works */
    ServerLogFiles(Path raw, RunClock clock, DatabaseAddress application) {
        this.clock = clock;
        this.application = application;
        this.deadlocks = new SegmentFile(
                raw.resolve("deadlocks.csv"),
                List.of("at_ns", "pid", "sqlstate", "detail", "statement", "context", "role", "database", "victim"));
        this.lockWaits = new SegmentFile(
                raw.resolve("lock_waits.csv"),
                List.of("at_ns", "pid", "waited_ms", "kind", "message", "detail", "statement"));
        this.events =
                new SegmentFile(raw.resolve("server-log-events.csv"), List.of("at_ns", "source", "kind", "message"));
    }

    void line(String text) {
        lines++;
        if (!text.endsWith("}")) {
            unreadable++;
            return;
        }
        // A run may log tens of thousands of lines: only those that can be ours are parsed. Message texts are those of
        // lc_messages C, which the stack sets; a deadlock is known by its SQLSTATE in any language.
        if (!text.contains(DEADLOCK_DETECTED) && !text.contains("\"process ")) {
            return;
        }
        Optional<LogLine> parsed = LogLine.parse(text);
        if (parsed.isEmpty()) {
            unreadable++;
        } else {
            sort(parsed.get());
        }
    }

    private void sort(LogLine line) {
        long atNs = clock.nanosOf(line.at());
        if (line.sqlstate().equals(DEADLOCK_DETECTED)) {
            deadlockLines++;
            deadlocks.append(
                    atNs,
                    line.pid(),
                    line.sqlstate(),
                    line.detail(),
                    line.statement(),
                    line.context(),
                    line.role(),
                    line.database(),
                    victim(line));
            return;
        }
        LockWait.parse(line.message()).ifPresent(wait -> {
            lockWaitLines++;
            lockWaits.append(
                    atNs, line.pid(), wait.waitedMs(), wait.kind(), line.message(), line.detail(), line.statement());
        });
    }

    /**
     * Whose session the victim was. Of the others in the cycle the log has no role; but where only a target's sessions are in
     * it, the victim is one of them.
     */
    private String victim(LogLine line) {
        if (line.database() != null && !line.database().equals(application.database())) {
            return "elsewhere";
        }
        return line.role() == null || line.role().equals(application.user()) ? "target" : "stranger";
    }

    ServerLog.Summary summary(boolean whole) {
        events.append(
                clock.nanos(),
                "server-log",
                "server_log",
                String.format(
                        Locale.ROOT,
                        "%d lines, %d unreadable, %s",
                        lines,
                        unreadable,
                        whole ? "whole" : "its end may be missing"));
        return new ServerLog.Summary(lines, unreadable, deadlockLines, lockWaitLines, whole);
    }

    @Override
    public void close() {
        deadlocks.close();
        lockWaits.close();
        events.close();
    }
}
