package dev.gridlock.cli;

import dev.gridlock.process.MachineException;
import dev.gridlock.stack.Check;
import dev.gridlock.stack.DockerProvider;
import dev.gridlock.stack.Doctor;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is here, what is missing, how to get it. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Says what is here, what is missing and how to get it; exit code 3 while something is missing.")
final class DoctorCommand implements Callable<Integer> {

    @Option(names = "--install", description = "Gets what is missing into the tool cache; installs nothing system-wide")
    private boolean install;

    @Option(
            names = "--clean",
            description =
                    "Removes what killed runs left: processes, folders, containers, networks, volumes; nothing of a run"
                            + " that lives, and nothing that is not Gridlock's")
    private boolean clean;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Doctor doctor = new Doctor();
        PrintWriter out = spec.commandLine().getOut();
        if (install) {
            doctor.install(line -> spec.commandLine().getErr().println(line));
        }
        if (clean) {
            clean(out);
            return ExitCode.PASS.code();
        }
        List<Check> checks = doctor.checks();
        for (Check check : checks) {
            out.printf("%s %-12s %s%n", mark(check.status()), check.name(), check.found());
            if (check.status() != Check.Status.OK && !check.howToGet().isEmpty()) {
                out.printf("%-9s %-12s → %s%n", "", "", check.howToGet());
            }
        }
        boolean missing = checks.stream().anyMatch(check -> check.status() == Check.Status.MISSING);
        return (missing ? ExitCode.MACHINE : ExitCode.PASS).code();
    }

    private void clean(PrintWriter out) throws MachineException, InterruptedException {
        List<String> cleaned =
                new DockerProvider(line -> spec.commandLine().getErr().println(line)).cleanLeftovers();
        cleaned.forEach(out::println);
        out.println(cleaned.isEmpty() ? "nothing was left by killed runs" : cleaned.size() + " things cleaned");
    }

    private static String mark(Check.Status status) {
        return Ansi.AUTO.string(
                switch (status) {
                    case OK -> "@|green ok      |@ ";
                    case WARNING -> "@|yellow warning |@ ";
                    case MISSING -> "@|red missing |@ ";
                });
    }
}
