package dev.gridlock.cli;

import dev.gridlock.recording.Recording;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.ScenarioException;
import dev.gridlock.scenario.ScenarioParser;
import dev.gridlock.scenario.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The scenario file and what is set over it on the command line. */
final class ScenarioArguments {

    @Parameters(paramLabel = "SCENARIO", description = "A scenario file, e.g. scenarios/black-friday.yml")
    private Path file = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Sets one value over the file, e.g. --set targets.bounded.batch=2_000")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--seed", description = "Sets the seed over the file; the same as --set seed=N")
    private @Nullable Long seed;

    @Option(names = "--no-chaos", description = "Without the scenario's faults; the same as --set chaos=[]")
    private boolean noChaos;

    @Option(
            names = "--target",
            paramLabel = "NAME",
            description = "Only this target (may be given more than once); gates of the others are left out")
    private List<String> targets = new ArrayList<>();

    Path file() {
        return file;
    }

    /** The scenario as it is to be run. */
    Scenario resolve() throws ScenarioException {
        Scenario scenario = ScenarioParser.parse(file, Recording.catalogue(), allSettings());
        for (String target : targets) {
            if (!scenario.targets().containsKey(target)) {
                throw new ScenarioException(List.of("--target " + target + ": the scenario has no such target; it has "
                        + String.join(", ", scenario.targets().keySet())));
            }
        }
        return targets.isEmpty() ? scenario : scenario.onlyTargets(targets);
    }

    /**
     * Checks that a provider without containers can do all that the scenario asks for.
     *
     * @throws ScenarioException naming each fault that it cannot do, with its place
     */
    void requireNoContainers(String provider) throws ScenarioException {
        var _ = ScenarioParser.parseWithoutContainers(file, Recording.catalogue(), allSettings(), provider);
    }

    private List<Setting> allSettings() throws ScenarioException {
        List<Setting> all = new ArrayList<>();
        for (String setting : settings) {
            all.add(Setting.parse(setting));
        }
        if (seed != null) {
            all.add(new Setting("seed", Long.toString(seed)));
        }
        if (noChaos) {
            all.add(new Setting("chaos", "[]"));
        }
        return all;
    }
}
