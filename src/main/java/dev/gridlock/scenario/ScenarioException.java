package dev.gridlock.scenario;

import java.util.List;

/**
 * A scenario that cannot be run (exit code 2), with every mistake found.
 *
 * <p>Each problem reads {@code file:line:column: what is wrong; what to write instead}.
 */
public final class ScenarioException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public ScenarioException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
