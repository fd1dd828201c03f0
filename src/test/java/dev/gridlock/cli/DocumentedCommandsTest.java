package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gridlock.recording.metric.Metrics;
import dev.gridlock.scenario.MetricCatalogue.Definition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * What README and the docs tell the reader to type. Each is parsed; those that need no stack are run, and what they print
 * is read; the rest are run by the integration tests named here.
 */
class DocumentedCommandsTest {

    /** Up to a comment, a further command, the end of a code span, or the end of a sentence about it. */
    private static final Pattern COMMAND = Pattern.compile("\\./gridlock((?: [^`#&|\\n]*)?(?:#\\w[^`&|\\n]*)?)");

    /** What prints its result only after a stack was up, with the test that runs it and reads that. */
    private static final Map<String, Class<?>> RUN_ELSEWHERE = Map.ofEntries(
            Map.entry("run", ExitCodesIT.class),
            Map.entry("report", ExitCodesIT.class),
            Map.entry("up", ExternalRunIT.class),
            Map.entry("target", TargetCommandIT.class),
            Map.entry("doctor", ProviderChoiceIT.class),
            Map.entry("compare", RoundsIT.class),
            Map.entry("baseline", RoundsIT.class),
            Map.entry("locks", LocksCommandIT.class),
            Map.entry("trend", RoundsIT.class),
            Map.entry("serve", ServeCommandIT.class));

    private static final List<String> RUN_HERE = List.of("metrics", "validate");

    static Stream<List<String>> commands() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        List<List<String>> all = new ArrayList<>();
        for (Path page : pages) {
            COMMAND.matcher(Files.readString(page))
                    .results()
                    .map(found -> words(found.group(1)))
                    .filter(words -> !words.isEmpty() && !words.contains("…"))
                    .forEach(all::add);
        }
        assertThat(all).hasSizeGreaterThan(40);
        return all.stream().distinct();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyDocumentedCommandIsOne(List<String> words) {
        assertThatCode(() -> new CommandLine(Main.class)
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .parseArgs(words.toArray(String[]::new)))
                .doesNotThrowAnyException();
    }

    @Test
    void everyCommandIsRunByATestThatReadsWhatItPrints() throws IOException {
        for (String command : new CommandLine(Main.class).getSubcommands().keySet()) {
            if (RUN_HERE.contains(command)) {
                continue;
            }
            Class<?> test = RUN_ELSEWHERE.get(command);
            if (test == null) {
                throw new AssertionError(command + ": no test runs it; write one and name it here");
            }
            Path source = Path.of("src/test/java", test.getName().replace('.', '/') + ".java");
            assertThat(Files.readString(source))
                    .contains(".printed()")
                    .containsAnyOf("\"" + command + "\"", command + "(");
        }
    }

    @Test
    void metricsListsEveryMetric() throws Exception {
        HarnessJvm metrics = HarnessJvm.run(List.of(), List.of("metrics"));
        assertThat(metrics.exitCode()).as(metrics.said()).isZero();
        assertThat(metrics.printed())
                .contains(Metrics.definitions().stream().map(Definition::name).toList())
                .contains("deadlocks  (count; whole run");
    }

    @Test
    void validateSaysOkForEachStandardScenario() throws Exception {
        HarnessJvm validate = HarnessJvm.run(
                List.of(),
                List.of("validate", "scenarios/black-friday.yml", "scenarios/rush-hour.yml", "scenarios/smoke.yml"));
        assertThat(validate.exitCode()).as(validate.said()).isZero();
        assertThat(validate.printed()).hasLineCount(3).contains("scenarios/smoke.yml: ok, smoke");
    }

    @Test
    void helpAndVersionArePrinted() throws Exception {
        assertThat(HarnessJvm.run(List.of(), List.of("--help")).printed())
                .contains("Commands:")
                .contains("130  interrupted");
        assertThat(HarnessJvm.run(List.of(), List.of("--version")).printed()).startsWith("gridlock ");
    }

    private static List<String> words(String text) {
        String command =
                text.replaceAll("#[^\\w].*", "").replaceAll("[.;:,)]+$", "").strip();
        List<String> words = new ArrayList<>();
        var parts = Pattern.compile("'([^']*)'|(\\S+)").matcher(command);
        while (parts.find()) {
            words.add(parts.group(1) == null ? parts.group(2) : parts.group(1));
        }
        // As a manual page has it: what may be left out.
        words.removeIf(word -> word.startsWith("[") || word.matches("[A-Z]+]"));
        // A command that is only named.
        if (words.size() == 1 && !words.getFirst().startsWith("-")) {
            words.add("--help");
        }
        return words;
    }
}
