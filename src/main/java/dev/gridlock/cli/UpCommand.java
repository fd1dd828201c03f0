package dev.gridlock.cli;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.stack.PinnedConnection;
import dev.gridlock.stack.Stack;
import dev.gridlock.stack.StackProvider;
import dev.gridlock.target.RunningTarget;
import dev.gridlock.target.Targets;
import dev.gridlock.workload.fleet.Fleet;
import dev.gridlock.workload.fleet.FleetTables;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The stack, the fleet and the services, to poke at by hand. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description =
                "Starts a scenario's stack (or uses the one that is there: --provider external), its fleet and services,"
                        + " prints how to reach each, and waits for Ctrl-C.")
final class UpCommand implements Callable<Integer> {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    @Mixin
    private ScenarioArguments arguments = new ScenarioArguments();

    @Mixin
    private ProviderOption provider = new ProviderOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Scenario scenario = arguments.resolve();
        StackProvider chosen = provider.get(arguments, scenario, Progress.onStandardError());
        RunFolder folder = RunFolder.create(Home.reports(), scenario.name() + "-up", Instant.now());
        RunClock clock = RunClock.startingNow();
        Deque<RunningTarget> services = new ArrayDeque<>();
        try (Progress progress = Progress.onStandardError();
                Stack stack = chosen.start(scenario, folder.logs())) {
            try {
                progress.line("fleet of " + scenario.fleet().trucks() + " trucks");
                loadFleet(scenario, stack);
                PrintWriter out = spec.commandLine().getOut();
                print(out, "PostgreSQL, directly", psql(stack.observer()));
                print(out, "PgBouncer's console", psql(stack.pgbouncerConsole()));
                print(out, "as a service does", psql(stack.application()));
                print(out, "Toxiproxy's API", stack.toxiproxyApi().toString());
                for (Map.Entry<String, TargetSpec> target : scenario.targets().entrySet()) {
                    RunningTarget service = Targets.start(
                            target.getKey(),
                            target.getValue(),
                            stack.services(),
                            String.valueOf(folder.path().getFileName()),
                            folder.raw(target.getKey()),
                            folder.logs().resolve("service-" + target.getKey() + ".log"),
                            clock,
                            scenario.recording());
                    services.push(service);
                    print(out, "service " + target.getKey(), service.baseUrl() + "/assignments");
                }
                print(out, "logs and journals", folder.path().toString());
                out.println("Ctrl-C stops everything.");
                out.flush();
                while (true) {
                    stack.requireAlive();
                    for (RunningTarget service : services) {
                        service.requireAlive();
                    }
                    Thread.sleep(BETWEEN_LOOKS);
                }
            } finally {
                services.forEach(RunningTarget::close);
            }
        }
    }

    private static void loadFleet(Scenario scenario, Stack stack) throws MachineException {
        DatabaseAddress observer = stack.observer();
        try (Connection postgres = PinnedConnection.to(observer)) {
            FleetTables.load(Fleet.generate(scenario.fleet(), scenario.seed()), postgres);
        } catch (SQLException e) {
            throw new MachineException("could not load the fleet into " + observer + ": " + e.getMessage(), e);
        }
    }

    private static void print(PrintWriter out, String what, String how) {
        out.printf("%-22s %s%n", what, how);
    }

    private static String psql(DatabaseAddress address) {
        String password = address.password();
        // Ours need no quotes; that of a stack that was there already may.
        String word = password.matches("\\w+") ? password : "'" + password.replace("'", "'\\''") + "'";
        return String.format(
                Locale.ROOT,
                "PGPASSWORD=%s psql -h %s -p %d -U %s %s",
                word,
                address.host(),
                address.port(),
                address.user(),
                address.database());
    }
}
