package dev.gridlock.report.deadlock;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * SQL that makes a cycle again, by as many sessions as the cycle has processes, in the same order of locks. The service's
 * statement takes the rows of its route one by one; here each of them is a statement of its own, so that the order doesn't
 * hang on timing. Sessions wait for each other on what {@code pg_locks} shows, never for a time. Everything is rolled back.
 */
public final class Reproduction {

    /** First key of the advisory locks that say "I have my row". */
    private static final int FLAG = 40_001;

    private Reproduction() {}

    /** The sessions; empty where the log's objects are no rows, or the statements are not on {@code road_segments}. */
    static List<Session> sessions(Cast cast, Cycle cycle) {
        List<Wait> waits = cycle.waits();
        boolean rows = waits.stream().noneMatch(wait -> wait.kind() == Wait.Kind.OTHER)
                && waits.stream().anyMatch(wait -> wait.kind() == Wait.Kind.TRANSACTION)
                && waits.stream().allMatch(wait -> wait.statement().contains("road_segments"));
        if (!rows || waits.size() < 2 || waits.size() > 8) {
            return List.of();
        }
        long[] wants = wants(cast, waits);
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < waits.size(); i++) {
            sessions.add(session(cast.actors().get(i), i, waits, wants));
        }
        return sessions;
    }

    /** A shell script that runs the sessions side by side by psql. */
    static String script(String title, String file, List<Session> sessions) {
        StringBuilder script = new StringBuilder("""
            #!/bin/sh
            # %s
            # Ends with 0 when one of the sessions got 40P01. Changes nothing: every session rolls back.
            #
            # Run it against the database itself, past PgBouncer, with the rows in it:
            #   PGHOST=127.0.0.1 PGPORT=5432 PGUSER=… PGPASSWORD=… PGDATABASE=… sh %s
            out=$(mktemp) || exit 3
            trap 'rm -f "$out"' EXIT
            session() { psql -X -q -A -t -v ON_ERROR_STOP=1 -v VERBOSITY=verbose 2>&1 | sed "s/^/$1: /" >>"$out"; }
            """.formatted(oneLine(title), file));
        for (Session session : sessions) {
            script.append("\nsession ").append(session.letter()).append(" <<'SQL' &\n");
            script.append(session.sql()).append("SQL\n");
        }
        return script.append("""

            wait
            cat "$out"
            grep -q 'ERROR:  40P01' "$out"
            """).toString();
    }

    /** The segment that each process waits for; where the trucks are not known, rows of our choice. */
    private static long[] wants(Cast cast, List<Wait> waits) {
        long[] wants = new long[waits.size()];
        long chosen = 0;
        for (int i = 0; i < waits.size(); i++) {
            Optional<Long> known = cast.actors().get(i).wants();
            wants[i] = known.orElse(0L);
            if (known.isEmpty() && waits.get(i).kind() == Wait.Kind.TRANSACTION) {
                wants[i] = ++chosen;
            }
        }
        // Who stands in a queue wants what the one before it in the queue wants.
        for (int round = 0; round < waits.size(); round++) {
            for (int i = 0; i < waits.size(); i++) {
                if (wants[i] == 0) {
                    wants[i] = wants[(i + 1) % waits.size()];
                }
            }
        }
        return wants;
    }

    private static Session session(Actor actor, int i, List<Wait> waits, long[] wants) {
        int count = waits.size();
        int before = (i + count - 1) % count;
        StringBuilder sql = new StringBuilder();
        sql.append("-- %s%s\n"
                .formatted(
                        actor.truck()
                                .map(truck -> "truck " + truck.truckId() + " of call " + oneLine(truck.callId())
                                        + ", route " + truck.route())
                                .orElse("process " + actor.edge().process() + "; its truck is not known"),
                        actor.victim() ? "; the victim of the run" : ""));
        sql.append("BEGIN;\n");
        if (waits.get(before).kind() == Wait.Kind.TRANSACTION) {
            sql.append(update(actor, wants[before]));
        }
        sql.append(meet(i, count));
        if (waits.get(i).kind() == Wait.Kind.TUPLE) {
            int ahead = (i + 1) % count;
            sql.append("-- queues behind session ").append((char) ('A' + ahead)).append(", which waits first\n");
            sql.append(until(String.format(Locale.ROOT, """
                EXISTS (
                        SELECT FROM pg_locks flag JOIN pg_locks waiting USING (pid)
                        WHERE flag.locktype = 'advisory' AND flag.classid = %d AND flag.objid = %d AND NOT waiting.granted)\
                """, FLAG, ahead)));
        }
        sql.append(update(actor, wants[i]));
        sql.append("ROLLBACK;\n");
        return new Session(actor.letter(), sql.toString());
    }

    /** Says that a session has its row, and waits until all have theirs. */
    static String meet(int session, int sessions) {
        return String.format(Locale.ROOT, "SELECT pg_advisory_lock(%d, %d);\n", FLAG, session)
                + until(String.format(
                        Locale.ROOT,
                        "(SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %d AND granted) >= %d",
                        FLAG,
                        sessions));
    }

    private static String update(Actor actor, long segment) {
        String load = actor.truck()
                .filter(truck -> truck.route().contains(segment)
                        && truck.values().size() == truck.route().size())
                .map(truck -> Long.toString(truck.values().get(truck.route().indexOf(segment))))
                .orElse("assigned_load + 1");
        return String.format(
                Locale.ROOT, "UPDATE road_segments SET assigned_load = %s WHERE id = %d;\n", load, segment);
    }

    private static String until(String condition) {
        return """
            DO $$
            DECLARE
                deadline timestamptz := clock_timestamp() + interval '30 seconds';
            BEGIN
                WHILE NOT (%s) LOOP
                    IF clock_timestamp() > deadline THEN
                        RAISE EXCEPTION 'the other sessions did not come within 30 s';
                    END IF;
                    PERFORM pg_sleep(0.02);
                END LOOP;
            END $$;
            """.formatted(condition);
    }

    private static String oneLine(String text) {
        return text.codePoints()
                .mapToObj(c -> Character.isISOControl(c) ? " " : Character.toString(c))
                .collect(Collectors.joining());
    }

    static String fileName(String target, int shape) {
        return target.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "") + "-" + shape
                + ".sh";
    }
}
