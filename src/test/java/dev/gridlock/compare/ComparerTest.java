package dev.gridlock.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gridlock.baseline.Baseline;
import dev.gridlock.baseline.BaselineException;
import dev.gridlock.baseline.MadeBaseline;
import dev.gridlock.recording.Recording;
import dev.gridlock.verdict.Status;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words over made figures with known answers. */
class ComparerTest {

    private static final Path SET = Path.of("/made.rounds");
    private static final double[] TEN = {100, 103, 98, 101, 99, 102, 97, 104, 100.5, 99.5};

    private final RandomGenerator random = new SplittableRandom(11);

    @Test
    void aFifthSlowerIsWorseAndAFifthFasterIsBetter() throws Exception {
        Comparison worse = compared(clean().metric("bounded", "completion", TEN), times(1.2));
        assertThat(word(worse, "completion")).isEqualTo(Word.WORSE);
        assertThat(worse.status()).isEqualTo(Status.FAIL);
        assertThat(line(worse, "completion").ratio().orElseThrow().point()).isBetween(1.19, 1.21);
        Comparison better = compared(clean().metric("bounded", "completion", TEN), times(0.8));
        assertThat(word(better, "completion")).isEqualTo(Word.BETTER);
        assertThat(better.status()).isEqualTo(Status.PASS);
        assertThat(better.word()).isEqualTo(Word.BETTER);
    }

    @Test
    void whatIsShownButBelowTheFloorIsTheSame() throws Exception {
        Comparison comparison = compared(clean().metric("bounded", "completion", TEN), times(1.04));
        assertThat(word(comparison, "completion")).isEqualTo(Word.SAME);
        assertThat(line(comparison, "completion").why()).isEqualTo("below the floor");
        assertThat(comparison.status()).isEqualTo(Status.PASS);
    }

    @Test
    void aLargePartOfNothingIsTheSame() throws Exception {
        double[] micros = Arrays.stream(TEN).map(value -> value / 1_000).toArray();
        double[] twice = Arrays.stream(micros).map(value -> value * 2).toArray();
        Comparison comparison = compared(
                clean().metric("bounded", "completion", micros), clean().metric("bounded", "completion", twice));
        assertThat(word(comparison, "completion")).as("0.1 ms more").isEqualTo(Word.SAME);
    }

    @Test
    void tooMuchNoiseIsInconclusiveNeverAPass() throws Exception {
        double[] wild = {50, 400, 70, 300, 60, 90, 500, 55, 250, 65};
        double[] wilder = {300, 45, 420, 66, 77, 280, 52, 330, 61, 99};
        Comparison comparison = compared(
                clean().metric("bounded", "completion", wild), clean().metric("bounded", "completion", wilder));
        assertThat(word(comparison, "completion")).isEqualTo(Word.INCONCLUSIVE);
        assertThat(comparison.status()).isEqualTo(Status.INCONCLUSIVE);
    }

    @Test
    void oneDeadlockInOneRoundIsWorse() throws Exception {
        Comparison comparison = compared(
                clean().metric("bounded", "completion", TEN),
                clean().metric("bounded", "completion", TEN)
                        .metric("bounded", "deadlocks", 0, 0, 0, 0, 1, 0, 0, 0, 0, 0));
        assertThat(word(comparison, "deadlocks")).isEqualTo(Word.WORSE);
        assertThat(comparison.status()).isEqualTo(Status.FAIL);
    }

    @Test
    void aPoolTimeoutInOneRoundIsNoiseInMostRoundsItIsWorse() throws Exception {
        MadeBaseline before = clean().metric("bounded", "completion", TEN).always("bounded", "pool.timeouts", 0);
        assertThat(word(
                        compared(
                                before,
                                clean().metric("bounded", "completion", TEN)
                                        .metric("bounded", "pool.timeouts", 0, 0, 0, 0, 9, 0, 0, 0, 0, 0)),
                        "pool.timeouts"))
                .isEqualTo(Word.INCONCLUSIVE);
        assertThat(word(
                        compared(
                                before,
                                clean().metric("bounded", "completion", TEN)
                                        .metric("bounded", "pool.timeouts", 1, 2, 1, 3, 9, 1, 0, 0, 0, 0)),
                        "pool.timeouts"))
                .isEqualTo(Word.WORSE);
    }

    @Test
    void oneThatNoLongerCompletesIsWorse() throws Exception {
        double[] onceNever = TEN.clone();
        onceNever[3] = Double.NaN;
        double[] verified =
                IntStream.range(0, 10).mapToDouble(i -> i == 3 ? 2_999 : 3_000).toArray();
        Comparison comparison = compared(
                clean().metric("bounded", "completion", TEN),
                clean().metric("bounded", "completion", onceNever).metric("bounded", "verified", verified));
        assertThat(word(comparison, "completion")).isEqualTo(Word.WORSE);
        assertThat(line(comparison, "completion").why()).contains("1 of 10 of NEW");
    }

    @Test
    void neverOnBothSidesIsTheSame() throws Exception {
        MadeBaseline naive = MadeBaseline.of(2).always("naive", "trucks", 9).always("naive", "verified", 1);
        assertThat(word(compared(naive, naive), "completion")).isEqualTo(Word.SAME);
    }

    @Test
    void whatARoundDidNotRecordIsInconclusive() throws Exception {
        double[] lacking = TEN.clone();
        lacking[2] = Double.NaN;
        Comparison comparison = compared(
                clean().metric("bounded", "completion", TEN), clean().metric("bounded", "completion", lacking));
        assertThat(word(comparison, "completion")).isEqualTo(Word.INCONCLUSIVE);
        assertThat(line(comparison, "completion").why()).contains("not measured in round 3 of NEW");
        assertThat(comparison.status()).isEqualTo(Status.INCONCLUSIVE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -1})
    void aValueWithoutARatioIsInconclusive(double odd) throws Exception {
        double[] values = TEN.clone();
        values[0] = odd;
        Comparison comparison =
                compared(clean().metric("bounded", "completion", TEN), clean().metric("bounded", "completion", values));
        assertThat(word(comparison, "completion")).isEqualTo(Word.INCONCLUSIVE);
        assertThat(comparison.status()).isEqualTo(Status.INCONCLUSIVE);
    }

    @Test
    void zeroOnBothSidesIsTheSame() throws Exception {
        MadeBaseline zero = clean().always("bounded", "completion", 0);
        assertThat(word(compared(zero, zero), "completion")).isEqualTo(Word.SAME);
    }

    @Test
    void oneRoundIsInconclusiveButItsDamageCounts() throws Exception {
        MadeBaseline one = clean(1).always("bounded", "completion", 100);
        MadeBaseline worse = clean(1).always("bounded", "deadlocks", 2).always("bounded", "completion", 900);
        assertThat(compared(one, one).status()).isEqualTo(Status.INCONCLUSIVE);
        assertThat(line(compared(one, one), "completion").why()).contains("too few rounds");
        assertThat(compared(one, worse).status()).isEqualTo(Status.FAIL);
    }

    @Test
    void roundsOfUnequalNumberAreCompared() throws Exception {
        MadeBaseline twelve = clean(12)
                .metric("bounded", "completion", 121, 118, 122, 119, 120, 123, 117, 124, 120.5, 119.5, 121.5, 118.5);
        Comparison comparison = compared(clean().metric("bounded", "completion", TEN), twelve);
        assertThat(word(comparison, "completion")).isEqualTo(Word.WORSE);
    }

    @Test
    void nothingMeasuredAtAllIsInconclusive() throws Exception {
        MadeBaseline nothing = MadeBaseline.of(10).always("bounded", "recorder.lag.p99", 1);
        assertThat(compared(nothing, nothing).status()).isEqualTo(Status.INCONCLUSIVE);
    }

    @Test
    void aPercentileOfTooFewValuesIsNotTold() throws Exception {
        MadeBaseline few = clean().metric("bounded", "completion", TEN).latenciesUpTo("bounded", 8);
        Comparison comparison = compared(few, few);
        assertThat(line(comparison, "latency.p99").why()).isEqualTo("80 values in BASE, needs 1,000");
        assertThat(word(comparison, "latency.p99")).isEqualTo(Word.INCONCLUSIVE);
        assertThat(comparison.status()).as("completion decides").isEqualTo(Status.PASS);
        assertThat(named(few, few, "latency.p99").status())
                .as("named, it decides")
                .isEqualTo(Status.INCONCLUSIVE);
    }

    /** With an open load the work ends when the load does, and only the calls take longer. */
    @Test
    void whatOnlyMadeCallsSlowerIsWorse() throws Exception {
        List<Long> slow =
                LongStream.rangeClosed(1, 200).map(ms -> 3 * ms).boxed().toList();
        MadeBaseline quick = clean(12)
                .always("bounded", "completion", 20_000)
                .always("other", "trucks", 1)
                .latenciesUpTo("bounded", 200)
                .latenciesUpTo("other", 200);
        MadeBaseline slowed = clean(12)
                .always("bounded", "completion", 20_000)
                .always("other", "trucks", 1)
                .latencies("bounded", Collections.nCopies(12, slow))
                .latencies("other", Collections.nCopies(12, slow));
        Comparison unpaired = compared(quick, slowed);
        assertThat(word(unpaired, "latency.p99")).isEqualTo(Word.WORSE);
        assertThat(unpaired.status()).isEqualTo(Status.FAIL);
        Baseline both = clean(12)
                .latenciesUpTo("bounded", 200)
                .always("other", "trucks", 1)
                .latencies("other", Collections.nCopies(12, slow))
                .make();
        assertThat(word(paired(both, List.of()), "latency.p99")).isEqualTo(Word.WORSE);
    }

    @Test
    void damageThatSpreadsIsWorseAndThatRecedesIsBetter() throws Exception {
        MadeBaseline seldom = clean(12).always("bounded", "completion", 100);
        seldom.metric("bounded", "deadlocks", 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0);
        MadeBaseline always = clean(12).always("bounded", "completion", 100);
        always.metric("bounded", "deadlocks", 9, 8, 9, 9, 7, 9, 9, 9, 8, 9, 9, 9);
        assertThat(word(compared(seldom, always), "deadlocks")).isEqualTo(Word.WORSE);
        assertThat(word(compared(always, seldom), "deadlocks")).isEqualTo(Word.BETTER);
    }

    /** 1 of 12 rounds before, 9 of 12 now: it was told as the same. */
    @Test
    void damageInMoreRoundsIsWorse() throws Exception {
        MadeBaseline seldom = clean(12)
                .always("bounded", "completion", 100)
                .metric("bounded", "deadlocks", 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0);
        MadeBaseline often = clean(12)
                .always("bounded", "completion", 100)
                .metric("bounded", "deadlocks", 9, 0, 80, 90, 0, 70, 50, 60, 0, 55, 45, 41);
        assertThat(word(compared(seldom, often), "deadlocks")).isEqualTo(Word.WORSE);
        assertThat(compared(seldom, often).status()).isEqualTo(Status.FAIL);
        assertThat(word(compared(often, seldom), "deadlocks")).isEqualTo(Word.BETTER);
    }

    @Test
    void muchMoreDamageInAsManyRoundsIsWorse() throws Exception {
        double[] some = {0, 1, 2, 1, 3, 1, 2, 1, 1, 2, 3, 1};
        double[] tenfold = Arrays.stream(some).map(value -> value * 10).toArray();
        Comparison comparison = compared(
                clean(12).always("bounded", "completion", 100).metric("bounded", "torn_writes", some),
                clean(12).always("bounded", "completion", 100).metric("bounded", "torn_writes", tenfold));
        assertThat(word(comparison, "torn_writes")).isEqualTo(Word.WORSE);
    }

    @Test
    void moreDamageThatIsNotShownIsInconclusiveNeverTheSame() throws Exception {
        MadeBaseline one = clean().metric("bounded", "completion", TEN)
                .metric("bounded", "deadlocks", 0, 0, 0, 3, 0, 0, 0, 0, 0, 0);
        MadeBaseline three = clean().metric("bounded", "completion", TEN)
                .metric("bounded", "deadlocks", 0, 0, 0, 3, 0, 2, 0, 0, 4, 0);
        assertThat(word(compared(one, three), "deadlocks")).isEqualTo(Word.INCONCLUSIVE);
        assertThat(compared(one, three).status()).isEqualTo(Status.INCONCLUSIVE);
        assertThat(word(compared(one, one), "deadlocks")).isEqualTo(Word.SAME);
    }

    @Test
    void twoSingleRunsWithFiftyTimesTheDamageAreInconclusive() throws Exception {
        Comparison comparison = compared(
                clean(1).always("bounded", "deadlocks", 2).always("bounded", "torn_writes", 2),
                clean(1).always("bounded", "deadlocks", 102).always("bounded", "torn_writes", 102));
        assertThat(word(comparison, "deadlocks")).isEqualTo(Word.INCONCLUSIVE);
        assertThat(line(comparison, "torn_writes").decides()).isTrue();
        assertThat(comparison.word()).isEqualTo(Word.INCONCLUSIVE);
    }

    @Test
    void damageInEveryRoundOfBothIsWorseByItsRatioAndTheSameOnlyByItsInterval() throws Exception {
        double[] triple = Arrays.stream(TEN).map(value -> value * 3).toArray();
        MadeBaseline before = clean().metric("bounded", "completion", TEN).metric("bounded", "lost_updates", TEN);
        MadeBaseline after = clean().metric("bounded", "completion", TEN).metric("bounded", "lost_updates", triple);
        assertThat(word(compared(before, after), "lost_updates")).isEqualTo(Word.WORSE);
        assertThat(word(compared(before, before), "lost_updates")).isEqualTo(Word.SAME);
        assertThat(compared(before, before).status()).isEqualTo(Status.PASS);
    }

    /** 7.7 % more with an interval that leaves 1 out, and too few rounds to call it worse: it was told as the same. */
    @Test
    void anIntervalThatLeavesOneOutIsNotTheSame() throws Exception {
        MadeBaseline before = clean(5).metric("bounded", "completion", 1_000, 1_001, 1_002, 1_003, 1_004)
                .metric("bounded", "postgres.wal", 1_000, 1_001, 1_002, 1_003, 1_004);
        MadeBaseline after = clean(5).metric("bounded", "completion", 1_077, 1_078, 1_079, 1_081, 1_083)
                .metric("bounded", "postgres.wal", 1_004, 1_003, 1_002, 1_001, 1_000);
        Comparison comparison = compared(before, after);
        assertThat(line(comparison, "completion").ratio().orElseThrow().excludesOne())
                .isTrue();
        assertThat(word(comparison, "completion")).isEqualTo(Word.INCONCLUSIVE);
        assertThat(comparison.status()).isEqualTo(Status.INCONCLUSIVE);
    }

    @Test
    void aTargetThatNewLacksIsNamedAndNeverTheSame() throws Exception {
        MadeBaseline both = clean().metric("bounded", "completion", TEN).metric("naive", "completion", TEN);
        MadeBaseline one = clean().metric("bounded", "completion", TEN);
        Comparison comparison = compared(both, one);
        assertThat(comparison.status()).isEqualTo(Status.INCONCLUSIVE);
        assertThat(comparison.lines()).anySatisfy(line -> {
            assertThat(line.target()).isEqualTo("naive");
            assertThat(line.why()).contains("NEW lacks it");
        });
        assertThat(compared(one, both).notes()).anyMatch(note -> note.contains("naive is not in BASE"));
    }

    @Test
    void aMetricThatNewLacksIsNamedAndNeverTheSame() throws Exception {
        MadeBaseline before = clean().metric("bounded", "completion", TEN).metric("bounded", "postgres.wal", TEN);
        Comparison comparison = compared(before, clean().metric("bounded", "completion", TEN));
        assertThat(line(comparison, "postgres.wal").why()).contains("BASE has it");
        assertThat(comparison.status()).isEqualTo(Status.INCONCLUSIVE);
    }

    /** The floor is of milliseconds; a twentieth that becomes a quarter has none. */
    @Test
    void aRatioBetweenTargetsHasNoFloorInMilliseconds() throws Exception {
        MadeBaseline there = clean().on(MadeBaseline.ELSEWHERE)
                .always("bounded", "completion", 2_000)
                .metric("other", "completion", TEN);
        double[] fiveTimes = Arrays.stream(TEN).map(value -> value * 5).toArray();
        MadeBaseline here = clean().always("bounded", "completion", 2_000).metric("other", "completion", fiveTimes);
        Comparison comparison = compared(there, here);
        assertThat(word(comparison, "completion")).isEqualTo(Word.WORSE);
        assertThat(comparison.status()).isEqualTo(Status.FAIL);
    }

    @Test
    void oneThatNoLongerCompletesIsWorseOnAnotherMachineToo() throws Exception {
        MadeBaseline there = clean().on(MadeBaseline.ELSEWHERE)
                .metric("bounded", "completion", TEN)
                .metric("other", "completion", TEN)
                .always("other", "trucks", 3_000)
                .always("other", "verified", 3_000);
        MadeBaseline here = clean().metric("bounded", "completion", TEN)
                .always("other", "completion", Double.NaN)
                .always("other", "trucks", 3_000)
                .always("other", "verified", 1);
        assertThat(word(compared(there, here), "completion")).isEqualTo(Word.WORSE);
    }

    private static Comparison paired(Baseline both, List<String> metrics) throws BaselineException {
        return new Comparer(
                        new Side("a", both, Optional.of("bounded"), Optional.of(SET), List.of()),
                        new Side("b", both, Optional.of("other"), Optional.of(SET), List.of()),
                        Recording.catalogue(),
                        metrics,
                        Floor.DEFAULT)
                .compare();
    }

    @Test
    void twoTargetsOfOneSetArePaired() throws Exception {
        // a machine that gets three times as slow from round to round, and one target a tenth slower in each
        double[] drifting =
                IntStream.range(0, 10).mapToDouble(i -> 100 * (1 + 0.3 * i)).toArray();
        double[] slower = IntStream.range(0, 10)
                .mapToDouble(i -> drifting[i] * (1.1 + 0.002 * i))
                .toArray();
        Baseline both = clean().metric("bounded", "completion", drifting)
                .metric("other", "completion", slower)
                .make();
        Comparison paired = paired(both, List.of("completion"));
        assertThat(paired.paired()).isTrue();
        assertThat(word(paired, "completion")).isEqualTo(Word.WORSE);
        Comparison unpaired = new Comparer(
                        new Side("a", both, Optional.of("bounded"), Optional.empty(), List.of()),
                        new Side("b", both, Optional.of("other"), Optional.empty(), List.of()),
                        Recording.catalogue(),
                        List.of("completion"),
                        Floor.DEFAULT)
                .compare();
        assertThat(word(unpaired, "completion")).isEqualTo(Word.INCONCLUSIVE);
    }

    @Test
    void ofAnotherMachineOnlyRatiosBetweenTargetsAreCompared() throws Exception {
        MadeBaseline here = clean().metric("bounded", "completion", TEN).metric("other", "completion", TEN);
        MadeBaseline there = clean().on(MadeBaseline.ELSEWHERE)
                .metric(
                        "bounded",
                        "completion",
                        Arrays.stream(TEN).map(v -> v * 3).toArray())
                .metric(
                        "other",
                        "completion",
                        Arrays.stream(TEN).map(v -> v * 3).toArray());
        Comparison comparison = compared(there, here);
        assertThat(comparison.notes()).anyMatch(note -> note.contains("only ratios"));
        assertThat(comparison.lines())
                .filteredOn(line -> line.metric().equals("completion"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.target()).isEqualTo("other / bounded");
                    assertThat(line.word()).isEqualTo(Word.SAME);
                });
    }

    @Test
    void ofAnotherMachineWithOneTargetNothingCanBeSaidOfTimes() throws Exception {
        Comparison comparison = compared(
                clean().on(MadeBaseline.ELSEWHERE).metric("bounded", "completion", TEN),
                clean().metric("bounded", "completion", TEN));
        assertThat(comparison.status()).isEqualTo(Status.INCONCLUSIVE);
        assertThat(line(comparison, "completion").why()).contains("two machines");
    }

    @Test
    void otherScenariosAndOtherWorkAreRefused() {
        MadeBaseline here = clean().metric("bounded", "completion", TEN);
        assertThatExceptionOfType(BaselineException.class)
                .isThrownBy(() -> compared(clean().of("rush-hour").metric("bounded", "completion", TEN), here))
                .withMessageContaining("rush-hour");
        assertThatExceptionOfType(BaselineException.class)
                .isThrownBy(() -> compared(clean().withOther("load").metric("bounded", "completion", TEN), here))
                .withMessageContaining("load");
        assertThatExceptionOfType(BaselineException.class)
                .isThrownBy(() -> compared(MadeBaseline.of(10).metric("elsewhere", "completion", TEN), here))
                .withMessageContaining("no target is on both sides");
    }

    @Test
    void ofSixtyComparisonsOfTheSameNoneSaysThatItChanged() throws Exception {
        int changed = 0;
        for (int i = 0; i < 60; i++) {
            Comparison comparison = compared(noisy(1, 0.1), noisy(1, 0.1));
            changed += comparison.word() == Word.WORSE || comparison.word() == Word.BETTER ? 1 : 0;
        }
        assertThat(changed).isLessThanOrEqualTo(1);
    }

    @Test
    void unpairedAFifthIsFoundInNineteenOfTwentyAndATenthInFifteen() throws Exception {
        assertThat(found(1.2, 0.07)).isGreaterThanOrEqualTo(19);
        assertThat(found(1.1, 0.05)).isGreaterThanOrEqualTo(15);
    }

    private int found(double times, double noise) throws Exception {
        int found = 0;
        for (int i = 0; i < 20; i++) {
            found += word(compared(noisy(1, noise), noisy(times, noise)), "completion") == Word.WORSE ? 1 : 0;
        }
        return found;
    }

    private MadeBaseline noisy(double times, double noise) {
        MadeBaseline made = clean(12);
        for (String metric : List.of("completion", "postgres.wal")) {
            double of = metric.equals("completion") ? 500 * times : 5e7;
            made.metric(
                    "bounded",
                    metric,
                    IntStream.range(0, 12)
                            .mapToDouble(_ -> of * Math.exp(noise * random.nextGaussian()))
                            .toArray());
        }
        return made;
    }

    private static MadeBaseline clean() {
        return clean(10);
    }

    private static MadeBaseline clean(int rounds) {
        MadeBaseline clean =
                MadeBaseline.of(rounds).always("bounded", "trucks", 3_000).always("bounded", "verified", 3_000);
        // a machine that is as fast in every session
        clean.always("bounded", "calibration", 3);
        for (String damage :
                List.of("deadlocks", "lost_updates", "torn_writes", "zombie_writes", "duplicates", "unexpected")) {
            clean.always("bounded", damage, 0);
        }
        return clean;
    }

    private static MadeBaseline times(double factor) {
        double[] values = Arrays.stream(TEN).map(value -> value * factor).toArray();
        // not the same order, so that nothing depends on pairs
        double first = values[0];
        System.arraycopy(values, 1, values, 0, 9);
        values[9] = first;
        return clean().metric("bounded", "completion", values);
    }

    private static Comparison compared(MadeBaseline base, MadeBaseline next) throws BaselineException {
        return new Comparer(side("base", base), side("new", next), Recording.catalogue(), List.of(), Floor.DEFAULT)
                .compare();
    }

    private static Comparison named(MadeBaseline base, MadeBaseline next, String... metrics) throws BaselineException {
        return new Comparer(
                        side("base", base), side("new", next), Recording.catalogue(), List.of(metrics), Floor.DEFAULT)
                .compare();
    }

    private static Side side(String name, MadeBaseline made) {
        return new Side(name, made.make(), Optional.empty(), Optional.empty(), List.of());
    }

    private static Word word(Comparison comparison, String metric) {
        return line(comparison, metric).word();
    }

    private static Line line(Comparison comparison, String metric) {
        return comparison.lines().stream()
                .filter(line -> line.metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }
}
