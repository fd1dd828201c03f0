package dev.gridlock.report.deadlock;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The same deadlocks counted by three; empty: not measured.
 *
 * @param client statements of the service that failed with 40P01
 * @param server {@code pg_stat_database.deadlocks}
 * @param logged in the server's log
 * @param logSettings of the log that were not as demanded when the target had ended, such as {@code log_min_messages: expected
 *     warning, found fatal}
 */
public record Witnesses(OptionalDouble client, OptionalDouble server, OptionalDouble logged, List<String> logSettings) {

    public Witnesses {
        logSettings = List.copyOf(logSettings);
    }

    /** What their difference, if any, comes of. */
    public List<String> explained() {
        List<String> why = new ArrayList<>();
        if (client.isEmpty()) {
            why.add("The service's errors were not recorded, so the client's count is missing.");
        }
        if (server.isEmpty()) {
            why.add("The server's statistics were not read at both ends, or were reset in between (a crash does that),"
                    + " so its count is missing.");
        }
        if (logged.isEmpty()) {
            why.add("The server's log was not read, so its count is missing.");
        }
        if (less(client, logged) || less(client, server)) {
            why.add(
                    "The client saw fewer: the victim was not a statement of the service, or the service ended before it"
                            + " wrote the error down.");
        }
        if (less(server, client) || less(server, logged)) {
            why.add(
                    "The server's statistics have fewer: a backend reports them late, at the latest when it ends; one that"
                            + " was killed or still ran when they were read has not reported its own.");
        }
        if (less(logged, client) || less(logged, server)) {
            why.add(
                    logSettings.isEmpty()
                            ? "The log has fewer: some of its lines were lost or could not be read (event server_log says how"
                                    + " many)."
                            : "The log has fewer: the server was set to write less to it ("
                                    + String.join("; ", logSettings) + ").");
        }
        if (why.isEmpty()) {
            why.add("All three agree.");
        }
        return why;
    }

    private static boolean less(OptionalDouble a, OptionalDouble b) {
        return a.isPresent() && b.isPresent() && a.getAsDouble() < b.getAsDouble();
    }
}
