package dev.gridlock.cli;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.ScenarioException;
import java.util.Arrays;
import java.util.stream.Collectors;
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
            ReportCommand.class,
            MetricsCommand.class,
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
        int code = commandLine(interruption).execute(arguments);
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

    private static int report(Exception exception, CommandLine command, Interruption interruption) {
        if (interruption.requested()) {
            return ExitCode.INTERRUPTED.code();
        }
        return switch (exception) {
            case ScenarioException mistake -> {
                mistake.problems().forEach(problem -> command.getErr().println(problem));
                yield ExitCode.USAGE.code();
            }
            case MachineException failure -> {
                command.getErr().println(Ansi.AUTO.string("@|bold,red gridlock:|@ ") + failure.getMessage());
                yield ExitCode.MACHINE.code();
            }
            case InterruptedException _ -> ExitCode.INTERRUPTED.code();
            default -> {
                command.getErr().println("gridlock: a mistake in Gridlock itself; please report it with this trace");
                exception.printStackTrace(command.getErr());
                yield ExitCode.MACHINE.code();
            }
        };
    }

    private static String[] exitCodes() {
        return Arrays.stream(ExitCode.values())
                .map(code -> "  %3d  %s%n".formatted(code.code(), code.meaning()))
                .collect(Collectors.joining())
                .split("(?<=\n)");
    }
}
