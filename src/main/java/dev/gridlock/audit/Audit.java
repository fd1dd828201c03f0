package dev.gridlock.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Every acknowledgement against the rows: what was told is compared with what the database holds.
 *
 * <p>It is SQL over the recorded tables ({@code docs/recording.md}), one file a step, and one walk ({@link VersionChains}; {@link Lineage} where the log was not read), so
 * that it can be repeated from {@code run.duckdb} alone.
 * {@code docs/audit.md} says how it counts and why the figures are never too high.
 */
public final class Audit {

    /** What the journal and the callers say, and which writes met on a segment. */
    private static final List<SqlFile> CLAIMS = SqlFile.of("operations", "told", "unjournaled", "writes", "loads");

    /** What became of them, then one finding a file. */
    private static final List<SqlFile> FINDINGS = SqlFile.of(
            "overwritten",
            "segments",
            "rows",
            "foreign",
            "candidate",
            "verified",
            "lost",
            "torn",
            "zombie",
            "duplicate",
            "indeterminate",
            "unexpected",
            "contention",
            "unlike-log",
            "totals");

    private static final List<String> SNAPSHOTS = List.of(
            "initial_segments",
            "initial_trucks",
            "initial_candidates",
            "initial_columns",
            "final_segments",
            "final_trucks",
            "final_columns",
            "snapshots");

    private Audit() {}

    /**
     * Counts for one target and writes {@code audit}, {@code audit_trucks}, {@code audit_segments}, {@code foreign_changes},
     * {@code log_disagreements}, {@code overwritten} and {@code verified}; rows of an earlier audit of the target are replaced, in one transaction.
     *
     * @param duckdb a recording that holds the target's {@code operations}, {@code acks}, {@code requests} and snapshots
     * @return the totals, or why nothing can be said; then the tables hold nothing of the target, so that no gate sees a 0
     * @throws SQLException when the recording is not one, e.g. a table is missing
     */
    public static AuditOutcome run(Connection duckdb, String target) throws SQLException {
        boolean autoCommit = duckdb.getAutoCommit();
        duckdb.setAutoCommit(false);
        try {
            SqlFile.setTarget(duckdb, target);
            new SqlFile("snapshot-tables").run(duckdb);
            AuditOutcome outcome = count(duckdb, target);
            duckdb.commit();
            return outcome;
        } catch (SQLException e) {
            duckdb.rollback();
            throw e;
        } finally {
            duckdb.setAutoCommit(autoCommit);
        }
    }

    private static AuditOutcome count(Connection duckdb, String target) throws SQLException {
        new SqlFile("tables").run(duckdb);
        List<String> missing = new ArrayList<>();
        for (String table : SNAPSHOTS) {
            if (!hasRows(duckdb, table, target)) {
                missing.add(table);
            }
        }
        if (!missing.isEmpty()) {
            return new AuditOutcome.NoEvidence("no rows of target " + target + " in " + String.join(", ", missing)
                    + ": the database was not read, so what was told cannot be compared with anything");
        }
        new SqlFile("observed").run(duckdb);
        SqlFile.set(duckdb, "observed", Observed.fill(duckdb));
        for (SqlFile step : CLAIMS) {
            step.run(duckdb);
        }
        if (LogOfChanges.isRead(duckdb)) {
            VersionChains.trace(duckdb);
        } else {
            Lineage.trace(duckdb);
        }
        for (SqlFile step : FINDINGS) {
            step.run(duckdb);
        }
        return new AuditOutcome.Counted(totals(duckdb, target));
    }

    private static boolean hasRows(Connection duckdb, String table, String target) throws SQLException {
        try (PreparedStatement query =
                duckdb.prepareStatement("SELECT 1 FROM " + table + " WHERE target = ? LIMIT 1")) {
            query.setString(1, target);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static SequencedMap<String, Long> totals(Connection duckdb, String target) throws SQLException {
        SequencedMap<String, Long> totals = new LinkedHashMap<>();
        try (PreparedStatement query = duckdb.prepareStatement("SELECT name, value FROM audit WHERE target = ?")) {
            query.setString(1, target);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    totals.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return totals;
    }
}
