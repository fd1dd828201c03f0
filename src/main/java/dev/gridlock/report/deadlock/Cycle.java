package dev.gridlock.report.deadlock;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One deadlock, as the server's log has it.
 *
 * @param atNs nanoseconds since the run began; the server's log has milliseconds
 * @param victim the backend whose statement was cancelled
 * @param waits in the order of the cycle, the victim first: each is blocked by the next, the last by the first
 * @param detail the server's own text
 * @param context where the victim was, e.g. {@code while updating tuple (4,6) in relation "road_segments"}
 */
public record Cycle(long atNs, int victim, List<Wait> waits, String detail, String context) {

    public Cycle {
        waits = List.copyOf(waits);
    }

    /** Equal for cycles that differ only in processes, transactions and rows, and in who was the victim. */
    String shape() {
        if (waits.isEmpty()) {
            return "unreadable";
        }
        List<String> edges = waits.stream().map(Wait::fingerprint).toList();
        return Collections.min(IntStream.range(0, edges.size())
                .mapToObj(from -> IntStream.range(0, edges.size())
                        .mapToObj(i -> edges.get((from + i) % edges.size()))
                        .collect(Collectors.joining("\n")))
                .toList());
    }

    /** The lines of the DETAIL that a client is told, too. */
    public String toldToClient() {
        return waits.stream()
                .map(wait -> String.format(
                        Locale.ROOT,
                        "Process %d waits for %s on %s; blocked by process %d.",
                        wait.process(),
                        wait.mode(),
                        wait.object(),
                        wait.blockedBy()))
                .collect(Collectors.joining("\n"));
    }
}
