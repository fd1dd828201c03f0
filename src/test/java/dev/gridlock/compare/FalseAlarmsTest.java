package dev.gridlock.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.baseline.Baseline;
import dev.gridlock.compare.statistic.Ratio;
import dev.gridlock.compare.statistic.UnpairedRatio;
import dev.gridlock.recording.Recording;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Comparisons of a build with itself on a {@link SimulatedMachine} whose sessions differ: of a hundred at most one may say
 * worse. Seeded; {@code .ci/figures false-alarms} draws many more of them and prints the table of docs/compare.md.
 */
class FalseAlarmsTest {

    private static final int COMPARISONS = Integer.getInteger("gridlock.simulation", 200);
    private static final boolean PRINTED = Integer.getInteger("gridlock.simulation") != null;

    /** How two builds are measured. */
    private enum Design {
        /** Each in a session of its own, times taken as they are: as it was before there was a calibration. */
        PLAIN,
        /** Each in a session of its own, with its calibration: {@code baseline check}. */
        CALIBRATED,
        /** In turn in one session: {@code run --against}. */
        IN_TURN
    }

    @ParameterizedTest
    @CsvSource({
        "CALIBRATED, 0,    0,    1",
        "CALIBRATED, 0.03, 0.05, 1",
        "CALIBRATED, 0.05, 0.05, 1",
        "CALIBRATED, 0.1,  0.05, 1",
        "CALIBRATED, 0.1,  0.1,  1",
        "CALIBRATED, 0.1,  0.05, 0.8",
        "CALIBRATED, 0.1,  0.05, 1.2",
        "IN_TURN,    0,    0,    1",
        "IN_TURN,    0.1,  0.05, 1",
        "IN_TURN,    0.1,  0.1,  1",
    })
    void theSameIsWorseInOneOfAHundredAtMost(Design design, double offset, double drift, double answer)
            throws Exception {
        assertThat(worse(design, offset, drift, answer, 1, false)).isLessThanOrEqualTo(COMPARISONS / 100);
    }

    /** Three percentiles each of two targets beside: all are corrected for together. */
    @ParameterizedTest
    @CsvSource({"CALIBRATED, 0.1, 0.05", "IN_TURN, 0.1, 0.05"})
    void percentilesBesideItMakeNoMoreOfThem(Design design, double offset, double drift) throws Exception {
        // Each takes a second: 10,000 exchanges for each percentile.
        int of = PRINTED ? COMPARISONS / 10 : 5;
        int worse = 0;
        for (int i = 0; i < of; i++) {
            worse += says(compared(design, machine(i, offset, drift, 1), 1, true), Word.WORSE);
        }
        print(design + " with percentiles", offset, drift, 1, 1, worse, of);
        assertThat(worse).isLessThanOrEqualTo(of / 100);
    }

    @ParameterizedTest
    @CsvSource({
        "CALIBRATED, 0.05, 0.05, 1",
        "CALIBRATED, 0.1,  0.05, 1",
        "CALIBRATED, 0.1,  0.05, 0.8",
        "IN_TURN,    0.1,  0.05, 1",
        "IN_TURN,    0.1,  0.1,  1",
    })
    void aFifthSlowerIsFoundInFifteenOfTwentyAtLeast(Design design, double offset, double drift, double answer)
            throws Exception {
        assertThat(worse(design, offset, drift, answer, 1.2, false)).isGreaterThanOrEqualTo(COMPARISONS * 15 / 20);
    }

    /** Why there is a calibration at all. */
    @Test
    void takenAsTheyAreTimesOfTwoSessionsAreWorseFarMoreOften() throws Exception {
        assertThat(worse(Design.PLAIN, 0.05, 0, 1, 1, false)).isGreaterThan(COMPARISONS / 10);
        assertThat(worse(Design.PLAIN, 0.1, 0.05, 1, 1, false)).isGreaterThan(COMPARISONS / 10);
        assertThat(worse(Design.PLAIN, 0, 0.1, 1, 1, false)).isGreaterThan(COMPARISONS / 50);
    }

    private static int worse(
            Design design, double offset, double drift, double answer, double factor, boolean withLatencies)
            throws Exception {
        int worse = 0;
        for (int i = 0; i < COMPARISONS; i++) {
            SimulatedMachine machine = machine(i, offset, drift, answer);
            worse += design == Design.PLAIN
                    ? plain(machine.alone(1, false), machine.alone(factor, false))
                    : says(compared(design, machine, factor, withLatencies), Word.WORSE);
        }
        print(design.toString(), offset, drift, answer, factor, worse, COMPARISONS);
        return worse;
    }

    private static SimulatedMachine machine(int number, double offset, double drift, double answer) {
        return SimulatedMachine.seeded(number, offset, drift).answering(answer);
    }

    private static int says(Comparison comparison, Word word) {
        return comparison.word() == word ? 1 : 0;
    }

    private static Comparison compared(Design design, SimulatedMachine machine, double factor, boolean withLatencies)
            throws Exception {
        List<Baseline> both = design == Design.IN_TURN
                ? machine.inTurn(factor, withLatencies)
                : List.of(machine.alone(1, withLatencies), machine.alone(factor, withLatencies));
        return new Comparer(
                        side("base", both.getFirst(), design),
                        side("new", both.getLast(), design),
                        Recording.catalogue(),
                        List.of(),
                        Floor.DEFAULT)
                .compare();
    }

    /** The rule for one ratio, as it was and still is for rounds in turn. */
    private static int plain(Baseline before, Baseline after) {
        int worse = 0;
        for (String target : List.of("naive", "bounded")) {
            Ratio ratio = UnpairedRatio.of(before.values(target, "completion"), after.values(target, "completion"));
            worse |= ratio.p() <= Ratio.TOLD / 4 && ratio.low() > 1 && ratio.point() >= 1.05 ? 1 : 0;
        }
        return worse;
    }

    /** In turn: round by round beside the other side's. */
    private static Side side(String name, Baseline figures, Design design) {
        List<String> turns = design == Design.IN_TURN
                ? IntStream.range(0, SimulatedMachine.ROUNDS)
                        .mapToObj(round -> String.format(Locale.ROOT, "made r%02d", round))
                        .toList()
                : List.of();
        return new Side(name, figures, Optional.empty(), Optional.empty(), turns, List.of());
    }

    private static void print(
            String design, double offset, double drift, double answer, double factor, int worse, int of) {
        if (PRINTED) {
            System.out.printf(
                    Locale.ROOT,
                    "simulation\t%s\toffset %.0f%%\tdrift %.0f%%\tanswer %.1f\tslower by %.0f%%\tworse %d of %d (%.2f%%)%n",
                    design.toLowerCase(Locale.ROOT),
                    100 * offset,
                    100 * drift,
                    answer,
                    100 * (factor - 1),
                    worse,
                    of,
                    100.0 * worse / of);
        }
    }
}
