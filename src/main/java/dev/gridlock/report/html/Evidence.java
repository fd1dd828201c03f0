package dev.gridlock.report.html;

import dev.gridlock.report.chart.InteractiveTimeline;
import dev.gridlock.report.damage.Damage;
import dev.gridlock.report.damage.DamageQuery;
import dev.gridlock.report.deadlock.Forensics;
import dev.gridlock.report.deadlock.ForensicsQuery;
import dev.gridlock.report.deadlock.Latent;
import dev.gridlock.report.deadlock.LatentQuery;
import dev.gridlock.report.figures.EvidenceTable;
import dev.gridlock.report.figures.RecordingQuery;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.SampleCounts;
import dev.gridlock.report.honesty.HonestyQuery;
import dev.gridlock.report.limits.LimitsQuery;
import dev.gridlock.report.time.TimeSpent;
import dev.gridlock.report.time.TimeSpentQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What the page shows beyond the figures: read once, before anything is written.
 *
 * @param timeline data of the interactive timeline, JSON that can stand in a script element
 * @param forensics a target each
 * @param latent a target each
 * @param times a target each
 * @param damage a target each
 * @param cannot what the run cannot tell
 */
public record Evidence(
        SampleCounts samples,
        String timeline,
        List<TimeSpent> times,
        List<Forensics> forensics,
        List<Latent> latent,
        List<Damage> damage,
        List<EvidenceTable> limits,
        EvidenceTable honesty,
        List<String> cannot) {

    /** Reads all of it from the recording. */
    public static Evidence read(Connection duckdb, RunFigures run) throws SQLException {
        RecordingQuery recording = new RecordingQuery(duckdb);
        HonestyQuery honesty = new HonestyQuery(recording, run);
        return new Evidence(
                SampleCounts.read(recording, run),
                InteractiveTimeline.json(duckdb, run),
                new TimeSpentQuery(recording, run).read(),
                new ForensicsQuery(recording, run).read(),
                new LatentQuery(recording, run).read(),
                new DamageQuery(recording, run).read(),
                new LimitsQuery(recording, run).read(),
                honesty.read(),
                honesty.limits());
    }
}
