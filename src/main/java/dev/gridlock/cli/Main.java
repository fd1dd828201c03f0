package dev.gridlock.cli;

import dev.gridlock.baseline.BaselineException;
import dev.gridlock.compare.NotMeasuredException;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.ScenarioException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** The entry of every command. */
@Command(
        name = "gridlock",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Finds out what a database did while the service in front of it said \"success\".",
        subcommands = {
            RunCommand.class,
            ValidateCommand.class,
            DoctorCommand.class,
            UpCommand.class,
            TargetCommand.class,
            ReportCommand.class,
            MetricsCommand.class,
            CompareCommand.class,
            BaselineCommand.class,
            TrendCommand.class,
            ServeCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExit codes:%n")
public final class Main {

    private Main() {}

    /** The only exit of the harness. */
    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] arguments) {
        Interruption interruption = Interruption.ofThisThread();
        int code = execute(commandLine(interruption), arguments);
        // While a signal takes the JVM down, exiting again would wait for itself; the JVM's own code is 130 then.
        if (!interruption.finish()) {
            System.exit(code);
        }
    }

    static CommandLine commandLine(Interruption interruption) {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.getCommandSpec().usageMessage().footer(exitCodes());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((exception, command, _) -> report(exception, command, interruption));
        return commandLine;
    }

    /** Picocli leaves errors to its caller; one that got past it would look like a failed gate, exit code 1. */
    private static int execute(CommandLine commandLine, String[] arguments) {
        try {
            return commandLine.execute(arguments);
        } catch (OutOfMemoryError e) {
            commandLine
                    .getErr()
                    .println(failure("the harness ran out of memory: " + e.getMessage()
                            + "\n  make the fleet or the load smaller"));
        } catch (Error e) {
            ownMistake(e, commandLine);
        }
        return ExitCode.MACHINE.code();
    }

    private static int report(Exception exception, CommandLine command, Interruption interruption) {
        if (interruption.requested()) {
            return ExitCode.INTERRUPTED.code();
        }
        return switch (exception) {
            case ScenarioException mistake -> {
                mistake.problems().forEach(problem -> command.getErr().println(problem));
                yield ExitCode.USAGE.code();
            }
            case BaselineException mistake -> {
                command.getErr().println(failure(mistake.getMessage()));
                yield ExitCode.USAGE.code();
            }
            case NotMeasuredException nothing -> {
                nothing.reasons().forEach(reason -> command.getErr().println(failure(reason)));
                command.getErr().println("comparison: inconclusive");
                yield ExitCode.INCONCLUSIVE.code();
            }
            case MachineException failure -> {
                command.getErr().println(failure(failure.getMessage()));
                yield ExitCode.MACHINE.code();
            }
            case UncheckedIOException failure -> {
                command.getErr().println(failure(failure.getMessage()));
                yield ExitCode.MACHINE.code();
            }
            case InterruptedException _ -> ExitCode.INTERRUPTED.code();
            default -> {
                ownMistake(exception, command);
                yield ExitCode.MACHINE.code();
            }
        };
    }

    private static String failure(@Nullable String message) {
        return Ansi.AUTO.string("@|bold,red gridlock:|@ ") + message;
    }

    private static void ownMistake(Throwable mistake, CommandLine command) {
        command.getErr().println("gridlock: a mistake in Gridlock itself; please report it with this trace");
        mistake.printStackTrace(command.getErr());
        command.getErr().flush();
    }

    private static String[] exitCodes() {
        return Arrays.stream(ExitCode.values())
                .map(code -> "  %3d  %s%n".formatted(code.code(), code.meaning()))
                .collect(Collectors.joining())
                .split("(?<=\n)");
    }
}
