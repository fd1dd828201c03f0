package dev.gridlock.report.deadlock;

import dev.gridlock.report.deadlock.LatentShape.LockedRow;
import dev.gridlock.report.deadlock.LatentShape.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * SQL that lets transactions meet which did not: each locks its first row, and when all of them have one, its second. Their own
 * statements are not in the log; the rows and modes are. Everything is rolled back.
 */
final class LatentReproduction {

    private LatentReproduction() {}

    /** The sessions; empty where a row cannot be named. */
    static List<Session> sessions(List<Part> parts) {
        if (parts.stream()
                .anyMatch(part ->
                        part.holds().key().isEmpty() || part.wants().key().isEmpty())) {
            return List.of();
        }
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            sessions.add(new Session(
                    (char) ('A' + i),
                    "-- as transaction " + part.xid() + " of the run did\nBEGIN;\n"
                            + lock(part.holds())
                            + Reproduction.meet(i, parts.size())
                            + lock(part.wants())
                            + "ROLLBACK;\n"));
        }
        return sessions;
    }

    private static String lock(LockedRow row) {
        return "SELECT FROM %s WHERE ROW(%s)::text = '%s' %s;\n"
                .formatted(row.table(), row.key(), row.row().replace("'", "''"), row.mode());
    }
}
