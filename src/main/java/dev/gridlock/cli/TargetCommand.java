package dev.gridlock.cli;

import dev.gridlock.clock.RunClock;
import dev.gridlock.recording.Recording;
import dev.gridlock.scenario.RecordingSpec;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.ScenarioException;
import dev.gridlock.scenario.ScenarioParser;
import dev.gridlock.scenario.StackFileParser.Reach;
import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.stack.ExternalDatabase;
import dev.gridlock.target.Listen;
import dev.gridlock.target.Service;
import dev.gridlock.workload.fleet.Fleet;
import dev.gridlock.workload.fleet.FleetTables;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One target that stays, to poke at by hand and to watch. */
@Command(
        name = "target",
        mixinStandardHelpOptions = true,
        description = {
            "Serves one target of a scenario on a stack that is there already, until it is stopped: what docker-compose.yml"
                    + " keeps running. It waits for the database, makes it and loads the scenario's fleet where there is none.",
            "For figures use run, which starts targets of its own."
        })
final class TargetCommand implements Callable<Integer> {

    private static final Duration DATABASE = Duration.ofMinutes(2);

    @Parameters(index = "0", paramLabel = "TARGET", description = "One of the scenario's targets, e.g. naive")
    private String target = "";

    @Parameters(index = "1", paramLabel = "SCENARIO", description = "A scenario file")
    private Path scenarioFile = Path.of("");

    @Option(
            names = "--stack",
            paramLabel = "FILE",
            required = true,
            description = "The stack file that says where the parts are (docs/docker.md), or the word compose")
    private String stack = "";

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8080",
            description = "Where it answers (default: ${DEFAULT-VALUE}); 0.0.0.0:8080 in a container")
    private void setListen(String text) {
        try {
            listen = Listen.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--listen: " + e.getMessage());
        }
    }

    private Listen listen = new Listen("127.0.0.1", 8080);

    @Option(
            names = "--i-own-this-database",
            description =
                    "Take a stack that is not on this machine's 127.0.0.1, e.g. by names on a container network: a database"
                            + " and a role are made there, and tables replaced. Without it only 127.0.0.0/8 is taken")
    private boolean owned;

    @Option(
            names = "--journal",
            paramLabel = "FOLDER",
            description =
                    "Where it writes down what it did (default: a new folder in java.io.tmpdir); grows as it works")
    private @Nullable Path journal;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Scenario scenario = ScenarioParser.parse(scenarioFile, Recording.catalogue(), List.of());
        TargetSpec targetSpec = scenario.targets().get(target);
        if (targetSpec == null) {
            throw new ScenarioException(List.of(target + ": the scenario has no such target; it has "
                    + String.join(", ", scenario.targets().keySet())));
        }
        if (!(targetSpec instanceof TargetSpec.BuiltIn builtIn)) {
            throw new ScenarioException(
                    List.of(target + " is a command of your own: start that itself, with DATABASE_URL and PORT"
                            + " in its environment; this is for the targets that come with Gridlock"));
        }
        NamedStack named = NamedStack.read(stack, owned ? Reach.ANYWHERE : Reach.THIS_MACHINE);
        DatabaseAddress database = ExternalDatabase.await(
                named.file(),
                named.password(),
                DATABASE,
                observer -> FleetTables.load(Fleet.generate(scenario.fleet(), scenario.seed()), observer));
        // Without samples, which would fill the disk over days; GET /metrics has the same.
        RecordingSpec recording = new RecordingSpec(Optional.empty());
        try (Service service =
                Service.start(target, builtIn, database, listen, journal(), RunClock.startingNow(), recording)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(target + " answers on " + listen.host() + ":" + service.port());
            out.flush();
            new CountDownLatch(1).await(); // until a signal interrupts it
        }
        return ExitCode.INTERRUPTED.code();
    }

    private Path journal() throws IOException {
        return journal == null ? Files.createTempDirectory("gridlock-" + target + "-") : journal;
    }
}
