package dev.gridlock.recording.serverlog;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.FileFailure;
import dev.gridlock.process.MachineException;
import dev.gridlock.recording.sampler.Observer;
import dev.gridlock.stack.PostgresLogs;
import dev.gridlock.stack.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What PostgreSQL itself logged between a target's begin and its end: deadlocks and long lock waits. */
public final class ServerLog {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final long LOOK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final PostgresLogs logs;
    private final Map<String, Long> begin;

    private ServerLog(PostgresLogs logs, Map<String, Long> begin) {
        this.logs = logs;
        this.begin = begin;
    }

    /**
     * Remembers where the log stands when a target begins.
     *
     * @throws MachineException when the log cannot be read
     */
    public static ServerLog begin(Stack stack) throws MachineException {
        PostgresLogs logs = stack.postgresLogs();
        try {
            awaitCollector(stack, logs);
            return new ServerLog(logs, logs.sizes());
        } catch (IOException e) {
            throw unreadable(logs, e);
        }
    }

    /**
     * Reads what was logged since, and writes {@code deadlocks.csv}, {@code lock_waits.csv} and
     * {@code server-log-events.csv}. The log's collector writes behind the server; it is waited for.
     *
     * @param raw the target's folder
     * @throws MachineException when the log cannot be read
     */
    public Summary end(Stack stack, Path raw, RunClock clock) throws MachineException {
        try {
            boolean whole = awaitCollector(stack, logs);
            try (ServerLogFiles files = new ServerLogFiles(raw, clock, stack.application())) {
                logs.readAfter(begin, files::line);
                return files.summary(whole);
            }
        } catch (IOException e) {
            throw unreadable(logs, e);
        }
    }

    /**
     * @param lines read
     * @param unreadable torn lines, not counted as anything
     * @param deadlocks written to deadlocks.csv
     * @param lockWaits written to lock_waits.csv
     * @param whole the log was complete up to its end; false when PostgreSQL was not there to be asked
     */
    public record Summary(long lines, long unreadable, long deadlocks, long lockWaits, boolean whole) {}

    /**
     * Has the server log a mark of ours and waits until it is in the files: all that was logged before it then is, too.
     *
     * @return false when PostgreSQL does not answer or the mark did not come
     */
    private static boolean awaitCollector(Stack stack, PostgresLogs logs) throws IOException {
        Map<String, Long> before = logs.sizes();
        String mark = "gridlock mark " + UUID.randomUUID();
        try (Connection connection = Observer.toPostgres(stack.observer());
                Statement statement = connection.createStatement()) {
            statement.execute("DO $$ BEGIN RAISE LOG '" + mark + "'; END $$");
        } catch (SQLException | MachineException e) {
            return false;
        }
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        boolean[] found = {false};
        while (!found[0] && System.nanoTime() < deadline) {
            logs.readAfter(before, line -> found[0] |= line.contains(mark));
            if (!found[0]) {
                LockSupport.parkNanos(LOOK_AGAIN_NS);
            }
        }
        return found[0];
    }

    private static MachineException unreadable(PostgresLogs logs, IOException e) {
        return new MachineException(
                "could not read PostgreSQL's log: " + FileFailure.said(e) + "\n  expected jsonlog files in "
                        + logs.place() + " that this user may read",
                e);
    }
}
