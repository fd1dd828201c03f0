package dev.gridlock.cli;

import dev.gridlock.process.MachineException;
import dev.gridlock.serve.PortTakenException;
import dev.gridlock.serve.ReportsServer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A local page over the past runs and the one that goes on. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves the past runs, and the one that goes on, on a page for this machine's browser."
                + " It only reads, listens on 127.0.0.1 only, and ends with Ctrl-C.")
final class ServeCommand implements Callable<Integer> {

    /** Not 8474, which is Toxiproxy's own. */
    private static final int USUAL_PORT = 8250;

    private static final int HIGHEST_PORT = 65_535;

    @Parameters(
            paramLabel = "FOLDER",
            arity = "0..1",
            description =
                    "Folder of the runs, as given to run --out (default: ./reports; within the checkout its reports/)")
    private @Nullable Path folder;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of 127.0.0.1; 0 takes a free one (default: " + USUAL_PORT
                    + ", or a free one while that is taken)")
    private @Nullable Integer port;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (port != null && (port < 0 || port > HIGHEST_PORT)) {
            throw new ParameterException(
                    spec.commandLine(), "--port is " + port + ", and a port is 0 to " + HIGHEST_PORT);
        }
        Path reports = folder == null ? Home.reports() : folder.toAbsolutePath();
        try (ReportsServer server = start(reports)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("runs of " + reports + ": " + server.address());
            out.println("Ctrl-C stops it.");
            out.flush();
            new CountDownLatch(1).await();
        }
        return ExitCode.PASS.code();
    }

    private ReportsServer start(Path reports) throws MachineException {
        if (port != null) {
            return listening(reports, port);
        }
        try {
            return ReportsServer.start(reports, USUAL_PORT);
        } catch (PortTakenException taken) {
            return listening(reports, 0);
        }
    }

    private static ReportsServer listening(Path reports, int port) throws MachineException {
        try {
            return ReportsServer.start(reports, port);
        } catch (PortTakenException taken) {
            throw new MachineException(String.valueOf(taken.getMessage()), taken);
        }
    }
}
