package dev.gridlock.scenario;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;

/** Every problem of a scenario text, as a user sees them. */
final class Mistakes {

    private Mistakes() {}

    static List<String> of(String text, Setting... settings) {
        return problems(() -> ScenarioParser.parse("t.yml", text, TestCatalogue.CATALOGUE, List.of(settings)));
    }

    /** Of a scenario that is right but for these lines. */
    static List<String> in(String lines, Setting... settings) {
        return of("name: t\nload: [ bulk: ]\n" + lines, settings);
    }

    static List<String> problems(Parsing parsing) {
        return catchThrowableOfType(ScenarioException.class, parsing::run).problems();
    }

    interface Parsing {
        void run() throws ScenarioException;
    }
}
