package dev.gridlock.trend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridlock.baseline.Machine;
import dev.gridlock.scenario.ScenarioException;
import dev.gridlock.scenario.ScenarioParser;
import dev.gridlock.scenario.ScenarioYaml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What decides a run's figures besides the code that ran: two runs belong to one series only when it is the same.
 *
 * @param parts blocks of the resolved scenario ({@code fleet}, {@code load}, {@code targets.naive}, …) and the machine, as
 *     text; what is only said or judged afterwards (about, gates, prices) is no part
 */
record Conditions(Map<String, String> parts) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> AFTERWARDS = Set.of("name", "about", "gates", "business");

    Conditions {
        parts = new TreeMap<>(parts);
    }

    /** Of a run's folder; empty where its scenario or its facts can no longer be read. */
    static Optional<Conditions> of(Path run) {
        try {
            String resolved = ScenarioYaml.render(ScenarioParser.parseResolved(run.resolve("scenario.yml")));
            Map<String, String> parts = new TreeMap<>();
            if (new Load(LoadSettings.builder().build()).loadFromString(resolved) instanceof Map<?, ?> blocks) {
                blocks.forEach((name, block) -> put(parts, String.valueOf(name), block));
            }
            parts.keySet().removeAll(AFTERWARDS);
            Map<String, String> facts = new TreeMap<>();
            JsonNode told = JSON.readTree(run.resolve("run.json").toFile()).path("run");
            told.properties()
                    .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asText()));
            parts.put("machine", Machine.of(facts).text());
            // Services of another build (run --against) are in the facts; a run's own are what the series follows.
            parts.put("build of the services", facts.getOrDefault("version.service", ""));
            return Optional.of(new Conditions(parts));
        } catch (ScenarioException | IOException e) {
            return Optional.empty();
        }
    }

    /** Names of the parts that are not the same, in alphabetical order. */
    List<String> differences(Conditions other) {
        TreeSet<String> names = new TreeSet<>(parts.keySet());
        names.addAll(other.parts().keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            if (!Objects.equals(parts.get(name), other.parts().get(name))) {
                differences.add(name);
            }
        }
        return differences;
    }

    /** Each target is a part of its own, so that the one that was changed is named. */
    private static void put(Map<String, String> parts, String name, Object block) {
        if (name.equals("targets") && block instanceof Map<?, ?> targets) {
            targets.forEach((target, settings) -> parts.put("targets." + target, String.valueOf(settings)));
        } else {
            parts.put(name, String.valueOf(block));
        }
    }
}
