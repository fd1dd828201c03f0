package dev.gridlock.report.deadlock;

import java.util.List;
import java.util.Optional;

/**
 * Cycles of one shape, with one of them looked at closely.
 *
 * @param number from 1, the most frequent first
 * @param cycles how many there were
 * @param example the one with the fewest doubts about its trucks
 * @param waitedMs how long the victim had waited when the deadlock was found, by the server's log
 * @param code the line of the service's code that sent the victim's statement, by its journal
 * @param further other cycles of this shape, the first few
 * @param sessions empty: no reproduction
 * @param script the same as a shell script
 * @param file its name in the run's folder
 */
public record Shape(
        int number,
        int cycles,
        Cycle example,
        Cast cast,
        Optional<Double> waitedMs,
        Optional<String> code,
        List<Cycle> further,
        List<Session> sessions,
        String script,
        String file) {

    public Shape {
        further = List.copyOf(further);
        sessions = List.copyOf(sessions);
    }

    /** What makes the cycle, in one sentence. */
    public String meaning() {
        int queued = (int) example.waits().stream()
                .filter(wait -> wait.kind() == Wait.Kind.TUPLE)
                .count();
        int writers = example.waits().size() - queued;
        if (example.waits().isEmpty()) {
            return "The server's DETAIL is not in a form that is known here; it stands below as it is.";
        }
        if (example.waits().stream().anyMatch(wait -> wait.kind() == Wait.Kind.OTHER)) {
            return "Each holds a lock that the next one wants.";
        }
        String core = writers == 1
                ? "One has written a row and wants another whose queue leads back to it."
                : writers == 2
                        ? "Two have each written a row that the other one wants: they took the same rows in opposite order."
                        : writers
                                + " have each written a row that the next one wants: no two need the same pair of rows.";
        String queue = queued == 0
                ? ""
                : " " + (queued == 1 ? "One more stands" : queued + " more stand")
                        + " in the queue for one of those rows, and the queue is part of the cycle.";
        boolean bystander = example.waits().getLast().kind() == Wait.Kind.TUPLE;
        return core
                + queue
                + (bystander
                        ? " The victim is one that holds no row of the cycle: it was cancelled for standing in line."
                                + " That broke nothing: the others were still a cycle, and one of them was next."
                        : "");
    }
}
