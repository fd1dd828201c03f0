package dev.gridlock.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A set of rounds as a file. */
class RoundsFileTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void runs() throws IOException {
        Files.createDirectory(folder.resolve("a-r01"));
        Files.createDirectory(folder.resolve("a-r02"));
    }

    @Test
    void whatIsWrittenIsReadBackAlsoThroughALinkFromElsewhere() throws Exception {
        RoundsFile written = new RoundsFile(List.of(
                folder.resolve("a-r01").toRealPath(), folder.resolve("a-r02").toRealPath()));
        Path file = folder.toRealPath().resolve("a.rounds");
        written.write(file);
        assertThat(Files.readString(file)).isEqualTo("gridlock-rounds 1\na-r01\na-r02\n");
        assertThat(RoundsFile.is(file)).isTrue();
        assertThat(RoundsFile.read(file)).isEqualTo(written);
        Path link = Files.createSymbolicLink(folder.resolve("a-r01").resolve("latest.rounds"), file);
        assertThat(RoundsFile.read(link)).isEqualTo(written);
    }

    @Test
    void aRunNamedOnceMoreByALinkIsThereTwice() throws IOException {
        Files.createSymbolicLink(folder.resolve("again"), folder.resolve("a-r01"));
        Path file = Files.writeString(folder.resolve("b.rounds"), "gridlock-rounds 1\na-r01\nagain\n");
        assertThatExceptionOfType(BaselineException.class)
                .isThrownBy(() -> RoundsFile.read(file))
                .withMessageContaining(":3:1: the run again is there twice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gridlock-rounds 2~a-r01~           | :1:1: expected gridlock-rounds 1",
                "gridlock-rounds 1~a-r01~a-r01~     | :3:1: the run a-r01 is there twice",
                "gridlock-rounds 1~a-r01~a-r09~     | :3:1: there is no run's folder \"a-r09\"",
                "gridlock-rounds 1~# none~          | has no round",
            })
    void whatIsWrongIsToldWithItsLine(String text, String told) throws IOException {
        Path file = Files.writeString(folder.resolve("b.rounds"), text.replace('~', '\n'));
        assertThatExceptionOfType(BaselineException.class)
                .isThrownBy(() -> RoundsFile.read(file))
                .withMessageContaining(told);
    }
}
