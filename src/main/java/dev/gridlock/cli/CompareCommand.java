package dev.gridlock.cli;

import dev.gridlock.compare.Comparer;
import dev.gridlock.compare.Comparison;
import dev.gridlock.compare.ComparisonJson;
import dev.gridlock.compare.ComparisonTable;
import dev.gridlock.compare.Floor;
import dev.gridlock.compare.SideReader;
import dev.gridlock.recording.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Two sides of rounds, metric by metric. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Compares two sides metric by metric: better, worse, same or inconclusive.",
            "A side is a run's folder, a set of rounds (reports/latest.rounds) or a baseline file; PATH#target names one of"
                    + " its targets. Two targets of one set are compared round by round.",
            "The exit code: 0 same or better, 1 something is worse, 4 inconclusive."
        })
final class CompareCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "BASE", description = "What it was before")
    private String base = "";

    @Parameters(index = "1", paramLabel = "NEW", description = "What it is now")
    private String next = "";

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description = "Compare this metric only (may be given more than once); each then decides")
    private List<String> metrics = new ArrayList<>();

    @Option(
            names = "--floor",
            paramLabel = "PERCENT",
            defaultValue = "5%",
            description = "The smallest change that is told (default: 5%%)")
    private String floor = "5%";

    @Option(names = "--json", description = "Print JSON instead of the table")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        for (String metric : metrics) {
            if (Recording.catalogue().find(metric).isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--metric " + metric + ": there is no such metric; ./gridlock metrics lists them");
            }
        }
        Floor smallest = floor();
        SideReader reader = new SideReader();
        Comparison comparison =
                new Comparer(reader.read(base), reader.read(next), Recording.catalogue(), metrics, smallest).compare();
        spec.commandLine()
                .getOut()
                .println(json ? ComparisonJson.render(comparison) : ComparisonTable.render(comparison));
        return RunCommand.code(comparison.status()).code();
    }

    private Floor floor() {
        if (!floor.matches("\\d{1,2}(\\.\\d{1,3})?%") || Double.parseDouble(floor.replace("%", "")) == 0) {
            throw new ParameterException(
                    spec.commandLine(), "--floor " + floor + ": expected a share such as 5%, above 0% and below 100%");
        }
        return new Floor(Double.parseDouble(floor.replace("%", "")) / 100);
    }
}
