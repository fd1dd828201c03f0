package dev.gridlock.cli;

import dev.gridlock.live.LiveEvent;
import dev.gridlock.live.LiveFile;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.ScenarioException;
import dev.gridlock.stack.StackProvider;
import java.util.List;

/** A run that a live page can follow: how far it is and how it ended, in its live file. */
final class WatchedRun {

    private WatchedRun() {}

    static Run.Result execute(
            Scenario scenario, StackProvider provider, RunFolder folder, Progress progress, Manner manner)
            throws ScenarioException, MachineException, InterruptedException {
        List<String> targets = List.copyOf(scenario.targets().keySet());
        try (LiveFile live = LiveFile.begin(folder.path(), scenario.name(), targets)) {
            progress.alsoInto(live);
            return watched(new Run(scenario, provider, folder, progress, manner), live);
        } finally {
            progress.onlyHere();
        }
    }

    private static Run.Result watched(Run run, LiveFile live)
            throws ScenarioException, MachineException, InterruptedException {
        try {
            Run.Result result = run.execute();
            LiveEvent.End end = switch (result.verdict().status()) {
                case PASS -> LiveEvent.End.PASS;
                case FAIL -> LiveEvent.End.FAIL;
                case INCONCLUSIVE -> LiveEvent.End.INCONCLUSIVE;
            };
            live.ended(end, String.join("; ", result.verdict().reasons()));
            return result;
        } catch (MachineException failure) {
            live.ended(LiveEvent.End.MACHINE, String.valueOf(failure.getMessage()));
            throw failure;
        } catch (InterruptedException interrupted) {
            live.ended(LiveEvent.End.INTERRUPTED, "interrupted; what was recorded is kept");
            throw interrupted;
        }
    }
}
