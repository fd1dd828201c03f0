package dev.gridlock.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Stage 1: a scenario file to a {@link Scenario}, or every mistake in it. */
public final class ScenarioParser {

    private ScenarioParser() {}

    /**
     * Reads and checks a scenario.
     *
     * @param settings values that replace those of the file, later ones last
     * @throws ScenarioException with every mistake of the file and of the settings
     */
    public static Scenario parse(Path file, MetricCatalogue catalogue, List<Setting> settings)
            throws ScenarioException {
        return parse(file, Optional.of(catalogue), settings, Optional.empty());
    }

    /**
     * As {@link #parse(Path, MetricCatalogue, List)}, for a provider that has no containers: what needs them is a mistake.
     *
     * @param provider its name, for the message
     */
    public static Scenario parseWithoutContainers(
            Path file, MetricCatalogue catalogue, List<Setting> settings, String provider) throws ScenarioException {
        return parse(file, Optional.of(catalogue), settings, Optional.of(provider));
    }

    /**
     * Reads and checks a scenario that is no file.
     *
     * @param source what stands for the file's name in messages
     */
    public static Scenario parse(String source, String text, MetricCatalogue catalogue, List<Setting> settings)
            throws ScenarioException {
        return parse(source, text, Optional.of(catalogue), settings, Optional.empty(), new Problems());
    }

    /** Reads what {@link ScenarioYaml#render} wrote; needs no catalogue, because its metrics were checked then. */
    public static Scenario parseResolved(Path file) throws ScenarioException {
        return parse(file, Optional.empty(), List.of(), Optional.empty());
    }

    private static Scenario parse(
            Path file, Optional<MetricCatalogue> catalogue, List<Setting> settings, Optional<String> withoutContainers)
            throws ScenarioException {
        Problems problems = new Problems();
        Optional<String> text = SourceText.read(file, Document.SCENARIO, problems);
        problems.throwIfAny();
        return parse(file.toString(), text.orElseThrow(), catalogue, settings, withoutContainers, problems);
    }

    private static Scenario parse(
            String source,
            String text,
            Optional<MetricCatalogue> catalogue,
            List<Setting> settings,
            Optional<String> withoutContainers,
            Problems problems)
            throws ScenarioException {
        Optional<Yaml> tree = YamlTree.ofFile(source, text, Document.SCENARIO, problems);
        if (tree.isEmpty()) {
            problems.throwIfAny();
        }
        Yaml root = Settings.apply(tree.orElseThrow(), settings, problems);
        MappingReader reader = new MappingReader("", root.at(), Optional.of(root), problems);
        Scenario scenario = ScenarioBlock.read(reader, catalogue, withoutContainers);
        problems.throwIfAny();
        return scenario;
    }
}
