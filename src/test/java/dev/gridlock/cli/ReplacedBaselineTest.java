package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridlock.baseline.Baseline;
import dev.gridlock.baseline.BaselineException;
import dev.gridlock.baseline.BaselineFile;
import dev.gridlock.baseline.MadeBaseline;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code baseline save} loses nothing without a word. */
class ReplacedBaselineTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void save() throws Exception {
        file = folder.resolve("smoke.baseline");
        BaselineFile.write(made().make(), file);
    }

    private static MadeBaseline made() {
        return MadeBaseline.of(4).always("naive", "deadlocks", 2);
    }

    @Test
    void nothingIsToldOfTheSameWorkNorOfAFreshFile() throws Exception {
        assertThat(ReplacedBaseline.told(file, made().make())).isEmpty();
        assertThat(ReplacedBaseline.told(folder.resolve("none"), made().make())).isEmpty();
    }

    @Test
    void otherWorkAndAnotherMachineAreTold() throws Exception {
        assertThat(ReplacedBaseline.told(file, made().withOther("fleet").make()))
                .hasValueSatisfying(said -> assertThat(said).contains("other work (fleet changed"));
        assertThat(ReplacedBaseline.told(file, made().on(MadeBaseline.ELSEWHERE).make()))
                .hasValueSatisfying(said -> assertThat(said).contains("another machine", "--to"));
    }

    @Test
    void anotherScenarioAndWhatIsNoBaselineAreRefused() throws Exception {
        Baseline other = made().of("evening").make();
        assertThatThrownBy(() -> ReplacedBaseline.told(file, other))
                .isInstanceOf(BaselineException.class)
                .hasMessageContaining("holds the baseline of scenario smoke, not of evening")
                .hasMessageContaining("--to");
        Path notes = Files.writeString(folder.resolve("notes.md"), "# mine\n");
        assertThatThrownBy(() -> ReplacedBaseline.told(notes, other))
                .isInstanceOf(BaselineException.class)
                .hasMessageContaining("notes.md")
                .hasMessageContaining("remove it first");
    }
}
