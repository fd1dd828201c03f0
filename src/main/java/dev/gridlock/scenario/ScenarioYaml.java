package dev.gridlock.scenario;

/** Writes a scenario as resolved: every value, defaults and settings included. */
public final class ScenarioYaml {

    private ScenarioYaml() {}

    /** Text that parses to an equal scenario, and is the same text for equal scenarios. */
    public static String render(Scenario scenario) {
        YamlWriter out = new YamlWriter();
        out.comment("The scenario as it was run: every value, defaults and --set included.");
        ScenarioBlock.write(scenario, out);
        return out.text();
    }
}
