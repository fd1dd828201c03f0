package dev.gridlock.report.ci;

import dev.gridlock.scenario.GateSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The path of a scenario as a CI system knows it: from the top of its checkout. */
final class ScenarioPath {

    private ScenarioPath() {}

    static String of(GateSpec.Place place, Map<String, String> environment) {
        Path file = Path.of(place.file()).toAbsolutePath().normalize();
        return Stream.of(
                        environment.getOrDefault("GITHUB_WORKSPACE", ""),
                        environment.getOrDefault("CI_PROJECT_DIR", ""),
                        Path.of("").toAbsolutePath().toString())
                .filter(top -> !top.isEmpty())
                .map(top -> Path.of(top).toAbsolutePath().normalize())
                .filter(file::startsWith)
                .findFirst()
                .map(top -> top.relativize(file).toString())
                .orElse(place.file());
    }
}
