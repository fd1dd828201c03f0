package dev.gridlock.cli;

import dev.gridlock.audit.Audit;
import dev.gridlock.live.LiveFile;
import dev.gridlock.live.LiveReader;
import dev.gridlock.process.MachineException;
import dev.gridlock.recording.ImportReport;
import dev.gridlock.recording.Recording;
import dev.gridlock.report.Report;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.ScenarioException;
import dev.gridlock.scenario.ScenarioParser;
import dev.gridlock.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws a report again; also loads what a killed run left in {@code raw/}. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Draws the report of a run again, from its recording alone. The exit code is the run's verdict.")
final class ReportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", description = "A run's folder, e.g. reports/latest")
    private Path run = Path.of("");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path folder = requireRun(run.toAbsolutePath().normalize());
        Scenario scenario = ScenarioParser.parseResolved(folder.resolve("scenario.yml"));
        boolean killed = Files.isDirectory(folder.resolve("raw"));
        try (Recording recording = killed ? Recording.open(folder) : Recording.openReadOnly(folder)) {
            if (killed) {
                List<ImportReport> left = recording.importLeftovers();
                for (ImportReport report : left) {
                    recording.markPartial(report.target(), "the run was killed; loaded from what it left in raw/");
                    audit(recording, report.target());
                }
            }
            Verdict verdict = Verdict.judge(scenario, recording.connection(), RunBaseline.read(folder));
            Report.write(recording.connection(), scenario, verdict, folder);
            boolean colour = Ansi.AUTO.enabled();
            spec.commandLine().getOut().println(Report.table(recording.connection(), scenario, verdict, colour));
            spec.commandLine().getOut().println("report: " + folder.resolve("index.html"));
            return RunCommand.code(verdict.status()).code();
        }
    }

    /** It may have been killed when its rows had been read already. */
    private static void audit(Recording recording, String target) throws MachineException {
        try {
            var _ = Audit.run(recording.connection(), target);
        } catch (SQLException e) {
            throw new MachineException("could not audit " + target + ": " + e.getMessage(), e);
        }
    }

    private static Path requireRun(Path folder) throws ScenarioException, MachineException {
        if (!Files.isDirectory(folder)) {
            throw new ScenarioException(List.of(folder + ": is no folder; name a run's folder, e.g. reports/latest"));
        }
        if (!Files.isRegularFile(folder.resolve("scenario.yml"))) {
            throw new ScenarioException(
                    List.of(folder + ": is no run, it has no scenario.yml; name a run's folder, e.g. reports/latest"));
        }
        if (LiveReader.goesOn(folder.resolve(LiveFile.NAME))) {
            throw new ScenarioException(List.of(
                    folder + ": is still going on; its report is drawn when it ends (./gridlock serve shows it live)"));
        }
        return folder;
    }
}
