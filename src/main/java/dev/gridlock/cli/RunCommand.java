package dev.gridlock.cli;

import dev.gridlock.live.LiveEvent;
import dev.gridlock.live.LiveFile;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.ScenarioException;
import dev.gridlock.stack.StackProvider;
import dev.gridlock.verdict.Status;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job: all targets, then the report. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs a scenario: every target, the audit of every acknowledgement, the verdict, the report.")
final class RunCommand implements Callable<Integer> {

    @Mixin
    private ScenarioArguments arguments = new ScenarioArguments();

    @Mixin
    private ProviderOption provider = new ProviderOption();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Where runs are kept (default: reports/ beside the launcher)")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Scenario scenario = arguments.resolve();
        StackProvider chosen = provider.get(arguments, scenario, Progress.onStandardError());
        RunFolder folder = RunFolder.create(out == null ? Home.reports() : out, scenario.name(), Instant.now());
        try (LiveFile live = LiveFile.begin(
                        folder.path(),
                        scenario.name(),
                        List.copyOf(scenario.targets().keySet()));
                Progress progress = Progress.onStandardError()) {
            progress.alsoInto(live);
            Run.Result result = watched(new Run(scenario, chosen, folder, progress), live);
            progress.close();
            spec.commandLine().getOut().println(result.table());
            spec.commandLine().getOut().println("report: " + folder.path().resolve("index.html"));
            return code(result.verdict().status()).code();
        }
    }

    /** Runs it, and says in the live file how it ended. */
    private static Run.Result watched(Run run, LiveFile live)
            throws ScenarioException, MachineException, InterruptedException {
        try {
            Run.Result result = run.execute();
            LiveEvent.End end = switch (result.verdict().status()) {
                case PASS -> LiveEvent.End.PASS;
                case FAIL -> LiveEvent.End.FAIL;
                case INCONCLUSIVE -> LiveEvent.End.INCONCLUSIVE;
            };
            live.ended(end, String.join("; ", result.verdict().reasons()));
            return result;
        } catch (MachineException failure) {
            live.ended(LiveEvent.End.MACHINE, String.valueOf(failure.getMessage()));
            throw failure;
        } catch (InterruptedException interrupted) {
            live.ended(LiveEvent.End.INTERRUPTED, "interrupted; what was recorded is kept");
            throw interrupted;
        }
    }

    static ExitCode code(Status status) {
        return switch (status) {
            case PASS -> ExitCode.PASS;
            case FAIL -> ExitCode.GATE_FAILED;
            case INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
        };
    }
}
