package dev.gridlock.cli;

import dev.gridlock.recording.Recording;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.ScenarioException;
import dev.gridlock.scenario.ScenarioParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Parses and checks; starts nothing. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Checks scenario files: every mistake with line, column and the nearest valid name.")
final class ValidateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SCENARIO", arity = "1..*", description = "Scenario files")
    private List<Path> files = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        ExitCode code = ExitCode.PASS;
        for (Path file : files) {
            try {
                Scenario scenario = ScenarioParser.parse(file, Recording.catalogue(), List.of());
                spec.commandLine().getOut().println(file + ": ok, " + scenario.name());
            } catch (ScenarioException mistakes) {
                mistakes.problems()
                        .forEach(problem -> spec.commandLine().getErr().println(problem));
                code = ExitCode.USAGE;
            }
        }
        return code.code();
    }
}
