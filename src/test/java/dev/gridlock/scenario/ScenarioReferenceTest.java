package dev.gridlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code docs/scenarios.md} is written by hand around a part that is made from the declarations that the parser uses. */
class ScenarioReferenceTest {

    private static final Path REFERENCE = Path.of("docs", "scenarios.md");
    private static final String BEGIN = "<!-- generated: every block and key -->\n";
    private static final String END = "<!-- end of generated -->\n";

    @Test
    void theReferenceNamesEveryKeyDefaultAndBound() throws IOException {
        String text = Files.readString(REFERENCE);
        String expected = text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
                + generated()
                + text.substring(text.indexOf(END));
        if (Boolean.getBoolean("gridlock.writeDocs")) {
            Files.writeString(REFERENCE, expected);
        }

        assertThat(text)
                .as("write it again: mvn test -Dtest=ScenarioReferenceTest -Dgridlock.writeDocs=true")
                .isEqualTo(expected);
    }

    @Test
    void everyBlockOfAScenarioIsInTheReference() throws IOException {
        assertThat(Files.readString(REFERENCE))
                .contains(
                        ScenarioBlock.BLOCKS.stream().map(block -> "`" + block).toList());
    }

    /** The example in the reference is a scenario, and a whole one. */
    @Test
    void theExampleParses() throws IOException, ScenarioException {
        String text = Files.readString(REFERENCE);
        int begin = text.indexOf("```yaml\n") + "```yaml\n".length();
        String example = text.substring(begin, text.indexOf("```\n", begin));

        Scenario scenario = ScenarioParser.parse("scenarios.md", example, TestCatalogue.CATALOGUE, List.of());

        assertThat(scenario.chaos()).isNotEmpty();
        assertThat(scenario.gates()).isNotEmpty();
    }

    @Test
    void everyExampleAndDefaultIsAValidValueOfItsKey() throws Malformed {
        for (Block block : Blocks.ALL) {
            for (Key<?> key : block.keys()) {
                assertThat(key.quantity().read(key.quantity().example()))
                        .as(block.path() + " " + key.name())
                        .isNotNull();
                requireDefault(key);
            }
        }
    }

    @Test
    void noKeyIsDeclaredTwiceInABlock() {
        for (Block block : Blocks.ALL) {
            Map<String, Integer> seen = new HashMap<>();
            block.names().forEach(name -> seen.merge(name, 1, Integer::sum));
            assertThat(seen.values()).as(block.path()).allMatch(times -> times == 1);
        }
    }

    private static <T> void requireDefault(Key<T> key) throws Malformed {
        if (key.fallback().isPresent()) {
            String text = key.quantity().write(key.fallback().get());
            if (key.quantity().isList()) {
                assertThat(text).as("no list is left out rather than written").isEqualTo("[]");
                return;
            }
            Yaml.Scalar written = (Yaml.Scalar) YamlTree.ofSetting(new Setting(key.name(), text), new Problems())
                    .orElseThrow();
            assertThat(key.quantity().read(written.text()))
                    .as(key.name())
                    .isEqualTo(key.fallback().get());
        }
    }

    private static String generated() {
        StringBuilder out = new StringBuilder();
        for (Block block : Blocks.ALL) {
            out.append("\n### ").append(block.path().isEmpty() ? "The file itself" : "`" + block.path() + "`");
            out.append("\n\n").append(sentence(block.meaning())).append("\n\n");
            out.append("| key | write | default | means |\n|---|---|---|---|\n");
            for (Key<?> key : block.keys()) {
                String written = key.writtenDefault()
                        .map(value -> "`" + value + "`")
                        .orElse(
                                key.equals(TargetBlock.KIND)
                                        ? "by the target's name"
                                        : key.equals(FaultBlock.NAME) ? "by its toxic" : "required");
                out.append("| `" + key.name() + "` | " + key.quantity().form() + " | " + written + " | " + key.meaning()
                        + " |\n");
            }
        }
        return out.append('\n').toString();
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }
}
