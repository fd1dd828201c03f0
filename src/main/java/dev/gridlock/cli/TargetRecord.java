package dev.gridlock.cli;

import dev.gridlock.audit.Audit;
import dev.gridlock.audit.AuditOutcome;
import dev.gridlock.audit.Rows;
import dev.gridlock.clock.RunClock;
import dev.gridlock.process.MachineException;
import dev.gridlock.recording.Recording;
import dev.gridlock.stack.DatabaseAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;

/** What the recording gets of one target: its rows, its files, its audit, how long each took, and why it is partial. */
final class TargetRecord {

    private final String target;
    private final Recording recording;
    private final DatabaseAddress observer;
    private final RunClock clock;
    private final Progress progress;

    TargetRecord(String target, Recording recording, DatabaseAddress observer, RunClock clock, Progress progress) {
        this.target = target;
        this.recording = recording;
        this.observer = observer;
        this.clock = clock;
        this.progress = progress;
    }

    /** Every row of the database, before the load; read by the transaction that made them. */
    void loaded(Connection postgres) throws MachineException {
        long began = System.nanoTime();
        try {
            Rows.snapshot(postgres, clock, recording.connection(), target, Rows.Moment.INITIAL);
        } catch (SQLException e) {
            throw unrecorded("the rows", e);
        }
        took("initial_rows", began);
    }

    /** Every row of the database, after the load. */
    void snapshot() throws MachineException {
        long began = System.nanoTime();
        try {
            Rows.snapshot(observer, clock, recording.connection(), target, Rows.Moment.FINAL);
        } catch (SQLException e) {
            throw unrecorded("the rows", e);
        }
        took("final_rows", began);
    }

    /** Loads what was streamed to files, and audits it. */
    void finish(Path raw) throws MachineException {
        progress.stage(target + ": recording and audit");
        long began = System.nanoTime();
        recording.importTarget(target, raw);
        took("import", began);
        began = System.nanoTime();
        audit();
        took("audit", began);
    }

    /** How long something took, since a moment of {@link System#nanoTime}. */
    void took(String what, long began) throws MachineException {
        recording.putRun("took." + target + "." + what + "_ms", Long.toString((System.nanoTime() - began) / 1_000_000));
    }

    /** Loads and audits what there is, and says why there is no more; what goes wrong here is added to the failure. */
    void keepPartial(Path raw, Exception failure) {
        // The thread may still carry an interrupt, which would close the files that are to be loaded.
        boolean interrupted = Thread.interrupted();
        try {
            try {
                recording.importTarget(target, raw);
                audit();
            } finally {
                boolean signalled = failure instanceof InterruptedException || Interruption.jvmIsEnding();
                recording.markPartial(target, signalled ? "interrupted" : message(failure));
            }
        } catch (MachineException unrecorded) {
            failure.addSuppressed(unrecorded);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void audit() throws MachineException {
        try {
            AuditOutcome outcome = Audit.run(recording.connection(), target);
            switch (outcome) {
                case AuditOutcome.Counted counted -> progress.line(target + ": " + told(counted));
                case AuditOutcome.NoEvidence nothing -> recording.markPartial(target, nothing.reason());
            }
        } catch (SQLException e) {
            throw unrecorded("the audit", e);
        }
    }

    private static String told(AuditOutcome.Counted counted) {
        return String.format(
                Locale.ROOT,
                "%,d trucks acknowledged, %,d verified in the database, %,d updates lost",
                counted.totals().getOrDefault("acknowledged", 0L),
                counted.totals().getOrDefault("verified", 0L),
                counted.totals().getOrDefault("lost_updates", 0L));
    }

    private static String message(Exception failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }

    private static MachineException unrecorded(String what, SQLException e) {
        return new MachineException("could not record " + what + ": " + e.getMessage(), e);
    }
}
