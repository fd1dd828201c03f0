package dev.gridlock.report.deadlock;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL's DETAIL of a deadlock ({@code DeadLockReport} in deadlock.c): a line a wait in the order of the cycle, from
 * the victim on, then the processes' statements.
 */
final class DetailText {

    private static final Pattern WAIT =
            Pattern.compile("Process (\\d{1,9}) waits for (\\S+) on (.+); blocked by process (\\d{1,9})\\.");
    private static final Pattern STATEMENT = Pattern.compile("Process (\\d{1,9}): (.*)");

    private DetailText() {}

    /** The waits, in the order of the cycle; empty where the text is none of PostgreSQL's. */
    static List<Wait> read(String detail) {
        List<Matcher> waits = new ArrayList<>();
        Map<Integer, StringBuilder> statements = new HashMap<>();
        StringBuilder open = new StringBuilder();
        for (String line : detail.split("\n", -1)) {
            Matcher wait = WAIT.matcher(line);
            Matcher statement = STATEMENT.matcher(line);
            if (statements.isEmpty() && wait.matches()) {
                waits.add(wait);
            } else if (statement.matches() && isWaiting(waits, number(statement, 1))) {
                open = new StringBuilder(statement.group(2));
                statements.put(number(statement, 1), open);
            } else {
                open.append('\n').append(line);
            }
        }
        List<Wait> read = new ArrayList<>();
        for (Matcher wait : waits) {
            StringBuilder statement = statements.getOrDefault(number(wait, 1), new StringBuilder());
            read.add(new Wait(
                    number(wait, 1),
                    wait.group(2),
                    wait.group(3),
                    number(wait, 4),
                    statement.toString().strip()));
        }
        return isCycle(read) ? List.copyOf(read) : List.of();
    }

    private static boolean isWaiting(List<Matcher> waits, int process) {
        return waits.stream().anyMatch(wait -> number(wait, 1) == process);
    }

    private static boolean isCycle(List<Wait> waits) {
        if (waits.size() < 2) {
            return false;
        }
        for (int i = 0; i < waits.size(); i++) {
            if (waits.get(i).blockedBy() != waits.get((i + 1) % waits.size()).process()) {
                return false;
            }
        }
        return waits.stream().map(Wait::process).distinct().count() == waits.size();
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
