package dev.gridlock.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A baseline as a file: the same back, small changes in small diffs, and damage told with its place. */
class BaselineFileTest {

    @TempDir
    private static Path folder;

    private static MadeBaseline three() {
        return MadeBaseline.of(3)
                .metric("bounded", "completion", 171.25, Double.NaN, 180)
                .metric("bounded", "deadlocks", 0, 0, 1)
                .metric("naive", "lost_updates", 688, 181, 481)
                .latenciesUpTo("bounded", 120);
    }

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        Path file = folder.resolve("a.baseline");
        BaselineFile.write(three().make(), file);
        assertThat(BaselineFile.read(file)).isEqualTo(three().make());
        assertThat(BaselineFile.render(BaselineFile.read(file))).isEqualTo(Files.readString(file));
    }

    @Test
    void aRoundThatWasSlowerChangesOneLine() {
        List<String> before = BaselineFile.render(three().make()).lines().toList();
        List<String> after = BaselineFile.render(three().metric("bounded", "completion", 171.25, Double.NaN, 190)
                        .make())
                .lines()
                .toList();
        assertThat(after).hasSameSizeAs(before);
        assertThat(after.stream().filter(line -> !before.contains(line)))
                .containsExactly("metric bounded completion 171.250 - 190");
    }

    @Test
    void itStandsBesideItsScenario() {
        assertThat(BaselineFile.in(Path.of("scenarios"), "smoke")).isEqualTo(Path.of("scenarios/smoke.baseline"));
    }

    /** As /proc/cpuinfo prints some: a baseline must know the machine that it was saved on. */
    @Test
    void aProcessorsNameWithRunsOfBlanksIsTheSameMachineAfterwards() throws Exception {
        Machine here = Machine.of(
                Map.of("machine.cpu", "Intel(R) Xeon(R) CPU           E5620  @ 2.40GHz", "provider", "native"));
        Path file = folder.resolve("x.baseline");
        BaselineFile.write(three().on(here).make(), file);
        assertThat(BaselineFile.read(file).machine()).isEqualTo(here);
    }

    @Test
    void containersAreAnotherMachineThanProcesses() {
        assertThat(Machine.of(Map.of("provider", "docker"))).isNotEqualTo(Machine.of(Map.of("provider", "native")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gridlock-baseline 1            | gridlock-baseline 2         | :1:19: is of schema 2, this Gridlock reads up to 1",
                "gridlock-baseline 1            | gridlock-base 1             | :1:1: is no baseline",
                "gridlock-baseline 1            | gridlock-baseline x         | :1:19: not a whole number",
                "scenario smoke                 | scenari smoke               | :3:1: not a line of a baseline",
                "scenario smoke                 | scenario                    | :3:9: the line ends too early",
                "scenario smoke                 | scenario smoke x            | :3:16: something after",
                "171.250 - 180                  | 171.250 NaN 180             | :16:35: not a figure",
                "171.250 - 180                  | Infinity - 180              | :16:27: not a figure",
                "171.250 - 180                  | 171.250 -                   | :16:36: the line ends too early",
                "171.250 - 180                  | 171.250 - 180 190           | :16:41: something after",
                "171.250 - 180                  | 171.250  - 180              | :16:35: a space too many",
                "rounds 3                       | rounds 0                    | :15:8: not a whole number from 1",
                "saved 2026-11-25T04:30:00Z     | saved today                 | :14:7: not a time",
                "spread bounded latency 3       | spread bounded latency 4    | :20:24: not a whole number from 1 to 3",
                "spread bounded latency 3       | spread bounded latency 2    | a second line spread bounded latency 2",
                "spread bounded latency 3       | spread bounded latenzy 3    | :20:16: no such spread",
                "spread bounded latency 3 H     | spread bounded latency 3 A  | :20:26: not a histogram",
                "machine cores 2                | machine arch 2              | a second line machine arch",
                "171.250 - 180                  | -5 - 180                    | :16:27: a figure below 0",
                "metric bounded deadlocks 0 0 1 | metric bounded deadlocks 0 0.5 1 | :17:28: a count that is not whole",
                "metric bounded completion      | metric bounded completiom   | :16:16: no such metric",
            })
    void damageIsToldWithItsPlace(String found, String damaged, String said) throws IOException {
        String text = BaselineFile.render(three().make());
        String changed = text.replace(found, damaged);
        assertThat(changed).isNotEqualTo(text);
        Path file = Files.writeString(folder.resolve("damaged.baseline"), changed);
        assertThatExceptionOfType(BaselineException.class)
                .isThrownBy(() -> BaselineFile.read(file))
                .withMessageStartingWith(file.toString())
                .withMessageContaining(said);
    }

    @Test
    void linesThatWereTakenOutAreMissed() throws IOException {
        String whole = BaselineFile.render(three().make());
        for (String kind : List.of("metric naive ", "spread bounded ")) {
            String text =
                    whole.lines().filter(line -> !line.startsWith(kind)).collect(Collectors.joining("\n", "", "\n"));
            Path file = Files.writeString(folder.resolve("less.baseline"), text);
            assertThatExceptionOfType(BaselineException.class)
                    .isThrownBy(() -> BaselineFile.read(file))
                    .withMessageContaining("lines " + kind.substring(0, 6) + ", and ")
                    .withMessageContaining("of them are here");
        }
    }

    @Test
    void aMergeThatWentWrongIsTold() throws IOException {
        String text = BaselineFile.render(three().make()).replace("metric naive", "<<<<<<< HEAD\nmetric naive");
        Path file = Files.writeString(folder.resolve("merged.baseline"), text);
        assertThatExceptionOfType(BaselineException.class)
                .isThrownBy(() -> BaselineFile.read(file))
                .withMessageContaining("not a line of a baseline");
    }

    @Test
    void oneThatWasCutShortIsTold() throws IOException {
        String text = BaselineFile.render(three().make());
        for (int length : List.of(0, 1, text.length() / 2, text.length() - 5, text.length() - 1)) {
            Path file = Files.writeString(folder.resolve("short.baseline"), text.substring(0, length));
            assertThatExceptionOfType(BaselineException.class)
                    .as("%d of %d characters", length, text.length())
                    .isThrownBy(() -> BaselineFile.read(file));
        }
    }

    @Test
    void whatIsNoTextOrNotThereIsTold() throws IOException {
        Path binary = Files.write(folder.resolve("binary.baseline"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatExceptionOfType(BaselineException.class)
                .isThrownBy(() -> BaselineFile.read(binary))
                .withMessageContaining("no UTF-8");
        assertThatExceptionOfType(BaselineException.class)
                .isThrownBy(() -> BaselineFile.read(folder.resolve("nowhere")))
                .withMessageContaining("baseline save");
        assertThatExceptionOfType(BaselineException.class)
                .isThrownBy(() -> BaselineFile.read(folder))
                .withMessageContaining("is a folder");
    }
}
