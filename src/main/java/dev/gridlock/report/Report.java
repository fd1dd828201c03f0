package dev.gridlock.report;

import dev.gridlock.process.FileFailure;
import dev.gridlock.process.MachineException;
import dev.gridlock.report.chart.Charts;
import dev.gridlock.report.chart.Picture;
import dev.gridlock.report.ci.CodeQuality;
import dev.gridlock.report.ci.OpenMetrics;
import dev.gridlock.report.figures.FiguresQuery;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.html.Evidence;
import dev.gridlock.report.html.IndexPage;
import dev.gridlock.report.json.RunJson;
import dev.gridlock.report.junit.JunitXml;
import dev.gridlock.report.markdown.SummaryMarkdown;
import dev.gridlock.report.pdf.LeadershipPdf;
import dev.gridlock.report.terminal.TerminalTable;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Draws a run from its recording alone: the same recording, scenario and verdict give the same files. */
public final class Report {

    /** Every file of a report; {@code docs/reports.md} says what each is; the page comes after them, since it links to the others. */
    private static final List<Document> DOCUMENTS = List.of(new ChartImages(), new LeadershipPdf());

    /** The files without pictures, which take no time to draw. */
    private static final List<Document> FIGURES = List.of(
            Document.text("run.json", RunJson::render),
            Document.text("junit.xml", JunitXml::render),
            Document.text("summary.md", SummaryMarkdown::render),
            Document.text("metrics.txt", OpenMetrics::render),
            Document.text("code-quality.json", CodeQuality::render));

    private Report() {}

    /**
     * Writes all files of the report into the run's folder, replacing older ones.
     *
     * @param duckdb the run's recording, with the tables and views of {@code docs/recording.md}
     * @throws MachineException when the recording can't be read or a file can't be written
     */
    public static void write(Connection duckdb, Scenario scenario, Verdict verdict, Path runFolder)
            throws MachineException {
        try {
            RunFigures run = new FiguresQuery(duckdb).read(scenario, verdict);
            List<Picture> pictures = Charts.draw(duckdb, run);
            Evidence evidence = Evidence.read(duckdb, run);
            for (Document document : FIGURES) {
                write(document, run, pictures, runFolder);
            }
            for (Document document : DOCUMENTS) {
                write(document, run, pictures, runFolder);
            }
            write(new DeadlockScripts(evidence.forensics(), evidence.latent()), run, pictures, runFolder);
            write(new IndexPage(evidence), run, pictures, runFolder);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /**
     * Writes the files without pictures only; {@code ./gridlock report} draws the others when somebody wants them.
     *
     * @param duckdb the run's recording
     * @throws MachineException when the recording can't be read or a file can't be written
     */
    public static void writeFigures(Connection duckdb, Scenario scenario, Verdict verdict, Path runFolder)
            throws MachineException {
        try {
            RunFigures run = new FiguresQuery(duckdb).read(scenario, verdict);
            for (Document document : FIGURES) {
                write(document, run, List.of(), runFolder);
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /**
     * The table that a run ends with, lines of at most {@value TerminalTable#WIDTH} columns.
     *
     * @param colour whether to use ANSI colours
     * @throws MachineException when the recording can't be read
     */
    public static String table(Connection duckdb, Scenario scenario, Verdict verdict, boolean colour)
            throws MachineException {
        try {
            return TerminalTable.render(new FiguresQuery(duckdb).read(scenario, verdict), colour);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /**
     * The run as Markdown, as in {@code summary.md}.
     *
     * @throws MachineException when the recording can't be read
     */
    public static String summary(Connection duckdb, Scenario scenario, Verdict verdict) throws MachineException {
        try {
            return SummaryMarkdown.render(new FiguresQuery(duckdb).read(scenario, verdict));
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static void write(Document document, RunFigures run, List<Picture> pictures, Path runFolder)
            throws MachineException {
        try {
            document.write(run, pictures, runFolder);
        } catch (IOException e) {
            throw new MachineException(
                    "could not write " + runFolder.resolve(document.name()) + ": " + FileFailure.said(e)
                            + "\n  expected: a folder that can be written, with a few MB free"
                            + "\n  what to do: see to that folder, then draw the report again: ./gridlock report "
                            + runFolder,
                    e);
        }
    }

    private static MachineException unreadable(SQLException e) {
        return new MachineException(
                "could not read the run's recording: " + e.getMessage()
                        + "\n  expected: run.duckdb with the tables and views of docs/recording.md"
                        + "\n  what to do: a recording of another version of Gridlock is read by that version; one that"
                        + " is damaged or cut short has to be restored, or run again",
                e);
    }
}
