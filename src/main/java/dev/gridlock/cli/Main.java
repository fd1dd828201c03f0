package dev.gridlock.cli;

import dev.gridlock.baseline.BaselineException;
import dev.gridlock.compare.NotMeasuredException;
import dev.gridlock.process.FileFailure;
import dev.gridlock.process.JavaOptions;
import dev.gridlock.process.MachineException;
import dev.gridlock.process.Surroundings;
import dev.gridlock.report.figures.Visible;
import dev.gridlock.scenario.ScenarioException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.Locale;
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
            LocksCommand.class,
            ServeCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExit codes:%n")
public final class Main {

    private Main() {}

    /** The only exit of the harness. */
    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] arguments) {
        Surroundings.leave();
        Interruption interruption = Interruption.ofThisThread();
        int code = execute(commandLine(interruption), arguments);
        // While a signal takes the JVM down, exiting again would wait for itself; the JVM's own code is 130 then.
        if (!interruption.finish()) {
            System.exit(code);
        }
    }

    static CommandLine commandLine(Interruption interruption) {
        CommandLine commandLine = new CommandLine(new Main());
        // One for all commands, so that one flush reaches what any of them left in it.
        commandLine.setOut(new PrintWriter(System.out, true, System.out.charset()));
        commandLine.getCommandSpec().usageMessage().footer(exitCodes());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        ArgumentText.readStrictly(commandLine);
        commandLine.setExecutionExceptionHandler((exception, command, _) -> report(exception, command, interruption));
        return commandLine;
    }

    /** Picocli leaves errors to its caller; one that got past it would look like a failed gate, exit code 1. */
    private static int execute(CommandLine commandLine, String[] arguments) {
        try {
            int code = commandLine.execute(arguments);
            commandLine.getOut().flush();
            return code;
        } catch (OutOfMemoryError e) {
            commandLine
                    .getErr()
                    .println(failure("the harness ran out of memory: " + e.getMessage() + "; it may have "
                            + (Runtime.getRuntime().maxMemory() >> 20) + " MiB"
                            + JavaOptions.inEnvironment(System.getenv())
                                    .map(options -> ", and the environment gives Java options: " + options)
                                    .orElse("")
                            + "\n  make the fleet or the load smaller"));
        } catch (NoClassDefFoundError e) {
            commandLine.getErr().println(failure(Start.notWhole(e)));
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
                command.getErr().println(failure(said(failure)));
                yield ExitCode.MACHINE.code();
            }
            case FileSystemException failure -> {
                command.getErr().println(failure(FileFailure.said(failure)));
                yield ExitCode.MACHINE.code();
            }
            case InterruptedException _ -> ExitCode.INTERRUPTED.code();
            default -> {
                ownMistake(exception, command);
                yield ExitCode.MACHINE.code();
            }
        };
    }

    /** Its own words where somebody gave it some; else what the file system said. */
    private static String said(UncheckedIOException failure) {
        String words = String.valueOf(failure.getMessage());
        IOException cause = failure.getCause();
        return cause != null && words.equals(cause.toString()) ? FileFailure.said(cause) : words;
    }

    private static String failure(@Nullable String message) {
        return Ansi.AUTO.string("@|bold,red gridlock:|@ ") + Visible.of(String.valueOf(message));
    }

    private static void ownMistake(Throwable mistake, CommandLine command) {
        command.getErr().println("gridlock: a mistake in Gridlock itself; please report it with this trace");
        mistake.printStackTrace(command.getErr());
        command.getErr().flush();
    }

    private static String[] exitCodes() {
        return Arrays.stream(ExitCode.values())
                .map(code -> String.format(Locale.ROOT, "  %3d  %s%n", code.code(), code.meaning()))
                .collect(Collectors.joining())
                .split("(?<=\n)");
    }
}
