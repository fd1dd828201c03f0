package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.process.Signals;
import dev.gridlock.recording.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code run --rounds} once on the real stack, and what {@code compare}, {@code baseline} and {@code trend} make of it. */
@Isolated("its verdicts need the machine")
class RoundsIT {

    private static final int ROUNDS = 3;
    private static final Path PAIR = Place.CHECKOUT.resolve("src/test/resources/dev/gridlock/cli/pair.yml");

    private static Place place;
    private static Path set;
    private static List<Path> rounds;
    private static Path baseline;
    private static String said;

    @BeforeAll
    static void run() throws Exception {
        place = new Place();
        try (Launched run = place.run(PAIR, "--rounds", Integer.toString(ROUNDS))) {
            assertThat(run.exitCode()).as(run.said()).isZero();
            said = run.printed();
        }
        set = place.runs().resolve("latest.rounds").toRealPath();
        rounds = Files.readAllLines(set).stream()
                .skip(1)
                .map(set::resolveSibling)
                .toList();
        baseline = place.folder().resolve("pair.baseline");
        try (Launched save = place.gridlock("baseline", "save", set.toString(), "--to", baseline.toString())) {
            assertThat(save.exitCode()).as(save.said()).isZero();
        }
    }

    @AfterAll
    static void delete() throws IOException {
        place.close();
    }

    @Test
    void eachRoundIsARunOfItsOwnAndTheLastIsDrawnWhole() throws IOException {
        assertThat(rounds).hasSize(ROUNDS).allSatisfy(round -> {
            assertThat(round.resolve("run.json")).isNotEmptyFile();
            assertThat(round.resolve("run.duckdb")).isNotEmptyFile();
            assertThat(round.resolve("raw")).doesNotExist();
        });
        assertThat(rounds.getFirst().resolve("index.html")).doesNotExist();
        assertThat(rounds.getLast().resolve("index.html")).isNotEmptyFile();
        assertThat(place.lastRun()).isEqualTo(rounds.getLast().toRealPath());
        place.assertNothingIsLeft();
    }

    @Test
    void theOrderOfTheTargetsTurnsEachRound() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (RunDatabase recording = new RunDatabase(rounds.get(round))) {
                assertThat(recording.column("SELECT target FROM requests GROUP BY target ORDER BY min(sent_ns)"))
                        .isEqualTo(round % 2 == 0 ? List.of("base", "again") : List.of("again", "base"));
            }
        }
    }

    @Test
    void everyRoundBeginsWithTheSameRows() throws Exception {
        Stream.Builder<String> hashes = Stream.builder();
        for (Path round : rounds) {
            try (RunDatabase recording = new RunDatabase(round)) {
                recording
                        .column("SELECT value FROM run WHERE key LIKE 'fleet.%.hash'")
                        .forEach(hashes);
            }
        }
        assertThat(hashes.build().distinct()).hasSize(1);
    }

    @Test
    void itSaysHowOftenEachGateHeldAndWhatIsNext() {
        assertThat(said)
                .contains("held in 3 of 3  base: deadlocks == 0", "verdict over the rounds: pass", "compare", "#base");
    }

    @Test
    void aRoundCanBeDrawnLater() throws Exception {
        Path copy = copied(rounds.getFirst(), "drawn");
        try (Launched report = place.gridlock("report", copy.toString())) {
            assertThat(report.exitCode()).as(report.said()).isZero();
        }
        assertThat(copy.resolve("index.html")).isNotEmptyFile();
    }

    @Test
    void twoTargetsOfOneSetAreComparedRoundByRoundAndThreeAreTooFewToTell() throws Exception {
        try (Launched compare = place.gridlock("compare", set + "#base", set + "#again")) {
            assertThat(compare.exitCode()).as(compare.said()).isEqualTo(4);
            assertThat(compare.printed())
                    .contains("paired round by round", "too few rounds", "deadlocks", "none on either side")
                    .contains("comparison: inconclusive");
        }
    }

    @Test
    void whatIsCountedNeedsNoRounds() throws Exception {
        try (Launched compare = place.gridlock(
                "compare", rounds.get(0).toString(), rounds.get(1).toString(), "--metric", "deadlocks")) {
            assertThat(compare.exitCode()).as(compare.said()).isZero();
            assertThat(compare.printed()).contains("comparison: same");
        }
    }

    @Test
    void oneLostUpdateIsWorse() throws Exception {
        Path damaged = copied(rounds.get(1), "damaged");
        change(damaged, "UPDATE audit SET value = 1 WHERE name = 'lost_updates' AND target = 'again'");
        try (Launched compare = place.gridlock("compare", set.toString(), damaged.toString())) {
            assertThat(compare.exitCode()).as(compare.said()).isEqualTo(1);
            assertThat(compare.printed())
                    .contains("in 0 of 3 rounds of BASE, 1 of 1 of NEW")
                    .contains("comparison: worse");
        }
    }

    @Test
    void theBaselineIsShownAndChecked() throws Exception {
        try (Launched show = place.gridlock("baseline", "show", baseline.toString())) {
            assertThat(show.exitCode()).isZero();
            assertThat(show.printed()).contains("scenario pair, 3 rounds", "completion", "again");
        }
        try (Launched check = place.gridlock("baseline", "check", set.toString(), "--baseline", baseline.toString())) {
            assertThat(check.exitCode()).as(check.said()).isEqualTo(4);
            assertThat(check.printed()).contains("none on either side");
        }
    }

    @Test
    void aBaselineOfAnotherMachineIsUsedForRatiosOnlyAndThatIsSaid() throws Exception {
        Path other = edited("elsewhere", "machine cores ", "machine cores 1");
        try (Launched compare = place.gridlock("compare", other.toString(), set.toString())) {
            assertThat(compare.exitCode()).as(compare.said()).isEqualTo(4);
            assertThat(compare.printed()).contains("another machine", "only ratios", "again / base");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gridlock-baseline 1 | gridlock-baseline 9     | :1:19: is of schema 9",
                "rounds 3            | rounds three            | not a whole number",
                "scenario pair       | scenario smoke          | of scenario smoke, not of pair",
                "workload seed 7     | workload seed 8         | seed",
                "end                 | en                      | not a line of a baseline",
            })
    void aBaselineThatCannotBeUsedIsWrongUsageWithItsPlace(String found, String instead, String told) throws Exception {
        Path bad = edited("bad", found, instead);
        try (Launched compare = place.gridlock("compare", bad.toString(), set.toString())) {
            assertThat(compare.exitCode()).as(compare.printed()).isEqualTo(2);
            assertThat(compare.said()).contains(told).doesNotContain("\tat ");
        }
    }

    @Test
    void aPartialRunIsInconclusiveWhereverItIs() throws Exception {
        Path unfinished = copied(rounds.get(0), "unfinished");
        change(unfinished, "INSERT INTO run VALUES ('unfinished', 'interrupted')");
        Path killed = copied(rounds.get(1), "killed");
        Files.createDirectory(killed.resolve("raw"));
        for (Path partial : List.of(unfinished, killed)) {
            for (List<String> words : List.of(
                    List.of("compare", set.toString(), partial.toString()),
                    List.of("baseline", "save", partial.toString(), "--to", place.folder() + "/none.baseline"))) {
                try (Launched command = place.gridlock(words.toArray(String[]::new))) {
                    assertThat(command.exitCode()).as(command.printed()).isEqualTo(4);
                    assertThat(command.said()).contains("is partial").doesNotContain("\tat ");
                }
            }
        }
        assertThat(place.folder().resolve("none.baseline")).doesNotExist();
    }

    @Test
    void whatARecordingDoesNotHoldOrIsNoNumberIsInconclusive() throws Exception {
        Path lacking = copied(rounds.get(0), "lacking");
        change(lacking, "DELETE FROM counters WHERE name = 'wal_bytes'");
        Path odd = copied(rounds.get(1), "odd");
        change(odd, "UPDATE counters SET final = 'nan' WHERE name = 'wal_bytes'");
        for (Path run : List.of(lacking, odd)) {
            try (Launched compare =
                    place.gridlock("compare", set.toString(), run.toString(), "--metric", "postgres.wal")) {
                assertThat(compare.exitCode()).as(compare.said()).isEqualTo(4);
                assertThat(compare.printed()).contains("BASE has it, NEW measured it in no round");
            }
        }
        try (Launched save =
                place.gridlock("baseline", "save", odd.toString(), "--to", place.folder() + "/odd.baseline")) {
            assertThat(save.exitCode()).isEqualTo(2);
            assertThat(save.said()).contains("postgres.wal is NaN");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "compare SET                          | Missing required parameter",
                "compare SET nowhere                  | nowhere: no such file",
                "compare SET docs                     | it has no scenario.yml",
                "compare SET#base SET#agein           | there is no target",
                "compare SET SET --metric complete    | there is no such metric",
                "compare SET SET --floor 0%           | --floor 0%: expected",
                "compare SET SET --floor much         | --floor much: expected",
                "baseline save SET#base --to x        | leave #target out",
                "baseline show nowhere                | nowhere: there is no such file",
                "baseline check SET --baseline none   | there is no such baseline",
                "baseline                             | Missing required subcommand",
                "run PAIR --rounds 0                  | --rounds 0: expected a number from 1",
                "run PAIR --rounds many               | --rounds",
                "run PAIR --against docs              | docs is no checkout of Gridlock",
                "run PAIR --against no/such/          | no/such/: there is no such folder, and it is no name of an image",
                "trend pair --reports nowhere         | there is no such folder",
                "trend pair --last 3                  | --last 3",
            })
    void wrongUsageIsTold(String words, String told) throws Exception {
        String[] command = words.replace("SET", set.toString())
                .replace("PAIR", PAIR.toString())
                .split(" +");
        try (Launched run = place.gridlock(command)) {
            assertThat(run.exitCode()).as(run.printed()).isEqualTo(2);
            assertThat(run.said()).contains(told).doesNotContain("\tat ");
        }
    }

    /** BASE is a build of its own whose increments are short by one: only services of that build lose updates. */
    @Test
    void anotherBuildRunsInTurnOnTheSameStackAndIsComparedAsPairs() throws Exception {
        Path checkout = DamagedCheckout.make(place.folder(), PlantedDamage.INCREMENTS_SHORT_BY_ONE);
        try (Place other = new Place();
                Launched run = other.run(PAIR, "--target", "base", "--rounds", "2", "--against", checkout.toString())) {
            assertThat(run.exitCode()).as("%s%s", run.said(), run.printed()).isZero();
            assertThat(run.printed())
                    .contains("verdict over the rounds: pass", "NEW: ", "paired round by round")
                    .containsPattern("lost_updates .* better: in 2 of 2 rounds of BASE, 0 of 2 of NEW")
                    .contains("comparison: better");
            assertThat(run.said()).containsOnlyOnce("Toxiproxy 2.12.0 before both");
            Path next = other.runs().resolve("latest.rounds").toRealPath();
            Path base = next.resolveSibling(next.getFileName().toString().replace(".rounds", "-against.rounds"));
            List<Path> halves = Stream.of(next, base)
                    .flatMap(RoundsIT::folders)
                    .sorted(Comparator.comparing(RoundsIT::started))
                    .toList();
            assertThat(halves)
                    .extracting(half -> half.toString().endsWith("-against"))
                    .containsExactly(true, false, false, true);
            try (Launched again = other.gridlock("compare", base.toString(), next.toString())) {
                assertThat(again.exitCode()).as("%s", again.said()).isZero();
                assertThat(again.printed()).contains("paired round by round");
            }
            other.assertNothingIsLeft();
        }
    }

    @Test
    void aCopyOfARunIsNoSecondRound() throws Exception {
        Path copy = copied(rounds.getFirst(), "copy");
        Path doubled = Files.writeString(
                place.folder().resolve("doubled.rounds"),
                "gridlock-rounds 1\n" + rounds.getFirst() + "\n" + copy + "\n");
        try (Launched compare = place.gridlock("compare", doubled.toString(), set.toString())) {
            assertThat(compare.exitCode()).isEqualTo(2);
            assertThat(compare.said()).contains("copy are one run");
        }
    }

    @Test
    void aBaselineThatCannotBeWrittenIsTheMachines() throws Exception {
        try (Launched save = place.gridlock("baseline", "save", set.toString(), "--to", "/nowhere/x.baseline")) {
            assertThat(save.exitCode()).isEqualTo(3);
            assertThat(save.said()).contains("/nowhere/x.baseline").doesNotContain("\tat ");
        }
    }

    @Test
    void threeRunsAreTooFewForATrend() throws Exception {
        try (Launched trend =
                place.gridlock("trend", "pair", "--reports", place.runs().toString())) {
            assertThat(trend.exitCode()).isEqualTo(4);
            assertThat(trend.said()).contains("3 runs of pair", "a trend needs 8");
        }
    }

    @Test
    void ctrlCKeepsTheRoundsThatAreDone() throws Exception {
        try (Place other = new Place()) {
            try (Launched run = other.run(Place.TINY, "--rounds", "3")) {
                run.awaitSaid("round 2 of 3");
                Signals.send("INT", run.harness().pid());
                assertThat(run.exitCode()).as(run.said()).isEqualTo(130);
                assertThat(run.said())
                        .contains("1 of 3 rounds were done and are kept")
                        .doesNotContain("\tat ");
            }
            assertThat(Files.readAllLines(other.runs().resolve("latest.rounds")))
                    .hasSize(2);
            other.assertNothingIsLeft();
        }
    }

    private static Stream<Path> folders(Path roundsFile) {
        try {
            return Files.readAllLines(roundsFile).stream().skip(1).map(roundsFile::resolveSibling);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String started(Path run) {
        try (RunDatabase recording = new RunDatabase(run)) {
            return recording
                    .column("SELECT value FROM run WHERE key = 'started'")
                    .getFirst();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The baseline with the first line that begins so replaced. */
    private static Path edited(String name, String begin, String line) throws IOException {
        List<String> lines = Files.readAllLines(baseline);
        int place = lines.indexOf(lines.stream()
                .filter(each -> each.startsWith(begin))
                .findFirst()
                .orElseThrow());
        lines.set(place, line);
        return Files.writeString(baseline.resolveSibling(name + ".baseline"), String.join("\n", lines) + "\n");
    }

    private static Path copied(Path run, String name) throws IOException {
        Path copy = Files.createDirectories(place.folder().resolve("copies").resolve(name));
        for (String file : List.of("scenario.yml", "run.duckdb", "run.json")) {
            Files.copy(run.resolve(file), copy.resolve(file));
        }
        return copy;
    }

    private static void change(Path run, String sql) throws Exception {
        try (Recording recording = Recording.open(run);
                Statement statement = recording.connection().createStatement()) {
            statement.execute(sql);
        }
    }
}
