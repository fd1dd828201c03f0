package dev.gridlock.cli;

import dev.gridlock.recording.Recording;
import dev.gridlock.scenario.ScenarioException;
import dev.gridlock.scenario.ScenarioParser;
import dev.gridlock.serve.runs.ReportsFolder;
import dev.gridlock.serve.runs.RunIndex;
import dev.gridlock.trend.History;
import dev.gridlock.trend.LikeTheNewest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Where the past runs of a scenario shifted. */
@Command(
        name = "trend",
        mixinStandardHelpOptions = true,
        description = {
            "Finds where a metric shifted over the past runs of a scenario, and names the run.",
            "Only runs made as the newest one are looked at: the same work, settings and machine.",
            "The exit code: 0 when it was looked, shifted or not, 4 when there are too few runs."
        })
final class TrendCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SCENARIO", description = "A scenario's name, or its file")
    private String scenario = "";

    @Option(
            names = "--reports",
            paramLabel = "FOLDER",
            description = "Where runs are kept (default: ./reports; within the checkout its reports/)")
    private @Nullable Path reports;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many runs to look at, the newest (default: 200)")
    private int last = 200;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (last < History.LEAST_RUNS || last > 10_000) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--last " + last + ": expected a number from " + History.LEAST_RUNS + " to 10_000");
        }
        String name = name();
        ReportsFolder folder = folder();
        LikeTheNewest alike = LikeTheNewest.of(History.usable(new RunIndex(folder).runs(), name), folder);
        History history = History.newest(alike.runs(), last);
        int runs = history.runs().size();
        alike.others()
                .forEach((why, count) -> spec.commandLine()
                        .getErr()
                        .println("left out, not made as the newest run: " + count + " with " + why));
        if (runs < History.LEAST_RUNS) {
            spec.commandLine()
                    .getErr()
                    .println("gridlock: " + runs + " runs of " + name + " ended with pass or fail"
                            + (alike.others().isEmpty() ? "" : " and were made as the newest")
                            + "; a trend needs " + History.LEAST_RUNS);
            return ExitCode.INCONCLUSIVE.code();
        }
        List<History.Shift> shifts = history.shifts();
        spec.commandLine()
                .getOut()
                .println(runs + " runs of " + name + ", from "
                        + history.runs().getFirst().started() + " to "
                        + history.runs().getLast().started());
        for (History.Shift shift : shifts) {
            spec.commandLine()
                    .getOut()
                    .println("%s  %s: %s, %s → %s"
                            .formatted(
                                    shift.run().path(),
                                    shift.target(),
                                    shift.metric().label(),
                                    shift.metric().format(shift.before()),
                                    shift.metric().format(shift.after())));
        }
        if (shifts.isEmpty()) {
            spec.commandLine().getOut().println("no metric shifted");
        }
        return ExitCode.PASS.code();
    }

    private String name() throws ScenarioException {
        if (!scenario.contains("/") && !scenario.endsWith(".yml") && !scenario.endsWith(".yaml")) {
            return scenario;
        }
        return ScenarioParser.parse(Path.of(scenario), Recording.catalogue(), List.of())
                .name();
    }

    private ReportsFolder folder() throws IOException {
        Path folder = reports == null ? Home.reports() : reports;
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), folder + ": there is no such folder of runs");
        }
        return ReportsFolder.of(folder);
    }
}
