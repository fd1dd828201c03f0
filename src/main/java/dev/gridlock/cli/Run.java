package dev.gridlock.cli;

import dev.gridlock.clock.RunClock;
import dev.gridlock.load.LoadPlan;
import dev.gridlock.process.FileFailure;
import dev.gridlock.process.MachineException;
import dev.gridlock.recording.Recording;
import dev.gridlock.report.Report;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.ScenarioException;
import dev.gridlock.scenario.ScenarioYaml;
import dev.gridlock.stack.Stack;
import dev.gridlock.stack.StackProvider;
import dev.gridlock.verdict.Status;
import dev.gridlock.verdict.Verdict;
import dev.gridlock.workload.fleet.Fleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One run, as data flows: scenario, stack, then each target from fresh rows to its audit, verdict, report. */
final class Run {

    private final Scenario scenario;
    private final StackProvider provider;
    private final RunFolder folder;
    private final Progress progress;
    private final Manner manner;

    /**
     * @param scenario as it is to be run, with everything that was set over the file
     * @param folder of this run, made already
     * @param manner alone or as one of several rounds
     */
    Run(Scenario scenario, StackProvider provider, RunFolder folder, Progress progress, Manner manner) {
        this.scenario = scenario;
        this.provider = provider;
        this.folder = folder;
        this.progress = progress;
        this.manner = manner;
    }

    /**
     * What a run ends with.
     *
     * @param table naive beside bounded, and the verdict with its reasons, for the terminal
     * @param summary the same as Markdown
     */
    record Result(Verdict verdict, String table, String summary) {}

    /**
     * Runs it. Whatever happens, everything that was started is stopped, and what was recorded is in the run's folder.
     *
     * @throws MachineException when the stack or the machine could not do it; the recording is kept and says that it is partial
     * @throws InterruptedException on Ctrl-C; the same holds
     */
    Result execute() throws ScenarioException, MachineException, InterruptedException {
        RunClock clock = RunClock.startingNow();
        write(folder.resolvedScenario(), ScenarioYaml.render(scenario));
        Fleet fleet = Fleet.generate(scenario.fleet(), scenario.seed());
        LoadPlan plan = LoadPlan.of(scenario.load(), fleet, scenario.seed());
        try (Recording recording = Recording.create(folder.path())) {
            folder.markLatest();
            record(recording, RunFacts.of(scenario, clock));
            if (manner.turn().isPresent()) {
                recording.putRun("turn", manner.turn().get());
            }
            try {
                assignWithEachTarget(recording, fleet, plan, clock);
            } catch (MachineException | InterruptedException | UncheckedIOException failure) {
                // A failure's own message matters most; a report that can't be drawn must not hide it.
                try {
                    keepPartial(recording, failure);
                } catch (MachineException | RuntimeException unreported) {
                    failure.addSuppressed(unreported);
                }
                throw failure;
            }
            progress.stage("verdict and report");
            return report(recording);
        }
    }

    private void assignWithEachTarget(Recording recording, Fleet fleet, LoadPlan plan, RunClock clock)
            throws MachineException, InterruptedException {
        progress.stage("stack: PostgreSQL, PgBouncer, Toxiproxy");
        long began = clock.nanos();
        try (Stack stack = provider.start(scenario, folder.logs())) {
            progress.line("stack is up (" + stack.provider() + "): " + RunFacts.versions(stack));
            recording.putRun("took.stack_ms", Long.toString((clock.nanos() - began) / 1_000_000));
            record(recording, RunFacts.of(stack, scenario.postgres()));
            List<String> targets = List.copyOf(scenario.targets().keySet());
            for (String target : manner.backwards() ? targets.reversed() : targets) {
                int position = 1 + targets.indexOf(target);
                new TargetRun(
                                target,
                                position,
                                scenario,
                                folder,
                                stack,
                                recording,
                                fleet,
                                plan,
                                clock,
                                progress,
                                manner.wholeReport())
                        .execute();
                requireUninterrupted();
            }
        }
        requireUninterrupted();
    }

    /** Neither writing the recording nor stopping the stack notices an interrupt. */
    private static void requireUninterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("while the recording was written or the stack was stopped");
        }
    }

    private static void record(Recording recording, Map<String, String> facts) throws MachineException {
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            recording.putRun(fact.getKey(), fact.getValue());
        }
    }

    private Result report(Recording recording) throws MachineException {
        Verdict verdict = Verdict.judge(scenario, recording.connection(), RunBaseline.read(folder.path()));
        if (manner.wholeReport() || verdict.status() != Status.PASS) {
            Report.write(recording.connection(), scenario, verdict, folder.path());
        } else {
            Report.writeFigures(recording.connection(), scenario, verdict, folder.path());
        }
        return new Result(
                verdict,
                Report.table(recording.connection(), scenario, verdict, progress.isTerminal()),
                Report.summary(recording.connection(), scenario, verdict));
    }

    /** The recording itself says why it ends early, so that its report says so whenever it is drawn. */
    private void keepPartial(Recording recording, Exception failure) throws MachineException {
        boolean interrupted = failure instanceof InterruptedException || Interruption.jvmIsEnding();
        recording.putRun("unfinished", interrupted ? "interrupted" : firstLine(failure));
        progress.line("what was recorded is kept, and is partial: " + folder.path());
        if (!interrupted) {
            var _ = report(recording);
        }
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private static void write(Path file, String text) throws MachineException {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new MachineException("cannot write " + file + ": " + FileFailure.said(e), e);
        }
    }
}
