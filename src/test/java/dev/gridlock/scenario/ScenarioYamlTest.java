package dev.gridlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioYamlTest {

    static final List<String> STANDARD = List.of("node", "languages", "black-friday", "rush-hour", "smoke");

    @ParameterizedTest
    @FieldSource("STANDARD")
    void aStandardScenarioIsTheSameAfterRendering(String name) throws ScenarioException {
        Scenario scenario = standard(name);

        assertThat(scenario.name()).isEqualTo(name);
        assertThat(parse(ScenarioYaml.render(scenario))).isEqualTo(scenario);
    }

    @Test
    void everyStandardScenarioIsListedHere() throws IOException {
        try (var files = Files.list(Path.of("scenarios"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yml", "")))
                    .containsExactlyInAnyOrderElementsOf(STANDARD);
        }
    }

    @Test
    void anyScenarioIsTheSameAfterRendering() throws ScenarioException {
        for (int seed = 0; seed < 500; seed++) {
            Scenario scenario = new RandomScenario(new Random(seed)).next();
            String text = ScenarioYaml.render(scenario);

            assertThat(parse(text)).as("seed %s:%n%s", seed, text).isEqualTo(scenario);
            assertThat(ScenarioYaml.render(parse(text))).isEqualTo(text);
        }
    }

    @Test
    void aResolvedScenarioNeedsNoCatalogue(@TempDir Path folder) throws ScenarioException, IOException {
        for (int seed = 0; seed < 50; seed++) {
            Scenario scenario = new RandomScenario(new Random(seed)).next();
            Path file = Files.writeString(folder.resolve("scenario.yml"), ScenarioYaml.render(scenario));

            assertThat(ScenarioParser.parseResolved(file)).isEqualTo(scenario);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a\nb\n",
                "\"quoted\" and \\n and 'single'",
                "# no comment: [ { & * ! | > % @ `",
                "ümlaut 🚚 \u2028\u00a0\uffff\ud800",
                "<script>alert(1)</script>",
                "null",
                "~"
            })
    void anyTextSurvives(String about) throws ScenarioException {
        Scenario scenario = parse("name: t\nload: [ bulk: ]\nabout: " + Words.quoted(about) + "\n");

        assertThat(scenario.about()).isEqualTo(about);
        assertThat(parse(ScenarioYaml.render(scenario)).about()).isEqualTo(about);
    }

    @Test
    void settingsAndDefaultsAreWrittenOut() throws ScenarioException {
        Scenario scenario = ScenarioParser.parse(
                "t.yml", "name: t\nload: [ bulk: ]\n", TestCatalogue.CATALOGUE, List.of(new Setting("seed", "7")));

        assertThat(ScenarioYaml.render(scenario)).contains("seed: 7\n", "  max_connections: 100\n", "samples: 100ms\n");
    }

    @Test
    void everyKeyIsWrittenByItsOwnDeclaration() throws ScenarioException {
        String text = ScenarioYaml.render(standard("black-friday")) + ScenarioYaml.render(standard("rush-hour"));
        for (Block block : List.of(FleetBlock.BLOCK, PostgresBlock.BLOCK, PgBouncerBlock.BLOCK, TargetBlock.BOUNDED)) {
            assertThat(text)
                    .contains(block.names().stream()
                            .map(name -> "  " + name + ": ")
                            .toList());
        }
    }

    private static Scenario standard(String name) throws ScenarioException {
        return ScenarioParser.parse(Path.of("scenarios", name + ".yml"), TestCatalogue.CATALOGUE, List.of());
    }

    private static Scenario parse(String text) throws ScenarioException {
        return ScenarioParser.parse("t.yml", text, TestCatalogue.CATALOGUE, List.of());
    }
}
