package dev.gridlock.target;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.RecordingSpec;
import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.stack.ServicePlace;
import java.nio.file.Path;

/** Starts a target, whatever it is. */
public final class Targets {

    private Targets() {}

    /**
     * Starts it and waits until it answers.
     *
     * @param target its name
     * @param place where services run, and what they connect to there
     * @param run the run's name
     * @param raw the target's own folder, {@code RUN/raw/<target>/}, for its journal and samples
     * @param log file that its output is appended to
     * @throws MachineException when it does not start; with its last lines of output
     */
    public static RunningTarget start(
            String target,
            TargetSpec spec,
            ServicePlace place,
            String run,
            Path raw,
            Path log,
            RunClock clock,
            RecordingSpec recording)
            throws MachineException, InterruptedException {
        return switch (spec) {
            case TargetSpec.BuiltIn builtIn -> ServiceProcess.start(target, builtIn, place, raw, log, clock, recording);
            case TargetSpec.Command command ->
                switch (place) {
                    case ServicePlace.ThisMachine machine -> {
                        CommandTarget started = CommandTarget.start(target, command, machine.application(), run, log);
                        yield recording
                                .samples()
                                .map(period -> started.sampled(raw, period, clock))
                                .orElse(started);
                    }
                    case ServicePlace.Containers _ ->
                        throw new MachineException("target " + target
                                + " is a command of this machine, and this stack's database can be reached by containers only"
                                + "\n  use --provider native or docker");
                };
        };
    }
}
