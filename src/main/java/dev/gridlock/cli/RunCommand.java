package dev.gridlock.cli;

import dev.gridlock.scenario.Scenario;
import dev.gridlock.verdict.Status;
import java.nio.file.Path;
import java.time.Instant;
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
        RunFolder folder = RunFolder.create(out == null ? Home.reports() : out, scenario.name(), Instant.now());
        try (Progress progress = Progress.onStandardError()) {
            Run.Result result = new Run(scenario, provider.get(progress), folder, progress).execute();
            progress.close();
            spec.commandLine().getOut().println(result.table());
            spec.commandLine().getOut().println("report: " + folder.path().resolve("index.html"));
            return code(result.verdict().status()).code();
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
