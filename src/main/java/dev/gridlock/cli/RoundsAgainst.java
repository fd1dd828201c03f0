package dev.gridlock.cli;

import dev.gridlock.baseline.BaselineException;
import dev.gridlock.baseline.RoundsFile;
import dev.gridlock.compare.Comparer;
import dev.gridlock.compare.Comparison;
import dev.gridlock.compare.Floor;
import dev.gridlock.compare.NotMeasuredException;
import dev.gridlock.compare.SideReader;
import dev.gridlock.process.MachineException;
import dev.gridlock.recording.Recording;
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
 * A scenario several times on one stack, each round twice: with the services of another build (BASE) and with this program's
 * own (NEW). Each round is the one before it from its end, builds and targets both (A B B A), so that a machine that gets
 * slower meanwhile weighs on both alike. It leaves two sets of rounds, which {@code compare} takes as pairs.
 */
final class RoundsAgainst {

    private final Scenario scenario;
    private final StackProvider provider;
    private final OtherBuild other;
    private final Path reports;
    private final int rounds;
    private final Optional<String> baseline;
    private final Progress progress;

    /** @param baseline that each of this program's own rounds keeps */
    RoundsAgainst(
            Scenario scenario,
            StackProvider provider,
            OtherBuild other,
            Path reports,
            int rounds,
            Optional<String> baseline,
            Progress progress) {
        this.scenario = scenario;
        this.provider = provider;
        this.other = other;
        this.reports = reports.toAbsolutePath().normalize();
        this.rounds = rounds;
        this.baseline = baseline;
        this.progress = progress;
    }

    /**
     * What they end with.
     *
     * @param verdict over this program's own rounds
     * @param table each gate with how often it held in those, for the terminal
     * @param comparison the other build's rounds as BASE, this program's own as NEW
     */
    record Result(RoundsVerdict verdict, String table, Comparison comparison) {}

    /** One of the two builds: what of it is done. */
    private final class Half {

        private final Path set;
        private final String suffix;
        private final StackProvider stack;
        private final List<Path> done = new ArrayList<>();
        private final List<Verdict> verdicts = new ArrayList<>();

        Half(String name, String suffix, StackProvider stack) {
            this.set = reports.resolve(scenario.name()).resolve(name + suffix + RoundsFile.SUFFIX);
            this.suffix = suffix;
            this.stack = stack;
        }

        void run(String turn, Manner manner) throws ScenarioException, MachineException, InterruptedException {
            RunFolder folder = RunFolder.named(reports, scenario.name(), turn + suffix);
            RunBaseline.keep(baseline, folder.path());
            verdicts.add(WatchedRun.execute(scenario, stack, folder, progress, manner)
                    .verdict());
            done.add(folder.path());
            new RoundsFile(done).write(set);
        }
    }

    /**
     * Runs them. Whatever happens, everything that was started is stopped, and the rounds that are done are kept.
     *
     * @throws NotMeasuredException when no round of a build is sound
     * @throws MachineException when the stack, the machine or the other build could not do it
     * @throws InterruptedException on Ctrl-C
     */
    Result execute()
            throws ScenarioException, MachineException, InterruptedException, BaselineException, NotMeasuredException {
        String name = RunFolder.newName(Instant.now());
        Half base;
        Half next;
        try (KeptStack stack = new KeptStack(provider)) {
            base = new Half(name, "-against", stack.with(other));
            next = new Half(name, "", stack);
            inTurn(name, base, next);
        }
        RunFolder.link(reports, "latest" + RoundsFile.SUFFIX, next.set);
        SideReader reader = new SideReader();
        Comparison comparison = new Comparer(
                        reader.read(base.set.toString()),
                        reader.read(next.set.toString()),
                        Recording.catalogue(),
                        List.of(),
                        Floor.DEFAULT)
                .compare();
        RoundsVerdict verdict = RoundsVerdict.of(next.verdicts);
        return new Result(verdict, RoundsTable.gates(verdict), comparison);
    }

    private void inTurn(String name, Half base, Half next)
            throws ScenarioException, MachineException, InterruptedException {
        try {
            for (int round = 1; round <= rounds; round++) {
                String turn = String.format(Locale.ROOT, "%s-r%02d", name, round);
                List<Half> both = round % 2 == 1 ? List.of(base, next) : List.of(next, base);
                for (Half half : both) {
                    progress.line("round " + round + " of " + rounds + ", "
                            + (half == base ? "BASE: " + other.name() : "NEW: this build"));
                    half.run(turn, Manner.inTurn(turn, half == both.getLast(), round == rounds));
                }
            }
        } catch (MachineException | InterruptedException | RuntimeException failure) {
            progress.line(next.done.size() + " of " + rounds + " rounds of this build and " + base.done.size()
                    + " of the other were done"
                    + (next.done.isEmpty() ? "" : " and are kept: " + next.set + ", " + base.set));
            throw failure;
        }
    }
}
