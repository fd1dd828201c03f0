package dev.gridlock.cli;

import dev.gridlock.baseline.RoundsFile;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.ScenarioException;
import dev.gridlock.stack.StackProvider;
import dev.gridlock.verdict.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A scenario several times on one stack, each round a run of its own with fresh data. What ties them together is a file
 * {@code <name>.rounds} beside their folders, which holds the rounds that are done at any moment.
 */
final class Rounds {

    private final Scenario scenario;
    private final StackProvider provider;
    private final Path reports;
    private final int rounds;
    private final Optional<String> baseline;
    private final Progress progress;

    /** @param baseline that each round keeps */
    Rounds(
            Scenario scenario,
            StackProvider provider,
            Path reports,
            int rounds,
            Optional<String> baseline,
            Progress progress) {
        this.scenario = scenario;
        this.provider = provider;
        this.reports = reports.toAbsolutePath().normalize();
        this.rounds = rounds;
        this.baseline = baseline;
        this.progress = progress;
    }

    /**
     * What the rounds end with.
     *
     * @param verdict over all of them
     * @param table each gate with how often it held, for the terminal
     * @param set file of the rounds, for {@code compare} and {@code baseline}
     */
    record Result(RoundsVerdict verdict, String table, Path set) {}

    /**
     * Runs them. Whatever happens, everything that was started is stopped, and the rounds that are done are kept.
     *
     * @throws MachineException when the stack or the machine could not do it
     * @throws InterruptedException on Ctrl-C
     */
    Result execute() throws ScenarioException, MachineException, InterruptedException {
        String name = RunFolder.newName(Instant.now());
        Path set = reports.resolve(scenario.name()).resolve(name + RoundsFile.SUFFIX);
        List<Path> done = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        try (KeptStack stack = new KeptStack(provider)) {
            for (int round = 1; round <= rounds; round++) {
                RunFolder folder =
                        RunFolder.named(reports, scenario.name(), String.format(Locale.ROOT, "%s-r%02d", name, round));
                RunBaseline.keep(baseline, folder.path());
                progress.line("round " + round + " of " + rounds);
                verdicts.add(WatchedRun.execute(scenario, stack, folder, progress, Manner.ofRound(round, rounds))
                        .verdict());
                done.add(folder.path());
                new RoundsFile(done).write(set);
                RunFolder.link(reports, "latest" + RoundsFile.SUFFIX, set);
            }
        } catch (MachineException | InterruptedException | RuntimeException failure) {
            progress.line(done.size() + " of " + rounds + " rounds were done"
                    + (done.isEmpty() ? "" : " and are kept: " + set));
            throw failure;
        }
        RoundsVerdict verdict = RoundsVerdict.of(verdicts);
        return new Result(verdict, RoundsTable.render(scenario, verdict, set), set);
    }
}
