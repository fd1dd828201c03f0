package dev.gridlock.cli;

import dev.gridlock.compare.ComparisonTable;
import dev.gridlock.report.ci.GithubActions;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.stack.StackProvider;
import dev.gridlock.verdict.Status;
import java.nio.file.Files;
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

    /** As many as tell a tenth. */
    private static final int ROUNDS_AGAINST = 12;

    @Mixin
    private ScenarioArguments arguments = new ScenarioArguments();

    @Mixin
    private ProviderOption provider = new ProviderOption();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Where runs are kept (default: ./reports; within the checkout its reports/)")
    private @Nullable Path out;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = {
                "How often, each time with fresh data; the order of the targets turns each time.",
                "Several rounds are what compare and baseline are made for: twelve tell a tenth from ordinary noise",
                "(default: 1, with --against 12)"
            })
    private void setRounds(int number) {
        if (number < 1 || number > MOST_ROUNDS) {
            throw new ParameterException(
                    spec.commandLine(), "--rounds " + number + ": expected a number from 1 to " + MOST_ROUNDS);
        }
        rounds = number;
    }

    private @Nullable Integer rounds;

    @Option(
            names = "--against",
            paramLabel = "CHECKOUT-OR-IMAGE",
            description = {
                "Compares with another build of the services: a folder with another checkout of Gridlock (its own launcher builds"
                        + " it), or an image of Gridlock (that is here already; the command docker copies its jars out).",
                "Each round runs twice on one stack, with that build's services and with this one's, in the order A B B A; then"
                        + " its rounds (BASE) and these (NEW) are compared as pairs. It must understand what this build tells a"
                        + " service; harness, load and stack are this one's.",
                "The exit code: 1 something is worse or a gate of NEW failed, 4 inconclusive, 0 neither"
            })
    private @Nullable String against;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Scenario scenario = arguments.resolve();
        Optional<String> mistake = Optional.ofNullable(against).flatMap(OtherBuild::mistake);
        if (mistake.isPresent()) {
            throw new ParameterException(spec.commandLine(), "--against " + mistake.get());
        }
        Path reports = out == null ? Home.reports() : out;
        Optional<String> baseline = RunBaseline.beside(arguments.file(), scenario);
        try (Progress progress = Progress.onStandardError()) {
            StackProvider chosen = provider.get(arguments, scenario, progress);
            ExitCode code;
            if (against != null) {
                code = inTurn(against, scenario, chosen, reports, baseline, progress);
            } else if (rounds == null || rounds == 1) {
                code = once(scenario, chosen, reports, baseline, progress);
            } else {
                code = severalTimes(rounds, scenario, chosen, reports, baseline, progress);
            }
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

    private ExitCode inTurn(
            String word,
            Scenario scenario,
            StackProvider chosen,
            Path reports,
            Optional<String> baseline,
            Progress progress)
            throws Exception {
        Path log = Files.createTempFile("gridlock-against", ".log");
        RoundsAgainst.Result result;
        try (OtherBuild other = OtherBuild.of(word, log, progress)) {
            Files.delete(log);
            int pairs = rounds == null ? ROUNDS_AGAINST : rounds;
            result = new RoundsAgainst(scenario, chosen, other, reports, pairs, baseline, progress).execute();
        }
        progress.close();
        String table = result.table() + "\n" + ComparisonTable.render(result.comparison());
        spec.commandLine().getOut().println(table);
        githubActions()
                .tell(
                        result.verdict().results(),
                        result.verdict().reasons(),
                        "```\n" + table.replace("```", "` ` `") + "\n```\n");
        return code(result.verdict().status().merge(result.comparison().status()));
    }

    private ExitCode severalTimes(
            int number,
            Scenario scenario,
            StackProvider chosen,
            Path reports,
            Optional<String> baseline,
            Progress progress)
            throws Exception {
        Rounds.Result result = new Rounds(scenario, chosen, reports, number, baseline, progress).execute();
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
