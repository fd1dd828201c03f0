package dev.gridlock.cli;

import dev.gridlock.report.ci.GithubActions;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.stack.StackProvider;
import dev.gridlock.verdict.Status;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main job: all targets, then the report. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs a scenario: every target, the audit of every acknowledgement, the verdict, the report.")
final class RunCommand implements Callable<Integer> {

    private static final int MOST_ROUNDS = 1_000;

    @Mixin
    private ScenarioArguments arguments = new ScenarioArguments();

    @Mixin
    private ProviderOption provider = new ProviderOption();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Where runs are kept (default: reports/ beside the launcher)")
    private @Nullable Path out;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1",
            description = {
                "How often, each time with fresh data; the order of the targets turns each time.",
                "Several rounds are what compare and baseline are made for: twelve tell a tenth from ordinary noise"
            })
    private void setRounds(int number) {
        if (number < 1 || number > MOST_ROUNDS) {
            throw new ParameterException(
                    spec.commandLine(), "--rounds " + number + ": expected a number from 1 to " + MOST_ROUNDS);
        }
        rounds = number;
    }

    private int rounds = 1;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Scenario scenario = arguments.resolve();
        Path reports = out == null ? Home.reports() : out;
        Optional<String> baseline = RunBaseline.beside(arguments.file(), scenario);
        try (Progress progress = Progress.onStandardError()) {
            StackProvider chosen = provider.get(arguments, scenario, progress);
            ExitCode code = rounds == 1
                    ? once(scenario, chosen, reports, baseline, progress)
                    : severalTimes(scenario, chosen, reports, baseline, progress);
            return code.code();
        }
    }

    private ExitCode once(
            Scenario scenario, StackProvider chosen, Path reports, Optional<String> baseline, Progress progress)
            throws Exception {
        RunFolder folder = RunFolder.create(reports, scenario.name(), Instant.now());
        RunBaseline.keep(baseline, folder.path());
        Run.Result result = WatchedRun.execute(scenario, chosen, folder, progress, Manner.ALONE);
        progress.close();
        spec.commandLine().getOut().println(result.table());
        spec.commandLine().getOut().println("report: " + folder.path().resolve("index.html"));
        githubActions().tell(result.verdict().gates(), result.verdict().reasons(), result.summary());
        return code(result.verdict().status());
    }

    private ExitCode severalTimes(
            Scenario scenario, StackProvider chosen, Path reports, Optional<String> baseline, Progress progress)
            throws Exception {
        Rounds.Result result = new Rounds(scenario, chosen, reports, rounds, baseline, progress).execute();
        progress.close();
        spec.commandLine().getOut().println(result.table());
        spec.commandLine().getOut().println("rounds: " + result.set());
        githubActions()
                .tell(
                        result.verdict().results(),
                        result.verdict().reasons(),
                        "```\n" + result.table().replace("```", "` ` `") + "\n```\n");
        return code(result.verdict().status());
    }

    private GithubActions githubActions() {
        return new GithubActions(System.getenv(), spec.commandLine().getOut());
    }

    static ExitCode code(Status status) {
        return switch (status) {
            case PASS -> ExitCode.PASS;
            case FAIL -> ExitCode.GATE_FAILED;
            case INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
        };
    }
}
