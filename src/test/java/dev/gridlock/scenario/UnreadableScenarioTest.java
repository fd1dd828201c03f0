package dev.gridlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableScenarioTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a comment\n", "---\n", "---\n...\n"})
    void anEmptyFileIsSaidToBeEmpty(String text) {
        assertThat(Mistakes.of(text))
                .containsExactly("t.yml:1:1: the scenario is empty; found nothing; write at least a name and a load");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "name: a: b => t.yml:1:8: not YAML: mapping values are not allowed here; found \"name: a: b\"",
                "a: [ 1, 2\\n"
                        + "b: 3 => t.yml:2:2: not YAML: while parsing a flow sequence, expected ',' or ']', but got :;"
                        + " found \"b: 3\"",
                "a: \"x\\n"
                        + " => t.yml:2:1: not YAML: while scanning a quoted scalar, found unexpected end of stream; found"
                        + " the end of the text",
                "@x: 1 => t.yml:1:1: not YAML: while scanning for the next token, found character '@' that cannot"
                        + " start any token; found \"@x: 1\"",
            })
    void whatIsNoYamlIsShownWithItsPlace(String text, String problem) {
        assertThat(Mistakes.of(text.replace("\\n", "\n")))
                .containsExactly(problem
                        + "; write each key as \"key: value\", blocks indented by spaces, brackets and quotes closed");
    }

    @Test
    void aTabIsCalledATab() {
        assertThat(Mistakes.of("name: x\nload:\n\t- bulk: {}\n"))
                .containsExactly(
                        "t.yml:3:1: not YAML: a tab in front of a value; found \"\\u0009- bulk: {}\"; write spaces"
                                + " instead of tabs");
    }

    @Test
    void aNulIsNamedWithItsPlace() {
        assertThat(Mistakes.of("name: x\nabout: a\0b\n"))
                .containsExactly(
                        "t.yml:2:9: not YAML: a character that text cannot hold; found U+0000; write the file as"
                                + " UTF-8 text without it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "a: &big [ x ]\\n"
                        + "b: [ *big, *big ] => t.yml:1:4: an anchor, which scenarios do not have; found &big; write the"
                        + " value without it",
                "b: *big => t.yml:1:4: an alias, which scenarios do not have; found *big; write the value itself",
                "a: !!int 3 => t.yml:1:4: a tag, which scenarios do not have; found \"tag:yaml.org,2002:int\"; write"
                        + " the value without it",
                "name: x\\n---\\nname: y => t.yml:2:1: a second document; found ---; write one scenario a file",
                "? [ a ]\\n: b => t.yml:1:3: a key that is not text; found a list; write a name, then a colon",
                "- a => t.yml:1:1: the scenario is not a block of keys; found a list; write name: … and load: … in it",
                "hello => t.yml:1:1: the scenario is not a block of keys; found \"hello\"; write name: … and load: …"
                        + " in it",
            })
    void whatYamlHasAndAScenarioHasNotIsRefused(String text, String problem) {
        assertThat(Mistakes.of(text.replace("\\n", "\n"))).containsExactly(problem);
    }

    @Test
    void aDeepNestIsRefusedBeforeItIsBuilt() {
        assertThat(Mistakes.of("a: " + "[".repeat(100_000)))
                .containsExactly("t.yml:1:24: nested too deep; found level 21; write at most 20 levels");
    }

    @Test
    void aMissingFileAndADirectoryAreNamed() {
        assertThat(file(folder.resolve("none.yml")))
                .containsExactly(folder.resolve("none.yml")
                        + ": no such file; found nothing at this path; write the path of a scenario, e.g."
                        + " scenarios/smoke.yml");
        assertThat(file(folder))
                .containsExactly(
                        folder + ": is not a scenario file; found a directory; write the path of a .yml file in it");
    }

    @Test
    void aFileTooLongForAScenarioIsNotReadToItsEnd() throws IOException {
        Path endless = Path.of("/dev/zero");
        assumeTrue(Files.exists(endless));
        assertThat(file(endless))
                .containsExactly(
                        "/dev/zero: is too long for a scenario; found more than 1MiB; write at most 1MiB of YAML");
    }

    @Test
    void bytesThatAreNoTextAreNamedWithTheirOffset() throws IOException {
        Path binary = Files.write(folder.resolve("x.yml"), "name: \u00ff".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(file(binary))
                .containsExactly(binary + ": is not UTF-8 text; found byte 0xFF at offset 6; write the file as UTF-8");
    }

    @Test
    void aFileWithoutPermissionSaysSo() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.yml"), "name: x\n");
        assumeTrue(secret.toFile().setReadable(false) && !Files.isReadable(secret), "root reads everything");
        assertThat(file(secret))
                .containsExactly(secret
                        + ": may not be read by this user; found no permission; write chmod +r, or run as its owner");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheText() throws IOException {
        Path marked = Files.writeString(folder.resolve("bom.yml"), "\uFEFFname: X\nload: [ bulk: ]\n");
        assertThat(file(marked)).singleElement().asString().startsWith(marked + ":1:7: name is not a valid name;");
    }

    private static List<String> file(Path file) {
        return Mistakes.problems(() -> ScenarioParser.parse(file, TestCatalogue.CATALOGUE, List.of()));
    }
}
