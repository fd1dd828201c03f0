package dev.gridlock.verdict;

import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.verdict.Doubt.JournalDiffers;
import dev.gridlock.verdict.Doubt.NotShown;
import dev.gridlock.verdict.Doubt.OneTarget;
import dev.gridlock.verdict.Doubt.RowsDisturbed;
import dev.gridlock.verdict.Doubt.WholeRun;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether a run measured what it set out to measure: each check gives doubts, and one that throws is a doubt itself.
 * To add a check, write it and name it in {@link #CHECKS}.
 */
final class Soundness {

    /** One question to a recording. */
    @FunctionalInterface
    private interface Check {
        void ask(Soundness of) throws SQLException;
    }

    private record Named(String name, Check check) {}

    private static final List<Named> CHECKS = List.of(
            new Named("end", Soundness::finished),
            new Named("durability", Soundness::durable),
            new Named("settings", Soundness::keptItsSettings),
            new Named("targets", Soundness::targetsRan),
            new Named("journal", Soundness::journaled),
            new Named("load", Soundness::allSentAndAnswered),
            new Named("arrivals", Soundness::sentInTime),
            new Named("quiet", Soundness::quiet),
            new Named("faults", Soundness::faultsProven),
            new Named("strangers", Soundness::undisturbed),
            new Named("log", Soundness::journalIsAsTheLog),
            new Named("counters", Soundness::countersRose),
            new Named("witnesses", Soundness::witnessesAgree));

    /** Share of the calls that must have been sent when they were meant to. */
    private static final double LEAST_ARRIVALS = 0.95;

    private static final Duration LATEST_ARRIVAL = Duration.ofMillis(250);
    private static final Duration LONGEST_STALL = Duration.ofSeconds(1);

    private static final String METRICS = "SELECT target, name, value::BIGINT FROM metrics WHERE value IS NOT NULL"
            + " AND name IN ('calls.planned', 'calls.sent', 'calls.answered', 'unexpected')";

    private static final String LOG_READ =
            "SELECT count(*) FROM events WHERE target = ? AND source = 'changes' AND kind = 'read'";

    private final Scenario scenario;
    private final Connection duckdb;
    private @Nullable Map<List<String>, String> metrics;
    private final List<Doubt> doubts = new ArrayList<>();

    private Soundness(Scenario scenario, Connection duckdb) {
        this.scenario = scenario;
        this.duckdb = duckdb;
    }

    static List<Doubt> doubts(Scenario scenario, Connection duckdb) {
        Soundness soundness = new Soundness(scenario, duckdb);
        for (Named named : CHECKS) {
            try {
                named.check.ask(soundness);
            } catch (SQLException | RuntimeException e) {
                soundness.doubts.add(new NotShown(
                        new WholeRun(), "check \"" + named.name + "\" could not be made: " + e.getMessage()));
            }
        }
        return soundness.doubts;
    }

    private void finished() throws SQLException {
        String why = text("SELECT value FROM run WHERE key = ?", "unfinished");
        if (why != null) {
            wholeRun("the run was not finished: " + why);
        }
    }

    /** A figure of durability from a database that may lose what it has committed is none. */
    private void durable() throws SQLException {
        for (String setting : List.of("fsync", "synchronous_commit")) {
            String value = text("SELECT value FROM run WHERE key = ?", "postgres." + setting);
            if (value == null) {
                wholeRun(setting + " is not in the recording (run: postgres." + setting
                        + "), so nothing is known to be durable");
            } else if (value.equals("off")) {
                wholeRun(setting + " was off, so what was committed was not durable");
            }
        }
    }

    /** The run refuses to begin with others; these were set while it was under way. */
    private void keptItsSettings() throws SQLException {
        for (String target : targets()) {
            String other = text(
                    "SELECT string_agg(message, '; ' ORDER BY at_ns, message) FROM events WHERE target = ? AND kind IN"
                            + " ('other_setting', 'settings_not_read')",
                    target);
            if (other != null) {
                about(
                        target,
                        "when it had ended, a session of the service had other settings than it began with: " + other);
            }
        }
    }

    private void targetsRan() throws SQLException {
        for (String target : targets()) {
            String partial = text("SELECT coalesce(partial, true) FROM targets WHERE target = ?", target);
            if (partial == null) {
                about(target, "was not run");
            } else if (partial.equals("true")) {
                about(target, "its recording is not whole (interrupted, or a part was killed)");
            }
        }
    }

    /** A target that is not ours owes no journal: then the log of changes is what it is judged by. */
    private void journaled() throws SQLException {
        for (String target : targets()) {
            if (number("SELECT count(*) FROM operations WHERE target = ?", target) > 0) {
                continue;
            }
            if (!(scenario.targets().get(target) instanceof TargetSpec.Command)) {
                about(target, "its journal holds no operation, so nothing was measured");
            } else if (number(LOG_READ, target) == 0) {
                about(target, "it writes no journal, and what it committed could not be read from the write-ahead log");
            }
        }
    }

    private void allSentAndAnswered() throws SQLException {
        for (String target : targets()) {
            String planned = metric(target, "calls.planned");
            String sent = metric(target, "calls.sent");
            String answered = metric(target, "calls.answered");
            if (planned == null || planned.equals("0") || !planned.equals(sent) || !planned.equals(answered)) {
                about(
                        target,
                        "calls planned: %s, sent: %s, answered: %s; expected as many of each"
                                .formatted(known(planned), known(sent), known(answered)));
            }
        }
    }

    /**
     * Late calls are another load than the one that was asked for: latencies count from the intended start, so they would be
     * the injector's own. On two busy cores a call was sent at most 32 ms late (1,500 calls of rush-hour).
     */
    private void sentInTime() throws SQLException {
        for (String target : targets()) {
            long planned = number("SELECT count(*) FROM requests WHERE target = ?", target);
            long inTime = number(
                    "SELECT count(*) FROM requests WHERE target = ? AND sent_ns - intended_ns <= "
                            + LATEST_ARRIVAL.toNanos(),
                    target);
            if (inTime < LEAST_ARRIVALS * planned) {
                about(
                        target,
                        String.format(
                                Locale.ROOT,
                                "%d of %d calls were sent within %d ms of when they should have been; expected %.0f %%",
                                inTime,
                                planned,
                                LATEST_ARRIVAL.toMillis(),
                                100 * LEAST_ARRIVALS));
            }
            long late = number("SELECT coalesce(max(sent_ns - intended_ns), 0) FROM requests WHERE target = ?", target);
            if (late > LONGEST_STALL.toNanos()) {
                about(
                        target,
                        String.format(
                                Locale.ROOT,
                                "the injector stalled: a call was sent %d ms late, expected at most %d ms",
                                late / 1_000_000,
                                LONGEST_STALL.toMillis()));
            }
        }
    }

    private void quiet() throws SQLException {
        for (String target : targets()) {
            String busy = text(
                    "SELECT coalesce(message, '') FROM events WHERE target = ? AND kind = 'not_quiet' LIMIT 1", target);
            if (busy != null) {
                about(target, "its rows were read before it was quiet: " + busy);
            } else if (number("SELECT count(*) FROM events WHERE target = ? AND kind = 'quiet'", target) == 0) {
                about(target, "nothing shows that it was quiet when its rows were read");
            }
        }
    }

    private void faultsProven() throws SQLException {
        for (String target : targets()) {
            for (int fault = 1; fault <= scenario.chaos().size(); fault++) {
                phase(target, fault, "proof", "was not shown to be applied");
                phase(target, fault, "healed", "was not shown to be healed");
            }
        }
    }

    private void phase(String target, int fault, String phase, String complaint) throws SQLException {
        String proof = text(
                "SELECT CASE WHEN bool_and(coalesce(ok, false)) THEN 'ok' ELSE 'expected '"
                        + " || coalesce(any_value(expected) FILTER (NOT coalesce(ok, false)), '?') || ', observed '"
                        + " || coalesce(any_value(observed) FILTER (NOT coalesce(ok, false)), '?') END"
                        + " FROM faults WHERE target = ? AND fault = " + fault + " AND phase = '" + phase
                        + "' HAVING count(*) > 0",
                target);
        if (proof == null) {
            about(target, "fault " + fault + " " + complaint + ": no probe of phase " + phase);
        } else if (!proof.equals("ok")) {
            about(target, "fault " + fault + " " + complaint + ": " + proof);
        }
    }

    private void undisturbed() throws SQLException {
        for (String target : targets()) {
            String count = metric(target, "unexpected");
            if (count == null) {
                about(target, "its rows were not audited");
            } else if (Long.parseLong(count) > 0) {
                doubts.add(new RowsDisturbed(
                        new OneTarget(target),
                        "target " + target + ": " + count + " rows or increments are there that nobody attempted:"
                                + " somebody else wrote (audit_trucks, finding unexpected)"));
            }
        }
    }

    /** What a target says that it wrote, and what the write-ahead log holds. */
    private void journalIsAsTheLog() throws SQLException {
        for (String target : targets()) {
            String strangers = disagreements(target, "stranger");
            if (strangers != null) {
                doubts.add(new RowsDisturbed(
                        new OneTarget(target),
                        "target " + target + ": by the write-ahead log somebody else wrote to its rows: " + strangers));
            }
            if (!"false".equals(text("SELECT partial FROM targets WHERE target = ?", target))) {
                continue; // then its journal ended early, and that is told
            }
            differs(target, "not_in_journal", "the write-ahead log holds what its journal does not");
            differs(target, "not_in_log", "its journal calls committed what the write-ahead log does not hold");
        }
    }

    private void differs(String target, String finding, String what) throws SQLException {
        String disagreements = disagreements(target, finding);
        if (disagreements != null) {
            doubts.add(
                    new JournalDiffers(new OneTarget(target), "target " + target + ": " + what + ": " + disagreements));
        }
    }

    /** How many, and the first; null where there is none. */
    private @Nullable String disagreements(String target, String finding) throws SQLException {
        return text(
                "SELECT count(*) || if(count(*) = 1, ' change', ' changes') || ', the first of ' || arg_min(table_name || ' ' || row_key, coalesce(committed_us, 0))"
                        + " || coalesce(' at ' || strftime(make_timestamp(min(committed_us)), '%H:%M:%S.%g') || ' UTC in transaction '"
                        + " || arg_min(xid, committed_us), '') || ' (log_disagreements, finding " + finding + ")'"
                        + " FROM log_disagreements WHERE target = ? AND finding = '" + finding
                        + "' HAVING count(*) > 0",
                target);
    }

    private void countersRose() throws SQLException {
        CounterResets resets = new CounterResets(scenario, duckdb);
        for (String target : targets()) {
            resets.doubts(target).forEach(doubt -> about(target, doubt));
        }
    }

    private void witnessesAgree() throws SQLException {
        for (String target : targets()) {
            DeadlockWitnesses.doubts(duckdb, target).forEach(doubt -> about(target, doubt));
        }
    }

    /** Every target of the scenario, and those that only have gates. */
    private Set<String> targets() {
        Set<String> targets = new TreeSet<>(scenario.targets().keySet());
        targets.addAll(scenario.gates().keySet());
        return targets;
    }

    private void about(String target, String what) {
        doubts.add(new NotShown(new OneTarget(target), "target " + target + ": " + what));
    }

    /** All in one query: DuckDB plans every metric of the view for each one that is asked for. */
    private @Nullable String metric(String target, String name) throws SQLException {
        Map<List<String>, String> known = metrics;
        if (known == null) {
            known = new HashMap<>();
            try (Statement statement = duckdb.createStatement();
                    ResultSet rows = statement.executeQuery(METRICS)) {
                while (rows.next()) {
                    known.put(List.of(rows.getString(1), rows.getString(2)), rows.getString(3));
                }
            }
            metrics = known;
        }
        return known.get(List.of(target, name));
    }

    private static String known(@Nullable String count) {
        return Objects.requireNonNullElse(count, "not measured");
    }

    private void wholeRun(String what) {
        doubts.add(new NotShown(new WholeRun(), what));
    }

    private long number(String query, String parameter) throws SQLException {
        return Long.parseLong(Objects.requireNonNull(text(query, parameter)));
    }

    /** First column of the first row; null: no row. */
    private @Nullable String text(String query, String parameter) throws SQLException {
        try (PreparedStatement statement = duckdb.prepareStatement(query)) {
            statement.setString(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }
}
