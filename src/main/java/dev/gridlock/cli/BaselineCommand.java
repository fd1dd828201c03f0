package dev.gridlock.cli;

import dev.gridlock.baseline.Baseline;
import dev.gridlock.baseline.BaselineException;
import dev.gridlock.baseline.BaselineFile;
import dev.gridlock.compare.Comparer;
import dev.gridlock.compare.Comparison;
import dev.gridlock.compare.ComparisonTable;
import dev.gridlock.compare.Floor;
import dev.gridlock.compare.Side;
import dev.gridlock.compare.SideReader;
import dev.gridlock.recording.Recording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a scenario measured on a machine, kept as a file to be committed. */
@Command(
        name = "baseline",
        mixinStandardHelpOptions = true,
        description =
                "Keeps what rounds measured as a small text file beside the scenario, shows it, and checks runs by it.",
        synopsisSubcommandLabel = "COMMAND")
final class BaselineCommand {

    @Spec
    private CommandSpec spec;

    @Command(
            name = "save",
            mixinStandardHelpOptions = true,
            description = "Writes a baseline from a run or, better, from a set of rounds.")
    int save(
            @Parameters(paramLabel = "RUNS", description = "A run's folder or a set, e.g. reports/latest.rounds")
                    String runs,
            @Option(
                            names = "--to",
                            paramLabel = "FILE",
                            description = "Where to (default: scenarios/<scenario>.baseline beside the launcher)")
                    @Nullable
                    Path to)
            throws Exception {
        Side side = new SideReader().read(runs);
        if (side.target().isPresent()) {
            throw new ParameterException(spec.commandLine(), runs + ": a baseline has all targets; leave #target out");
        }
        requireFinite(side);
        Path file =
                to == null ? BaselineFile.in(Home.scenarios(), side.figures().scenario()) : to;
        Optional<String> replaced = ReplacedBaseline.told(file, side.figures());
        BaselineFile.write(side.figures(), file);
        replaced.ifPresent(spec.commandLine().getErr()::println);
        side.notes().forEach(spec.commandLine().getErr()::println);
        int rounds = side.figures().rounds().size();
        spec.commandLine().getOut().println("baseline of " + rounds + (rounds == 1 ? " round: " : " rounds: ") + file);
        if (rounds < 4) {
            spec.commandLine()
                    .getErr()
                    .println("fewer than 4 rounds give no interval: compare will call every time inconclusive;"
                            + " use run --rounds 12");
        }
        return ExitCode.PASS.code();
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Prints what a baseline holds.")
    int show(@Parameters(paramLabel = "FILE", description = "A baseline file") Path file) throws Exception {
        Baseline baseline = BaselineFile.read(file);
        StringBuilder out = new StringBuilder();
        out.append("scenario ").append(baseline.scenario()).append(", ");
        out.append(baseline.rounds().size()).append(" rounds, saved ").append(baseline.saved());
        out.append("\nmachine: ").append(baseline.machine().text()).append('\n');
        baseline.versions()
                .forEach((part, version) ->
                        out.append(part).append(' ').append(version).append('\n'));
        for (String target : baseline.targets()) {
            out.append('\n').append(target).append('\n');
            Recording.catalogue().metrics().forEach(metric -> {
                OptionalDouble figure = baseline.figure(target, metric.name());
                out.append(String.format(
                        Locale.ROOT,
                        "  %-28s %s%n",
                        metric.name(),
                        figure.isPresent()
                                ? String.format(
                                        Locale.ROOT,
                                        "%,.3f %s",
                                        figure.getAsDouble(),
                                        metric.unit().name().toLowerCase(Locale.ROOT))
                                : "-"));
            });
        }
        spec.commandLine().getOut().print(out);
        return ExitCode.PASS.code();
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Compares a run or a set of rounds with the baseline of its scenario: compare BASELINE RUNS.",
                "The exit code: 0 same or better, 1 something is worse, 4 inconclusive."
            })
    int check(
            @Parameters(paramLabel = "RUNS", description = "A run's folder or a set, e.g. reports/latest.rounds")
                    String runs,
            @Option(
                            names = "--baseline",
                            paramLabel = "FILE",
                            description = "The baseline (default: scenarios/<scenario>.baseline beside the launcher)")
                    @Nullable
                    Path given)
            throws Exception {
        Side next = new SideReader().read(runs);
        Path file =
                given == null ? BaselineFile.in(Home.scenarios(), next.figures().scenario()) : given;
        if (!Files.exists(file)) {
            throw new BaselineException(
                    file + ": there is no such baseline; save one with ./gridlock baseline save RUNS");
        }
        Side base = new SideReader().read(file.toString());
        Comparison comparison = new Comparer(base, next, Recording.catalogue(), List.of(), Floor.DEFAULT).compare();
        spec.commandLine().getOut().println(ComparisonTable.render(comparison));
        return RunCommand.code(comparison.status()).code();
    }

    /** The file has no way to write them, and a comparison no way to use them. */
    private static void requireFinite(Side side) throws BaselineException {
        for (var round : side.figures().rounds()) {
            for (var target : round.targets().entrySet()) {
                for (var metric : target.getValue().metrics().entrySet()) {
                    if (!Double.isFinite(metric.getValue())) {
                        throw new BaselineException(round.name() + ": " + target.getKey() + "." + metric.getKey()
                                + " is " + metric.getValue() + " in its recording, so it is damaged; leave it out");
                    }
                }
            }
        }
    }
}
