package dev.gridlock.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.baseline.Baseline;
import dev.gridlock.baseline.MadeBaseline;
import dev.gridlock.recording.Recording;
import dev.gridlock.verdict.Status;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Rounds of two sessions: what is told of times, with and without a calibration, and of rounds that ran in turn. */
class SessionsTest {

    private static final double[] TEN = {1000, 1030, 980, 1010, 990, 1020, 970, 1040, 1005, 995};
    private static final double[] CALIBRATION = {3, 3.05, 2.95, 3, 3.1, 3, 2.9, 3, 3, 3.02};

    /** The faults' own kind: times of another day were called worse, or the same, though nothing could be known of them. */
    @Test
    void withoutCalibrationOrPairsTimesAreInconclusiveAndSayWhy() throws Exception {
        for (double times : new double[] {1, 1.2, 5}) {
            Comparison comparison =
                    compared(made(1, 1).make(), uncalibrated(times).make());
            assertThat(line(comparison, "completion").word()).isEqualTo(Word.INCONCLUSIVE);
            assertThat(line(comparison, "completion").why())
                    .startsWith("cannot tell")
                    .contains("NEW has no calibration", "run --against");
            assertThat(comparison.status()).isEqualTo(Status.INCONCLUSIVE);
        }
        assertThat(line(compared(uncalibrated(1).make(), made(1, 1).make()), "completion")
                        .why())
                .contains("BASE has no calibration");
    }

    @Test
    void damageAndSizesAreComparedAllTheSame() throws Exception {
        MadeBaseline damaged = uncalibrated(1).metric("bounded", "deadlocks", 0, 0, 0, 0, 2, 0, 0, 0, 0, 0);
        Comparison comparison = compared(uncalibrated(1).make(), damaged.make());
        assertThat(line(comparison, "deadlocks").word()).isEqualTo(Word.WORSE);
        assertThat(line(comparison, "lost_updates").word()).isEqualTo(Word.SAME);
        assertThat(line(comparison, "postgres.wal").word()).isEqualTo(Word.SAME);
        assertThat(comparison.status()).isEqualTo(Status.FAIL);
    }

    @Test
    void oneThatNoLongerCompletesIsWorseWithoutCalibrationToo() throws Exception {
        MadeBaseline never = uncalibrated(1)
                .always("bounded", "completion", Double.NaN)
                .always("bounded", "trucks", 3_000)
                .always("bounded", "verified", 2_999);
        assertThat(line(compared(uncalibrated(1).make(), never.make()), "completion")
                        .word())
                .isEqualTo(Word.WORSE);
    }

    @Test
    void aSlowerMachineIsNoSlowerService() throws Exception {
        Comparison comparison = compared(made(1, 1).make(), made(1.12, 1.12).make());
        assertThat(line(comparison, "completion").word()).isNotEqualTo(Word.WORSE);
        assertThat(line(comparison, "completion").ratio().orElseThrow().point()).isBetween(0.99, 1.01);
        assertThat(comparison.notes()).anyMatch(note -> note.contains("calibration 3.000 ms in BASE, 3.360 ms in NEW"));
    }

    @Test
    void aSlowerServiceIsFoundThroughAFasterMachine() throws Exception {
        Comparison comparison = compared(made(1, 1).make(), made(1.08, 0.9).make());
        assertThat(line(comparison, "completion").word()).isEqualTo(Word.WORSE);
        assertThat(line(comparison, "completion").next()).as("as measured").isEqualTo(1_002.5 * 1.08);
    }

    /** A service need not answer to a slow machine exactly as the calibration does. */
    @Test
    void aQuarterOfWhatTheMachineChangedIsNotTakenForTheServices() throws Exception {
        assertThat(line(compared(made(1, 1).make(), made(1.4 * 1.08, 1.4).make()), "completion")
                        .word())
                .isEqualTo(Word.INCONCLUSIVE);
        assertThat(line(compared(made(1, 1).make(), made(1.08, 1).make()), "completion")
                        .word())
                .isEqualTo(Word.WORSE);
    }

    @Test
    void aMachineThatIsHalfAsSlowAgainCannotBeTakenOut() throws Exception {
        Comparison comparison = compared(made(1, 1).make(), made(1.6, 1.6).make());
        assertThat(line(comparison, "completion").why()).contains("1.60 times as long");
        assertThat(line(comparison, "completion").word()).isEqualTo(Word.INCONCLUSIVE);
    }

    @Test
    void aRoundWithoutCalibrationLeavesTheSideWithoutOne() throws Exception {
        double[] lacking = CALIBRATION.clone();
        lacking[4] = Double.NaN;
        Comparison comparison = compared(
                made(1, 1).make(),
                made(1, 1).metric("bounded", "calibration", lacking).make());
        assertThat(line(comparison, "completion").why()).contains("NEW has no calibration");
    }

    @Test
    void theCalibrationItselfIsTheMachines() throws Exception {
        Comparison comparison = new Comparer(
                        side(made(1, 1).make()),
                        side(made(1.2, 1.2).make()),
                        Recording.catalogue(),
                        List.of("calibration"),
                        Floor.DEFAULT)
                .compare();
        assertThat(line(comparison, "calibration").why()).contains("the machine's");
        assertThat(comparison.status()).isEqualTo(Status.INCONCLUSIVE);
    }

    /** A percentile is taken of all values, each in parts of its own round's calibration. */
    @Test
    void percentilesAreTakenInPartsOfItToo() throws Exception {
        MadeBaseline slow = made(1.3, 1.3).latencies("bounded", latencies(1.3));
        MadeBaseline before = made(1, 1).latencies("bounded", latencies(1));
        Line p50 = line(compared(before.make(), slow.make()), "latency.p50");
        assertThat(p50.ratio().orElseThrow().point()).isBetween(0.97, 1.03);
        assertThat(p50.next() / p50.base()).as("as measured").isBetween(1.27, 1.33);
    }

    @Test
    void roundsThatRanInTurnArePairsAndNeedNoCalibration() throws Exception {
        double[] drifting = {1000, 1300, 1600, 1900, 2200, 2500, 2800, 3100, 3400, 3700};
        double[] slower = new double[10];
        for (int i = 0; i < 10; i++) {
            slower[i] = drifting[i] * (1.1 + 0.002 * i);
        }
        Comparison comparison = new Comparer(
                        inTurn(uncalibrated(1).metric("bounded", "completion", drifting), 0),
                        inTurn(uncalibrated(1).metric("bounded", "completion", slower), 0),
                        Recording.catalogue(),
                        List.of(),
                        Floor.DEFAULT)
                .compare();
        assertThat(comparison.paired()).isTrue();
        assertThat(line(comparison, "completion").word()).isEqualTo(Word.WORSE);
    }

    /** A round that was left out on one side leaves the other half without a partner. */
    @Test
    void onlyRoundsWithAPartnerArePairs() throws Exception {
        Side base = inTurn(made(1, 1), 0);
        Side next = inTurn(made(1, 1), 2);
        Comparison comparison = new Comparer(base, next, Recording.catalogue(), List.of(), Floor.DEFAULT).compare();
        assertThat(comparison.paired()).isTrue();
        assertThat(comparison.base().figures().rounds()).hasSize(8);
        assertThat(comparison.next().figures().rounds()).hasSize(8);
        assertThat(comparison.base().figures().rounds().getFirst().name()).isEqualTo("3");
        assertThat(comparison.notes())
                .contains("BASE: only the 8 of 10 rounds whose other half can be compared are, so that they are pairs");
    }

    @Test
    void turnsOfTwoRunsAreNoPairs() throws Exception {
        Side later = new Side(
                "later",
                made(1, 1).make(),
                Optional.empty(),
                Optional.empty(),
                IntStream.range(0, 10).mapToObj(i -> "later " + i).toList(),
                List.of());
        assertThat(new Comparer(inTurn(made(1, 1), 0), later, Recording.catalogue(), List.of(), Floor.DEFAULT)
                        .compare()
                        .paired())
                .isFalse();
    }

    private static Side inTurn(MadeBaseline made, int first) {
        return new Side(
                "set",
                made.make(),
                Optional.empty(),
                Optional.empty(),
                IntStream.range(first, first + 10)
                        .mapToObj(i -> String.format(Locale.ROOT, "made r%02d", i))
                        .toList(),
                List.of());
    }

    /** Ten rounds. */
    private static MadeBaseline uncalibrated(double times) {
        MadeBaseline made = MadeBaseline.of(10)
                .metric("bounded", "completion", multiplied(TEN, times))
                .metric("bounded", "postgres.wal", multiplied(TEN, 1e5));
        for (String damage :
                List.of("deadlocks", "lost_updates", "torn_writes", "zombie_writes", "duplicates", "unexpected")) {
            made.always("bounded", damage, 0);
        }
        return made;
    }

    private static MadeBaseline made(double times, double machine) {
        return uncalibrated(times).metric("bounded", "calibration", multiplied(CALIBRATION, machine));
    }

    private static List<List<Long>> latencies(double times) {
        List<Long> round = LongStream.rangeClosed(50, 150)
                .map(ms -> Math.round(ms * times))
                .boxed()
                .toList();
        return Collections.nCopies(10, round);
    }

    private static double[] multiplied(double[] values, double times) {
        return Arrays.stream(values).map(value -> value * times).toArray();
    }

    private static Comparison compared(Baseline base, Baseline next) throws Exception {
        return new Comparer(side(base), side(next), Recording.catalogue(), List.of(), Floor.DEFAULT).compare();
    }

    private static Side side(Baseline figures) {
        return new Side("side", figures, Optional.empty(), Optional.empty(), List.of());
    }

    private static Line line(Comparison comparison, String metric) {
        return comparison.lines().stream()
                .filter(line -> line.metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }
}
